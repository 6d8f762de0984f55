import CSQLite
import Glibc

/// One connection to one SQLite file: statements, transactions and nothing else.
///
/// It waits 30 seconds for a lock that another process holds. Not for use from several threads at once.
@safe package final class Connection {
    /// How a file is opened.
    package enum Mode: Sendable {
        case readOnly, readWrite
        /// Makes the file, with mode 0600 whatever the umask, where there is none.
        case create
    }

    /// How long a lock of another process is waited for.
    package static let busyTimeoutMilliseconds: Int32 = 30_000

    package let path: String
    private let handle: OpaquePointer
    /// The statement that was prepared last, from which the others hang. They are few, and most processes run each once.
    private var statements: Statement?
    /// Those of the delivery that is being queued. They go with the connection.
    private var ids: UnsafeMutablePointer<email_ids>?

    /// - Throws: `missing`, `cannotOpen`; damage shows at the first statement only.
    package init(path: String, mode: Mode) throws(StoreError) {
        self.path = path
        if mode == .create { try Connection.createPrivately(path) }
        // SQLite opens one, and then speaks of a broken disk.
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw StoreError(.cannotOpen, path: path, message: "it is a directory")
        }
        let access = mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        // Debian's SQLite reads `file:` names as URIs; a path is a path here.
        let name = path.hasPrefix("file:") ? "./" + path : path
        var opened: OpaquePointer?
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(name, &opened, flags, nil)
        guard result == SQLITE_OK, let handle = unsafe opened else {
            unsafe sqlite3_close(opened)
            throw Connection.openError(path: path, result: result)
        }
        unsafe self.handle = handle
        unsafe ids = nil
        unsafe sqlite3_busy_timeout(handle, Connection.busyTimeoutMilliseconds)
    }

    deinit {
        while let statement = statements { statements = statement.previous }
        unsafe sqlite3_close_v2(handle)
    }

    private static func createPrivately(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.cannotOpen, path: path, message: unsafe String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    private static func openError(path: String, result: Int32) -> StoreError {
        if unsafe access(path, F_OK) != 0, errno == ENOENT {
            return StoreError(.missing, path: path, message: "there is no such database")
        }
        var words = unsafe String(cString: sqlite3_errstr(result))
        // SQLite does not say why.
        if result & 0xFF == SQLITE_CANTOPEN {
            let isReadable = unsafe access(path, R_OK) == 0
            let why = unsafe String(cString: strerror(errno))
            if !isReadable { words += ": \(why)" }
        }
        return StoreError(StoreError.Code(sqliteCode: result), path: path, message: words, sqliteCode: result)
    }

    // MARK: Statements

    /// Runs one statement whose rows, if any, do not matter.
    package func run(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) {
        _ = try rows(sql, values) { _ in () }
    }

    /// Runs one statement and makes a value of each row.
    package func rows<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ value: (borrowing Row) -> Value
    ) throws(StoreError) -> [Value] {
        var found: [Value] = []
        try each(sql, values) { row in found.append(value(row)) }
        return found
    }

    /// The value of the first row; nil where there is none.
    package func first<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ value: (borrowing Row) -> Value
    ) throws(StoreError) -> Value? {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        switch statement.step() {
        case SQLITE_ROW: return value(unsafe Row(statement.pointer))
        case SQLITE_DONE: return nil
        case let result: throw failure(result, sql)
        }
    }

    /// Runs one statement and visits each row without keeping any.
    package func each(
        _ sql: String, _ values: [SQLValue] = [], _ visit: (borrowing Row) -> Void
    ) throws(StoreError) {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        while true {
            switch statement.step() {
            case SQLITE_ROW: visit(unsafe Row(statement.pointer))
            case SQLITE_DONE: return
            case let result: throw failure(result, sql)
            }
        }
    }

    /// Runs several statements that take no values.
    package func script(_ sql: String) throws(StoreError) {
        let result = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw failure(result, sql) }
    }

    /// Has the SQL function `email_number()` give this number and those after it, one a call, each with an id of its own:
    /// `email_message_id(DOMAIN)`, which is that of the number that was given last.
    package func countFrom(_ number: Int64) throws(StoreError) {
        if unsafe ids == nil { unsafe ids = email_make_ids(handle) }
        guard let ids = unsafe ids else { throw failure(SQLITE_NOMEM, "email_number()") }
        unsafe ids.pointee.next = number
    }

    /// Whether nothing can be written through it, as it was opened or as the file's permissions have it. SQLite gives such a
    /// connection an immediate transaction all the same, and complains only at a change.
    var isReadOnly: Bool { unsafe sqlite3_db_readonly(handle, "main") == 1 }

    /// How many rows all statements have visited one after another, for want of an index. It grows with a table that such a
    /// statement reads.
    package var scannedRows: Int { sum(\.scannedRows) }

    /// What SQLite's machine did for all statements: the work that they made, whatever else the processor does.
    package var steps: Int { sum(\.steps) }

    private func sum(_ count: (Statement) -> Int) -> Int {
        var sum = 0
        var next = statements
        while let statement = next {
            sum += count(statement)
            next = statement.previous
        }
        return sum
    }

    /// The rows that the last statement changed.
    package var changes: Int { Int(unsafe sqlite3_changes(handle)) }

    package var lastInsertedID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    private func prepared(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Statement {
        let statement = try prepared(sql)
        let result = statement.bind(values)
        guard result == SQLITE_OK else { throw failure(result, sql) }
        return statement
    }

    private func prepared(_ sql: String) throws(StoreError) -> Statement {
        var next = statements
        while let known = next {
            if known.sql.utf8.count == sql.utf8.count, known.sql == sql { return known }
            next = known.previous
        }
        var pointer: OpaquePointer?
        let result = unsafe sqlite3_prepare_v2(handle, sql, -1, &pointer, nil)
        guard result == SQLITE_OK, let pointer = unsafe pointer else { throw failure(result, sql) }
        let statement = unsafe Statement(sql: sql, pointer: pointer, previous: statements)
        statements = statement
        return statement
    }

    private func failure(_ result: Int32, _ sql: String) -> StoreError {
        var code = StoreError.Code(sqliteCode: result)
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        if code == .other, message.hasPrefix("no such table: ") { code = .notInitialised }
        return StoreError(code, path: path, message: message, sqliteCode: result, sql: sql)
    }

    // MARK: Transactions

    /// Runs the body in a transaction that holds the write lock from its start. All or nothing is done.
    ///
    /// A deferred transaction that reads first fails as busy when another process writes in between, whatever the timeout.
    package func write<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            try? run("ROLLBACK")
            throw error
        }
    }

    /// As `write`, for what the next `write` is to bring to the disk with it: the end of this process leaves it whole at once,
    /// that of the machine only then.
    ///
    /// The write-ahead log is one file, and the sync of a later transaction is that of all before it. A database without one
    /// is written as by `write`.
    package func writeAheadOfNext<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        guard try first("PRAGMA journal_mode", [], { $0.text(0) }) == "wal" else { return try write(body) }
        try run("PRAGMA synchronous=NORMAL")
        let result: Result<Value, StoreError>
        do throws(StoreError) { result = .success(try write(body)) } catch { result = .failure(error) }
        try run("PRAGMA synchronous=EXTRA")
        return try result.get()
    }

    /// Suits any process: less book-keeping, and no file in /var/tmp for what a statement changes. To be called before the first
    /// connection is opened.
    package static func keepNoBooks() {
        email_keep_no_books()
    }

    /// Suits a process that opens its only connection on its only thread. To be called before any is opened.
    package static func expectOneThread() {
        email_expect_one_thread()
    }

    /// Suits a process that handles one mail and ends: the log is left for the next, and moved into the file after `pages`.
    package func keepLogBetweenProcesses(movedAfter pages: Int32) {
        unsafe email_keep_wal_on_close(handle)
        unsafe sqlite3_wal_autocheckpoint(handle, pages)
    }
}
