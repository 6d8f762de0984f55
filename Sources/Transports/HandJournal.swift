import Alerts
import Glibc
import Synchronization

/// Which mails are in the hands of the agent: a line when one is handed over, a line when it is known what became of it.
///
/// The database learns of a batch at a time, as each of its commits waits for the disk. The journal is written mail by mail and
/// waits for nothing: what a process has written outlives it, however it ends, as long as the system runs. After a crash of
/// the system itself the last lines may be missing; the number of the boot at the top tells, and what the journal does not name
/// is in doubt then.
///
///     email 1f0e…      the boot
///     = 9a3c…          whose deliveries these are: the random id of the database, where it has one
///     > 17             handed over
///     + 17             the agent has it
///     - 17             the agent does not have it
///     . 17             what became of it is in the database
///
/// It may be written by several threads; what the last process left is for one.
package final class HandJournal: Sendable {
    private enum Mark: UInt8 {
        case handed = 0x3E  // >
        case accepted = 0x2B  // +
        case notAccepted = 0x2D  // -
        case recorded = 0x2E  // .
    }

    private let path: String
    private let id: String
    /// -1 where there is none.
    private let descriptor = Mutex<Int32>(-1)
    /// What the last process left. Nil until it is asked for: who waits for another process to end is to see all of it.
    private let left = Mutex<Left?>(nil)

    init(_ origin: MailOrigin) {
        path = origin.journalPath
        id = origin.id
    }

    deinit {
        descriptor.withLock { if $0 >= 0 { Glibc.close($0) } }
    }

    // MARK: What the last process left

    /// Whether the agent has a mail that was being handed over; nil where nobody can know.
    func hasAccepted(_ id: Int64) -> Bool? {
        withLeft { left in
            switch left.marks[id] {
            case .accepted: true
            case .notAccepted: false
            case .handed: nil
            default: left.isWhole ? false : nil
            }
        }
    }

    var doubts: Doubts {
        withLeft { left in
            var doubts = Doubts()
            for (id, mark) in left.marks {
                if mark == .handed { doubts.handed.insert(id) }
                if mark == .accepted { doubts.accepted.insert(id) }
            }
            doubts.isIncomplete = left.isThere && !left.isWhole
            return doubts
        }
    }

    /// It has been seen to.
    func forget(_ ids: [Int64]) {
        withLeft { for id in ids { $0.marks[id] = nil } }
    }

    /// So has all that it left.
    func forgetAll() {
        withLeft { $0.marks = [:] }
    }

    private func withLeft<Value>(_ body: (inout Left) -> Value) -> Value {
        left.withLock { left in
            var loaded = left ?? Left(path: path, id: id)
            defer { left = loaded }
            return body(&loaded)
        }
    }

    private struct Left {
        /// Whether nothing was written that is not there.
        var isWhole = false
        /// Whether there is a journal of this database.
        var isThere = false
        var marks: [Int64: Mark] = [:]

        init() {}

        init(path: String, id: String) {
            guard let content = Descriptor.file(path, limit: 64 << 20) else { return }
            let lines = content.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // The last one is empty, or was never finished.
            let whole = lines.dropLast()
            let owner = whole.dropFirst().first.flatMap { $0.starts(with: "= ".utf8) ? $0.dropFirst(2) : nil } ?? []
            guard owner.elementsEqual(id.utf8) else { return }
            let boot = BootNumber.line()
            isThere = true
            isWhole = content.size == content.bytes.count && !boot.isEmpty && whole.first.map(Array.init) == boot
            for line in whole.dropFirst() {
                guard let mark = line.first.flatMap(Mark.init(rawValue:)) else { continue }
                guard let id = Int64(String(decoding: line.dropFirst(2), as: UTF8.self)) else { continue }
                marks[id] = mark == .recorded ? nil : mark
            }
        }
    }

    // MARK: Writing

    /// Begins anew. What was accepted and has not been seen to is carried over.
    func begin() {
        var lines = BootNumber.line() + [UInt8(ascii: "\n")]
        if !id.isEmpty { lines += Array("= \(id)\n".utf8) }
        withLeft { left in
            for (id, mark) in left.marks where mark == .accepted { HandJournal.add(mark, id, to: &lines) }
        }
        let fresh = path + ".new"
        descriptor.withLock { descriptor in
            unsafe unlink(fresh)
            end(&descriptor)
            descriptor = unsafe open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
            write(lines, &descriptor)
            if descriptor < 0 { return fail(&descriptor) }
            if unsafe rename(fresh, path) != 0 { fail(&descriptor) }
        }
    }

    package func handed(_ ids: [Int64]) {
        note(ended: [], handed: ids)
    }

    package func ended(_ ids: [(id: Int64, wasAccepted: Bool)]) {
        note(ended: ids, handed: [])
    }

    /// What became of some, and which come after them, at once.
    package func note(ended: [(id: Int64, wasAccepted: Bool)], handed: [Int64]) {
        var lines: [UInt8] = []
        for (id, wasAccepted) in ended { HandJournal.add(wasAccepted ? .accepted : .notAccepted, id, to: &lines) }
        for id in handed { HandJournal.add(.handed, id, to: &lines) }
        write(lines)
    }

    func recorded(_ ids: [Int64]) {
        var lines: [UInt8] = []
        for id in ids { HandJournal.add(.recorded, id, to: &lines) }
        write(lines)
    }

    /// There is nothing in doubt any more.
    func remove() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            end(&descriptor)
            unsafe unlink(path)
        }
    }

    /// What the last process left has been seen to, and nobody goes on with it.
    func discard() {
        withLeft { left in
            guard left.isThere else { return }
            unsafe unlink(path)
            left = Left()
        }
    }

    private func write(_ bytes: [UInt8]) {
        descriptor.withLock { write(bytes, &$0) }
    }

    private func write(_ bytes: [UInt8], _ descriptor: inout Int32) {
        guard descriptor >= 0, !bytes.isEmpty else { return }
        if !Descriptor.write(bytes, to: descriptor) { fail(&descriptor) }
    }

    /// A journal that cannot be written is none: what it does not name would be taken for not handed over.
    private func fail(_ descriptor: inout Int32) {
        end(&descriptor)
        unsafe unlink(path)
        unsafe unlink(path + ".new")
    }

    private func end(_ descriptor: inout Int32) {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    private static func add(_ mark: Mark, _ id: Int64, to lines: inout [UInt8]) {
        lines.append(mark.rawValue)
        lines.append(UInt8(ascii: " "))
        lines += String(id).utf8
        lines.append(UInt8(ascii: "\n"))
    }
}
