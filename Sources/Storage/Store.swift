import Alerts
import CLinux
import Glibc

/// A database of ours, Fossil's or isso's, with every statement that is run on it.
///
/// What belongs together is in `Store+Feature.swift`. Each change is one transaction that takes the write lock first.
package struct Store {
    package let connection: Connection
    /// The file that was opened.
    private let file: FileIdentity?

    /// Opens a database that `email init` has made or adopted.
    ///
    /// - Throws: `missing`, `cannotOpen`. Tables that are missing show at the first query, as `notInitialised`.
    package init(path: String, readOnly: Bool = false) throws(StoreError) {
        file = FileIdentity(path)
        connection = try Connection(path: path, mode: readOnly ? .readOnly : .readWrite)
        // With a write-ahead log the same as FULL. Without, the end of the journal is synced too: else the end of the machine
        // could undo what was committed.
        if !readOnly { try connection.run("PRAGMA synchronous=EXTRA") }
    }

    init(connection: Connection) {
        self.connection = connection
        file = FileIdentity(connection.path)
    }

    /// Whether another file stands now where the database was, as when a copy was put back, or none.
    package var isReplaced: Bool { FileIdentity(connection.path) != file }

    /// Whether this user may only read it.
    package var isReadOnly: Bool { connection.isReadOnly }

    /// Suits a process that handles one mail and ends. About seven mails fill the log, then one of them pays for moving it;
    /// each of them reads it from its beginning, so that a longer one costs more than it saves.
    package func expectShortProcess() {
        connection.keepLogBetweenProcesses(movedAfter: 64)
    }

    /// Suits a process that handles many mails: ten thousand deliveries change more pages than SQLite keeps by itself, and what
    /// it does not keep is written and read again. So are pages that change for each batch, each time that the log is moved:
    /// that waits until it has 16 MB.
    package func expectManyMails() {
        try? connection.run("PRAGMA cache_size=-32000")
        try? connection.run("PRAGMA wal_autocheckpoint=4000")
    }

    /// Runs a body whose transactions wait for no disk; what it did is on the disk when this returns. The end of the machine
    /// may undo the last of them, whole, that of the process none. A database without a write-ahead log is written as always.
    package func withoutWaiting<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        guard hasWriteAheadLog else { return try body() }
        try? connection.run("PRAGMA synchronous=NORMAL")
        defer {
            try? connection.run("PRAGMA wal_checkpoint(PASSIVE)")
            try? connection.run("PRAGMA synchronous=EXTRA")
        }
        return try body()
    }

    /// Has what is in the log written to the disk from now on, and does not wait for it. What brings the log to the disk and
    /// moves it into the file later finds little left to do: 10,000 deliveries take 6 ms there then, and 18 without.
    package func startWriting() {
        let log = unsafe open(connection.path + "-wal", O_RDONLY | O_CLOEXEC)
        guard log >= 0 else { return }
        _ = email_start_writing(log)
        close(log)
    }

    /// Suits a service that writes all day: pages that change often are moved out of the log once for many changes. The log
    /// grows to 16 MB.
    package func expectService() {
        try? connection.run("PRAGMA cache_size=-16000")
        try? connection.run("PRAGMA wal_autocheckpoint=4000")
    }

    private var hasWriteAheadLog: Bool {
        (try? connection.first("PRAGMA journal_mode") { $0.text(0) }) == "wal"
    }

    /// Whether the file has a table of that name.
    func hasTable(_ name: String) throws(StoreError) -> Bool {
        try connection.first("SELECT 1 FROM sqlite_schema WHERE type='table' AND lower(name)=?1", [.text(name)]) { _ in
            true
        } ?? false
    }

    /// Whether a table has a column: older files of Fossil lack `lastContact` and `sentMod`.
    func hasColumn(_ column: String, in table: String) throws(StoreError) -> Bool {
        try connection.first(
            "SELECT 1 FROM pragma_table_info(?1) WHERE lower(name)=lower(?2)", [.text(table), .text(column)]
        ) { _ in true } ?? false
    }
}
