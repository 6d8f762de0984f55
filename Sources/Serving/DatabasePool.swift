import Dispatch
import Storage
import Synchronization

/// The connections of the service: one that writes and some that read, each on a queue of its own.
///
/// SQLite waits for disks and for locks of other processes, up to 30 seconds, and neither an event loop nor a thread of the
/// concurrency runtime may wait so long.
package final class DatabasePool: Sendable {
    package let path: String
    private let writer: StoreActor
    private let readers: [StoreActor]
    private let slow: StoreActor
    private let steady: StoreActor
    private let mail: StoreActor
    private let next = Atomic<Int>(0)

    /// - Throws: `StoreError` where the database cannot be opened.
    package init(path: String, readers count: Int = 4) async throws {
        self.path = path
        writer = try await StoreActor(path: path, readOnly: false, name: "email.writer")
        var readers: [StoreActor] = []
        for index in 0..<count {
            readers.append(try await StoreActor(path: path, readOnly: true, name: "email.reader.\(index)"))
        }
        self.readers = readers
        slow = try await StoreActor(path: path, readOnly: true, name: "email.slow")
        steady = try await StoreActor(path: path, readOnly: true, name: "email.steady")
        mail = try await StoreActor(path: path, readOnly: true, name: "email.mail")
        try await write { try $0.prepareService() }
    }

    /// Runs what only reads. What is read may be older than a change that is under way.
    package func read<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) async throws -> Value {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return try await readers[Int(UInt(bitPattern: turn) % UInt(readers.count))].run(body)
    }

    /// Runs what only reads and may take long, so that `read` need not wait for it.
    package func slowRead<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) async throws -> Value {
        try await slow.run(body)
    }

    /// Runs what only reads and takes no time, always on the same connection: what `dataVersion` says of one connection means
    /// nothing on another.
    package func steadyRead<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) async throws -> Value {
        try await steady.run(body)
    }

    /// Runs what only reads and takes no time, for mail that comes in: while the writer is busy with one group after the
    /// other, each connection has to forget what it knew after each, so one is better than several in turn.
    package func mailRead<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) async throws -> Value {
        try await mail.run(body)
    }

    /// Runs what changes something, one after the other. A transaction is for the body to make.
    ///
    /// - Throws: `missing` where the file was replaced: then it may not count as done.
    package func write<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) async throws -> Value {
        try await writer.run { store in
            try DatabasePool.check(store)
            let value = try body(store)
            try DatabasePool.check(store)
            return value
        }
    }

    /// Whether the file of the database was replaced or taken away. The service has to begin anew then.
    package func isReplaced() async -> Bool {
        await mail.isReplaced()
    }

    private static func check(_ store: Store) throws {
        if store.isReplaced {
            throw StoreError(
                .missing, path: store.connection.path, message: "the file is another one than when the service began")
        }
    }
}

/// A connection and the queue on which alone it is used.
private actor StoreActor {
    private let store: Store
    private let executor: QueueExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(path: String, readOnly: Bool, name: String) async throws {
        executor = QueueExecutor(name: name)
        store = try Store(path: path, readOnly: readOnly)
        if !readOnly { store.expectService() }
        // The schema is read with the first statement; better now than with the first visitor.
        _ = try store.settings()
    }

    func run<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) throws -> Value {
        try body(store)
    }

    func isReplaced() -> Bool { store.isReplaced }
}

/// Runs the jobs of one actor one after the other, where they may wait.
private final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(name: String) { queue = DispatchQueue(label: name) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
