import Alerts
import Glibc

/// Which mails are in the hands of the agent: a line when one is handed over, a line when it is known what became of it.
///
/// The database learns of a batch at a time, as each of its commits waits for the disk. The journal is written mail by mail and
/// waits for nothing: what a process has written outlives it, however it ends, as long as the system runs. After a crash of
/// the system itself the last lines may be missing; the number of the boot at the top tells, and what the journal does not name
/// is in doubt then.
///
///     email 1f0e…      the boot
///     > 17             handed over
///     + 17             the agent has it
///     - 17             the agent does not have it
///     .                what became of those before is in the database
final class HandJournal {
    private enum Mark: UInt8 {
        case handed = 0x3E  // >
        case accepted = 0x2B  // +
        case notAccepted = 0x2D  // -
        case recorded = 0x2E  // .
    }

    private let path: String
    private var descriptor: Int32 = -1
    /// What the last process left.
    private lazy var left = Left(path: path)

    init(path: String) {
        self.path = path
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    // MARK: What the last process left

    /// Whether the agent has a mail that was being handed over; nil where nobody can know.
    func hasAccepted(_ id: Int64) -> Bool? {
        switch left.marks[id] {
        case .accepted: true
        case .notAccepted: false
        case .handed: nil
        default: left.isWhole ? false : nil
        }
    }

    /// It has been seen to.
    func forget(_ ids: [Int64]) {
        for id in ids { left.marks[id] = nil }
    }

    private struct Left {
        /// Whether nothing was written that is not there.
        var isWhole = false
        var marks: [Int64: Mark] = [:]

        init(path: String) {
            guard let content = Descriptor.file(path, limit: 64 << 20) else { return }
            let lines = content.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let boot = HandJournal.boot()
            isWhole = content.size == content.bytes.count && !boot.isEmpty && lines.first.map(Array.init) == boot
            // The last one is empty, or was never finished.
            for line in lines.dropFirst().dropLast() {
                guard let mark = line.first.flatMap(Mark.init(rawValue:)) else { continue }
                if mark == .recorded {
                    marks = marks.filter { $1 == .handed }
                } else if let id = Int64(String(decoding: line.dropFirst(2), as: UTF8.self)) {
                    marks[id] = mark
                }
            }
        }
    }

    // MARK: Writing

    /// Begins anew. What was accepted and has not been seen to is carried over.
    func begin() {
        var lines = HandJournal.boot() + [UInt8(ascii: "\n")]
        for (id, mark) in left.marks where mark == .accepted { lines += HandJournal.line(mark, id) }
        let fresh = path + ".new"
        unsafe unlink(fresh)
        end()
        descriptor = unsafe open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        write(lines)
        if descriptor < 0 { return fail() }
        if unsafe rename(fresh, path) != 0 { fail() }
    }

    func handed(_ ids: [Int64]) {
        write(ids.flatMap { HandJournal.line(.handed, $0) })
    }

    func ended(_ ids: [(id: Int64, wasAccepted: Bool)]) {
        write(ids.flatMap { HandJournal.line($0.wasAccepted ? .accepted : .notAccepted, $0.id) })
    }

    func recorded() {
        write([Mark.recorded.rawValue, UInt8(ascii: "\n")])
    }

    /// There is nothing in doubt any more.
    func remove() {
        guard descriptor >= 0 else { return }
        end()
        unsafe unlink(path)
    }

    private func write(_ bytes: [UInt8]) {
        guard descriptor >= 0, !bytes.isEmpty else { return }
        if !Descriptor.write(bytes, to: descriptor) { fail() }
    }

    /// A journal that cannot be written is none: what it does not name would be taken for not handed over.
    private func fail() {
        end()
        unsafe unlink(path)
        unsafe unlink(path + ".new")
    }

    private func end() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    private static func line(_ mark: Mark, _ id: Int64) -> [UInt8] {
        [mark.rawValue, UInt8(ascii: " ")] + Array(String(id).utf8) + [UInt8(ascii: "\n")]
    }

    /// The first line; empty where the system does not say.
    private static func boot() -> [UInt8] {
        guard let content = Descriptor.file("/proc/sys/kernel/random/boot_id", limit: 64) else { return [] }
        return Array("email ".utf8) + content.bytes.prefix { $0 != UInt8(ascii: "\n") }
    }
}
