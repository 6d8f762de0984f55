import Glibc
import Transports

/// Lets one `email exec` run at a time on a database.
///
/// The lock is flock(2) on a file beside the database. The system lets it go when the process ends, however it ends; the file
/// stays. The database itself is not locked so: closing any other descriptor of it would take away SQLite's own locks.
final class RunLock {
    private let descriptor: Int32

    /// What it is held for.
    enum Purpose: String {
        /// Everything that is due.
        case exec
        /// The mails of one `email send`, and no others.
        case send
    }

    enum Refusal: Error {
        /// Another process holds it: its number, where that can be read, and what for.
        case held(by: Int?, Purpose?)
        /// The file cannot be opened or locked: its name, and why.
        case failed(String, Int32)
    }

    init(database: String, for purpose: Purpose = .exec) throws(Refusal) {
        let path = RunLock.path(for: database)
        // Whoever may write the database may send: the file gets its permissions, whatever the umask.
        var status = stat()
        let mode = unsafe stat(database, &status) == 0 ? status.st_mode & 0o666 : 0o600
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw .failed(path, errno) }
        var result = flock(descriptor, LOCK_EX | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX | LOCK_NB) }
        if result != 0 {
            let reason = errno
            let owner = Descriptor.readToEnd(descriptor, limit: 30).bytes
            // A throw from here runs deinit, which closes it. Twice would take it from another thread.
            guard reason == EWOULDBLOCK else { throw .failed(path, reason) }
            let words = String(decoding: owner.prefix { $0 != 0x0A }, as: UTF8.self).split(separator: " ").map(
                String.init)
            throw .held(by: words.first.flatMap { Int($0) }, words.count == 2 ? Purpose(rawValue: words[1]) : nil)
        }
        if geteuid() == 0 { _ = fchown(descriptor, status.st_uid, status.st_gid) }
        fchmod(descriptor, mode)
        ftruncate(descriptor, 0)
        Descriptor.write(Array("\(getpid()) \(purpose.rawValue)\n".utf8), to: descriptor)
    }

    /// Lets others run.
    func release() {
        ftruncate(descriptor, 0)
        flock(descriptor, LOCK_UN)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The same for every name of the database that symbolic links give it.
    private static func path(for database: String) -> String {
        guard let resolved = unsafe realpath(database, nil) else { return database + "-exec" }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved) + "-exec"
    }
}
