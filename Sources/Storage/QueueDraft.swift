import Glibc

/// The file in which a queue is made before it gets its name: `queue.db-new-` and 26 letters and digits at random, a name that
/// nothing else has.
struct QueueDraft {
    private static let mark = "-new-"
    private static let half = 13
    /// Those of SQLite beside a database.
    private static let companions = ["", "-journal", "-wal", "-shm"]
    /// A queue is made in milliseconds. One that took longer than this was killed; should it go on, it finds no draft to name
    /// and makes the queue in its place.
    static let secondsUntilStale = 600

    let path: String

    init(of queue: String) {
        path = queue + QueueDraft.mark + QueueDraft.random() + QueueDraft.random()
    }

    private static func random() -> String {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 36)
        return String(repeating: "0", count: half - digits.count) + digits
    }

    func remove() {
        for end in QueueDraft.companions { unsafe unlink(path + end) }
    }

    /// Removes what those who were killed while they made this queue have left beside it.
    ///
    /// A draft may be a second name of the queue itself, where the kill came just after it got its first; that stays.
    static func removeStale(of queue: String) {
        let start = queue.lastIndex(of: "/").map { queue.index(after: $0) } ?? queue.startIndex
        let folder = start == queue.startIndex ? "." : String(queue[..<start])
        guard let directory = unsafe opendir(folder) else { return }
        defer { unsafe closedir(directory) }
        let prefix = queue[start...] + mark
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix), isRandom(name.dropFirst(prefix.count)) else { continue }
            let path = "\(folder)/\(name)"
            if isStale(path) { unsafe unlink(path) }
        }
    }

    private static func isRandom(_ end: Substring) -> Bool {
        let random = end.prefix(2 * half)
        return random.utf8.count == 2 * half && companions.contains(String(end.dropFirst(2 * half)))
            && random.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x7A }
    }

    private static func isStale(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            return false
        }
        return time(nil) - status.st_mtim.tv_sec > secondsUntilStale
    }
}
