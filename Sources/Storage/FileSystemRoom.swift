import Glibc

/// What the file system of the database has left. SQLite learns of it only when it writes.
struct FileSystemRoom: Sendable, Hashable {
    /// With less nothing of any size is written.
    static let leastBytes = 1 << 20

    let freeBytes: Int
    let isReadOnly: Bool

    init(freeBytes: Int, isReadOnly: Bool) {
        self.freeBytes = freeBytes
        self.isReadOnly = isReadOnly
    }

    /// Nil where the file system does not say.
    init?(of path: String) {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0, status.f_blocks > 0 else { return nil }
        let (bytes, isTooMany) = Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(status.f_frsize))
        freeBytes = isTooMany ? .max : bytes
        isReadOnly = status.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Why nothing can be written; nil where something can.
    var trouble: (code: StoreError.Code, words: String)? {
        if isReadOnly { return (.readOnly, "the file system is read-only") }
        if freeBytes < FileSystemRoom.leastBytes { return (.full, "the disk is full") }
        return nil
    }
}
