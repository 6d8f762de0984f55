import Glibc

/// How a queue comes to be a file, and a file is known for a queue.
///
/// Fossil opens a queue with `CREATE TABLE IF NOT EXISTS email(…)` and does not wait for a lock there: where it finds one, the
/// alerts that it has marked as sent are lost. So nobody may find a queue locked that is being made, opened or closed.
extension QueueFile {
    /// What becomes of the file that `path` names.
    package enum Purpose: Sendable {
        /// Mails are put in: it is made where there is none.
        case fill
        /// Mails are taken out: it has to be a queue already.
        case empty
    }

    /// Makes a queue beside the file that is to be one, and gives it that name when it is whole, unless another one is
    /// there by then.
    ///
    /// - Returns: False where that cannot be done: the file system knows no links, or the name is a symbolic link to nothing.
    static func make(_ path: String) throws(StoreError) -> Bool {
        QueueDraft.removeStale(of: path)
        let draft = QueueDraft(of: path)
        defer { draft.remove() }
        try makeDraft(draft.path)
        guard sync(draft.path) else {
            throw StoreError(.inputOutput, path: draft.path, message: unsafe String(cString: strerror(errno)))
        }
        guard unsafe link(draft.path, path) == 0 else { return unsafe errno == EEXIST && access(path, F_OK) == 0 }
        _ = sync(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
        return true
    }

    /// It is brought to the disk as a whole, before it gets its name. The mode last: then nothing stands in a log beside the
    /// file.
    private static func makeDraft(_ path: String) throws(StoreError) {
        let connection = try Connection(path: path, mode: .create)
        try connection.run("PRAGMA synchronous=OFF")
        try connection.run("PRAGMA journal_mode=MEMORY")
        try connection.write { () throws(StoreError) in try connection.script(tables) }
        try connection.run("PRAGMA journal_mode=WAL")
    }

    /// Brings a file or a folder to the disk. False where that fails; `errno` says why.
    private static func sync(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        let isSynced = fsync(descriptor) == 0
        let reason = errno
        Glibc.close(descriptor)
        errno = reason
        return isSynced
    }

    /// An empty file is one that another program is making, and a lock of ours, even to read, would make that fail. It is
    /// written in a few milliseconds, or is just an empty file.
    static func awaitMaker(of path: String) {
        var status = stat()
        for _ in 0..<200 {
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 else {
                return
            }
            usleep(10_000)
        }
    }

    /// What a file is, by its tables.
    enum Content {
        case nothing
        case queue
        /// A queue and other tables: those of a repository, say.
        case queueAndMore
        case other
    }

    static func content(_ connection: Connection) throws(StoreError) -> Content {
        let tables = try connection.rows("SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view')") {
            $0.text(0)
        }
        if tables.isEmpty { return .nothing }
        let columns = try connection.first(
            "SELECT count(*) FROM pragma_table_info('email') WHERE lower(name) IN ('emailid', 'msg')"
        ) { $0.integer(0) }
        guard columns == 2 else { return .other }
        let own: Set<String> = ["email", "fx_email_sent", "fx_email_relay", "sqlite_sequence", "sqlite_stat1"]
        return own.isSuperset(of: tables) ? .queue : .queueAndMore
    }
}
