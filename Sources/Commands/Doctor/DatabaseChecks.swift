import Glibc

/// Who may read and write the file of the database, what SQLite has put beside it, and the folders that lead there.
struct DatabaseChecks {
    /// The full path.
    let database: String
    /// As whom the mail server runs `email inbound`; nil where nobody knows.
    let account: Account?

    private static let companions = ["-wal", "-shm", "-journal"]

    func findings() -> [Finding] {
        guard let file = FileFacts(database) else { return [] }
        let folder = FilePath.folder(of: database)
        let beside = DatabaseChecks.companions.compactMap { FileFacts(database + $0) }
        guard let account else { return readable(file) + foreign(beside, owner: file.owner) }
        var found = readable(file)
        if let closed = FilePath.ancestors(of: database).compactMap({ FileFacts($0) }).first(where: {
            !$0.allows($0.path == folder ? 3 : 1, account)
        }) {
            let wish = closed.path == folder ? "write" : "enter"
            found.append(
                Finding(
                    .databaseNotWritable,
                    "The mail server hands over as \(account.name), who may not \(wish) the folder \(closed.path).",
                    remedy: closed.path == folder ? "chown \(account.name) \(folder)" : "chmod o+x \(closed.path)"))
        }
        for file in [file] + beside where !file.allows(6, account) {
            found.append(
                Finding(
                    file.path == database ? .databaseNotWritable : .companionFile,
                    "The mail server hands over as \(account.name), who may not write \(file.path).",
                    remedy: "chown \(account.name) \(file.path)"))
        }
        return found
    }

    private func readable(_ file: FileFacts) -> [Finding] {
        // A folder on the way that lets nobody else in protects it as well.
        let isOpen = FilePath.ancestors(of: database).compactMap { FileFacts($0) }.allSatisfy { $0.mode & 1 != 0 }
        guard isOpen, file.isReadableByAll else { return [] }
        return [
            Finding(
                .databaseReadable,
                "Everybody on this machine may read \(database): addresses, and the key that signs return paths.",
                remedy: "chmod o-rwx \(database)")
        ]
    }

    private func foreign(_ files: [FileFacts], owner: UInt32) -> [Finding] {
        files.filter { $0.owner != owner }.map { file in
            Finding(
                .companionFile, "\(file.path) belongs to another user than the database.",
                remedy: "chown --reference=\(database) \(file.path)")
        }
    }
}
