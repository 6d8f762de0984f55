/// Why the database did not do what was asked: what failed, on which file, and what to do next.
///
/// The SQL is kept, the values bound to it are not: they are addresses.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What callers tell apart. Tests compare this, never the prose.
    package enum Code: Sendable, Hashable {
        /// There is no such file.
        case missing
        /// The file is no SQLite database.
        case notADatabase
        /// The file is one, but `email init` has not been run on it.
        case notInitialised
        /// The tables are those of a newer program.
        case newerSchema
        /// Another process held the lock until the waiting time was over.
        case locked
        /// The file, its folder or the file system may not be written.
        case readOnly
        /// The file cannot be opened: permissions, descriptors.
        case cannotOpen
        /// No space, or a size limit.
        case full
        /// The content is damaged.
        case damaged
        /// A uniqueness or check constraint was violated.
        case constraint
        /// Reading or writing failed.
        case inputOutput
        /// A mistake of ours, or what SQLite calls an error without saying more.
        case other
    }

    package let code: Code
    /// The database file.
    package let path: String
    /// SQLite's own words, or ours.
    package let message: String
    /// SQLite's extended result code; 0 where SQLite was not asked.
    package let sqliteCode: Int32
    /// The statement, with placeholders.
    package let sql: String?

    package init(_ code: Code, path: String, message: String, sqliteCode: Int32 = 0, sql: String? = nil) {
        self.code = code
        self.path = path
        self.message = message
        self.sqliteCode = sqliteCode
        self.sql = sql
    }

    /// What the administrator can do.
    package var remedy: String {
        switch code {
        case .missing: "Run `email init --db \(path)` to make it, or name another file with --db or EMAIL_DB."
        case .notADatabase: "Name another file with --db or EMAIL_DB."
        case .notInitialised: "Run `email init --db \(path)` to add what is missing."
        case .newerSchema: "Install the newer `email`, or name another file."
        case .locked: "Another process is writing; try again later."
        case .readOnly: "Let this user write the file and its folder."
        case .cannotOpen: "Look at the permissions of the file and of its folder, and at the number of open files."
        case .full: "Make room on the disk."
        case .damaged: "Look at it with `sqlite3 \(path) 'PRAGMA integrity_check'` and restore a copy."
        case .constraint: "Nothing was changed."
        case .inputOutput: "Look whether the disk is full or broken."
        case .other: "Nothing was changed."
        }
    }

    package var description: String {
        var text = "\(path): \(message)"
        if sqliteCode != 0 { text += " (SQLite \(sqliteCode))" }
        if let sql { text += " while executing \(sql.prefix(200))" }
        return text + ". " + remedy
    }
}
