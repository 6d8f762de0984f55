import Glibc
import TestSupport
import Testing

@testable import Storage

@Suite struct QueueDraftTests {
    private let file = TemporaryFile("queue.db")

    private func make(_ name: String, secondsOld: Int) -> String {
        let path = file.file(name, "x")
        age(path, secondsOld)
        return path
    }

    private func age(_ path: String, _ seconds: Int) {
        let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
        let times = [then, then]
        unsafe utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    }

    private func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }

    /// The name that a draft of the queue would have.
    private func name() -> String {
        String(QueueDraft(of: file.path).path.dropFirst(file.folder.count + 1))
    }

    @Test("who makes a queue removes what was left by those who were killed at it, and nothing else")
    func stale() throws {
        let old = 2 * QueueDraft.secondsUntilStale
        let ours = ["", "-journal", "-wal", "-shm"].map { make(name() + $0, secondsOld: old) }
        let others = [
            make(name(), secondsOld: 0), make(name() + "-old", secondsOld: old),
            make("queue.db-new-2026", secondsOld: old), make("queue.db-new-november2026", secondsOld: old),
            make("other." + name(), secondsOld: old), make(name().uppercased(), secondsOld: old),
        ]
        let link = file.other(name())
        unsafe symlink(others[2], link)
        age(link, old)
        _ = try QueueFile(path: file.path, to: .fill)
        #expect(ours.filter(exists) == [])
        #expect(others.filter { !exists($0) } == [])
        #expect(exists(link))
    }

    @Test("a draft that is the queue itself by another name goes, and the queue stays")
    func linked() throws {
        let queue = try QueueFile(path: file.path, to: .fill)
        try queue.add([QueueFile.Entry(deliveryID: 0, mail: [0x78])], origin: "", forgetting: [])
        queue.close()
        let second = file.other(name())
        unsafe link(file.path, second)
        age(second, 2 * QueueDraft.secondsUntilStale)
        QueueDraft.removeStale(of: file.path)
        #expect(!exists(second))
        #expect(try QueueFile(path: file.path, to: .empty).count() == 1)
    }

    @Test("nothing is left by one that comes to its end")
    func complete() throws {
        _ = try QueueFile(path: file.path, to: .fill)
        var names: [String] = []
        guard let directory = unsafe opendir(file.folder) else {
            Issue.record("the folder cannot be read")
            return
        }
        while let entry = unsafe readdir(directory) {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        unsafe closedir(directory)
        #expect(names.filter { $0.contains("-new-") } == [])
    }
}
