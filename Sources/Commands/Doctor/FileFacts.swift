import Glibc

/// Who may do what with a file or a folder, by its owner and mode. Access control lists are not looked at.
struct FileFacts: Equatable {
    let path: String
    let owner: UInt32
    let group: UInt32
    /// The nine bits of permissions.
    let mode: UInt32
    let isFolder: Bool

    /// Nil where there is no such file, or it may not be looked at; `errno` says which.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(
            path: path, owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o777,
            isFolder: status.st_mode & S_IFMT == S_IFDIR)
    }

    init(path: String, owner: UInt32, group: UInt32, mode: UInt32, isFolder: Bool) {
        self.path = path
        self.owner = owner
        self.group = group
        self.mode = mode
        self.isFolder = isFolder
    }

    /// Whether a process of that user may do all that the bits say: 4 read, 2 write, 1 execute or enter.
    ///
    /// Mail servers start commands with the user's own group alone, so no other group counts.
    func allows(_ bits: UInt32, _ account: Account) -> Bool {
        if account.user == 0 { return true }
        if account.user == owner { return mode >> 6 & bits == bits }
        if account.group == group { return mode >> 3 & bits == bits }
        return mode & bits == bits
    }

    var isReadableByAll: Bool { mode & 0o004 != 0 }
}
