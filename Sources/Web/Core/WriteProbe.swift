import Serving
import Storage
import Synchronization

/// Finds out whether the database can be read and written, within some seconds: SQLite waits longer for a lock.
final class WriteProbe: Sendable {
    private let database: DatabasePool
    private let deadline: Duration
    /// However many ask, one try is under way.
    private let current = Mutex<Task<String?, Never>?>(nil)

    init(database: DatabasePool, deadline: Duration = .seconds(5)) {
        self.database = database
        self.deadline = deadline
    }

    /// Why not; nil where all is well.
    func trouble() async -> String? {
        let attempt = current.withLock { current in
            if let current { return current }
            let attempt = Task { await self.attempt() }
            current = attempt
            return attempt
        }
        let (answers, answer) = AsyncStream.makeStream(of: String?.self)
        let clock = Task { [deadline] in
            try? await Task.sleep(for: deadline)
            answer.yield("the database is locked by another process, or too busy")
        }
        Task { answer.yield(await attempt.value) }
        defer { clock.cancel() }
        for await found in answers { return found }
        return nil
    }

    private func attempt() async -> String? {
        defer { current.withLock { $0 = nil } }
        do {
            _ = try await database.read { try $0.settings() }
        } catch {
            return "the database does not answer: \(WriteProbe.words(error))"
        }
        do {
            try await database.write { try $0.checkWriting() }
            return nil
        } catch {
            return "nothing can be written: \(WriteProbe.words(error))"
        }
    }

    private static func words(_ error: any Error) -> String { (error as? StoreError)?.message ?? "\(error)" }
}
