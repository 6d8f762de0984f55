import Alerts
import Glibc

/// The queue database of the method `db`: mails as text in Fossil's table `email`, which `email relay` and Fossil's
/// `email-sender.tcl` empty.
package struct QueueFile {
    /// A mail that is to be put into the queue.
    package struct Entry: Sendable {
        package let deliveryID: Int64
        package let mail: [UInt8]

        package init(deliveryID: Int64, mail: [UInt8]) {
            self.deliveryID = deliveryID
            self.mail = mail
        }
    }

    /// A mail that waits in the queue.
    package struct Waiting: Sendable {
        package let id: Int64
        package let mail: [UInt8]
        /// How often it was tried in vain, as long as it is the same mail.
        package let attempts: Int
        /// False where it is to be tried later, or never again.
        package let isDue: Bool
        /// Whether it is to be tried later.
        package let isPutOff: Bool
        /// When it is to be tried. Seconds since 1970; nil for never again, where there were attempts.
        package let due: Int64?
        /// The recipients that have been served.
        package let done: [String]
        /// What went wrong the last time.
        package let error: String
    }

    /// What a mail is to be tried with again.
    package struct Postponement: Sendable, Hashable {
        package let id: Int64
        package let mark: Int64
        package let attempts: Int
        /// Seconds since 1970; nil for never again.
        package let due: Int64?
        package let done: [String]
        package let error: String

        package init(id: Int64, mark: Int64, attempts: Int, due: Int64?, done: [String], error: String) {
            self.id = id
            self.mark = mark
            self.attempts = attempts
            self.due = due
            self.done = done
            self.error = error
        }
    }

    static let tables = """
        CREATE TABLE IF NOT EXISTS email(
          emailid INTEGER PRIMARY KEY,
          msg TEXT
        );
        CREATE TABLE IF NOT EXISTS fx_email_sent(
          origin TEXT NOT NULL,             -- Which database the delivery is one of
          deliveryId INTEGER NOT NULL,      -- A delivery whose mail was put into the queue, in the same transaction
          PRIMARY KEY(origin, deliveryId)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fx_email_relay(
          emailid INTEGER PRIMARY KEY,      -- A mail that was not accepted
          mark INTEGER NOT NULL,            -- From its text: the number may be given to another mail
          attempts INTEGER NOT NULL,        -- How often it was tried
          due INTEGER,                      -- When it is tried next. Seconds since 1970. Null: never again
          done TEXT NOT NULL,               -- The recipients that have been served, a line each
          error TEXT NOT NULL               -- What went wrong the last time
        );
        """

    private let connection: Connection

    package var path: String { connection.path }

    /// Opens the queue, and adds the tables that are missing in it.
    ///
    /// A file that is a queue and nothing else is put into WAL mode, as `email-sender.tcl` does. In another mode whoever opens
    /// it during a commit finds it locked: Fossil in one of five tries beside a busy `email exec`, and it drops the mails
    /// then. The mode of any other file is left as it is found.
    ///
    /// - Throws: `missing` where there is no file and none is to be made; `notADatabase` also for a database that is no queue,
    ///   before anything is written to it; `cannotOpen`, `readOnly`.
    package init(path: String, to purpose: Purpose) throws(StoreError) {
        var isReady = true
        if purpose == .fill {
            if unsafe access(path, F_OK) != 0 { isReady = try QueueFile.make(path) }
            QueueFile.awaitMaker(of: path)
        }
        connection = try Connection(path: path, mode: isReady ? .readWrite : .create)
        // The last to close would lock out all others until the log is moved into the file.
        connection.keepLogBetweenProcesses(movedAfter: 1000)
        let content = try QueueFile.content(connection)
        switch (content, purpose) {
        case (.nothing, .fill), (.queue, _): try? connection.run("PRAGMA journal_mode=WAL")
        case (.queueAndMore, _), (.other, .fill): break
        case (.nothing, .empty), (.other, .empty):
            throw StoreError(
                .notADatabase, path: path, message: "this is no queue: it has no table email(emailid, msg)")
        }
        try connection.run("PRAGMA synchronous=EXTRA")
        try connection.script(QueueFile.tables)
    }

    /// Moves into the file what stands in the log beside it, unless somebody is at work on it.
    package func close() {
        try? connection.run("PRAGMA busy_timeout=0")
        try? connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        try? connection.run("PRAGMA busy_timeout=\(Connection.busyTimeoutMilliseconds)")
    }

    // MARK: Putting in

    /// Puts mails into the queue, all or none, once for each delivery. Number 0 is of no delivery.
    package func add(_ entries: [Entry], origin: String, forgetting forgotten: [Int64]) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            for id in forgotten { try forget(id, origin) }
            for entry in entries {
                if entry.deliveryID != 0 {
                    try connection.run(
                        "INSERT OR IGNORE INTO fx_email_sent(origin, deliveryId) VALUES(?1, ?2)",
                        [.text(origin), .integer(entry.deliveryID)])
                    if connection.changes == 0 { continue }
                }
                // The bytes are kept as they are, in whatever charset.
                try connection.run("INSERT INTO email(msg) VALUES(CAST(?1 AS TEXT))", [.blob(entry.mail)])
            }
        }
    }

    package func hasAccepted(deliveryID: Int64, origin: String) throws(StoreError) -> Bool {
        try connection.first(
            "SELECT 1 FROM fx_email_sent WHERE origin=?1 AND deliveryId=?2", [.text(origin), .integer(deliveryID)]
        ) { _ in true } ?? false
    }

    /// Nothing of a database is in hand.
    package func forgetAll(origin: String) throws(StoreError) {
        // Mostly there is nothing, and then nothing is written.
        let isThere =
            try connection.first("SELECT 1 FROM fx_email_sent WHERE origin=?1 LIMIT 1", [.text(origin)]) { _ in true }
            ?? false
        guard isThere else { return }
        try connection.write { () throws(StoreError) in
            try connection.run("DELETE FROM fx_email_sent WHERE origin=?1", [.text(origin)])
        }
    }

    // MARK: Taking out

    /// The next mails in the order in which they came, also those that were put off.
    ///
    /// - Parameter mark: What a mail is known by beside its number.
    package func waiting(
        after id: Int64, now: Int64, limit: Int, mark: (Int64, [UInt8]) -> Int64
    ) throws(StoreError) -> [Waiting] {
        // A row that was put off is looked at too, as the number may be that of another mail by now.
        let rows = try connection.rows(
            """
            SELECT \(QueueFile.columns) FROM email LEFT JOIN fx_email_relay USING(emailid)
            WHERE email.emailid > ?1 ORDER BY email.emailid LIMIT ?2
            """, [.integer(id), .integer(Int64(limit))], QueueFile.row)
        return rows.map { QueueFile.waiting($0, now: now, mark: mark) }
    }

    private typealias Found = (
        id: Int64, mail: [UInt8], mark: Int64?, attempts: Int64, due: Int64?, done: String, error: String
    )

    private static let columns = "email.emailid, msg, mark, attempts, due, done, error"

    private static func row(_ row: borrowing Row) -> Found {
        (
            id: row.integer(0), mail: row.blob(1), mark: row.integerOrNil(2), attempts: row.integer(3),
            due: row.integerOrNil(4), done: row.text(5), error: row.text(6)
        )
    }

    private static func waiting(_ row: Found, now: Int64, mark: (Int64, [UInt8]) -> Int64) -> Waiting {
        guard let known = row.mark, known == mark(row.id, row.mail) else {
            return Waiting(
                id: row.id, mail: row.mail, attempts: 0, isDue: true, isPutOff: false, due: nil, done: [], error: "")
        }
        return Waiting(
            id: row.id, mail: row.mail, attempts: Int(row.attempts), isDue: row.due.map { $0 <= now } ?? false,
            isPutOff: row.due.map { $0 > now } ?? false, due: row.due,
            done: row.done.split(separator: "\n").map(String.init), error: row.error)
    }

    /// Takes out a mail that was refused for good.
    ///
    /// - Returns: What it was; nil where it is no such one, and stays.
    package func dropRefused(_ id: Int64, mark: (Int64, [UInt8]) -> Int64) throws(StoreError) -> Waiting? {
        try connection.write { () throws(StoreError) -> Waiting? in
            let found = try connection.first(
                """
                SELECT \(QueueFile.columns) FROM email JOIN fx_email_relay USING(emailid)
                 WHERE email.emailid=?1 AND due IS NULL
                """, [.integer(id)], QueueFile.row)
            guard let found else { return nil }
            let mail = QueueFile.waiting(found, now: 0, mark: mark)
            guard mail.attempts > 0 else { return nil }
            try remove(id)
            return mail
        }
    }

    /// Takes out the mails that were accepted, and notes what became of the others.
    package func settle(accepted: [Int64], postponed: [Postponement]) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            for id in accepted { try remove(id) }
            for mail in postponed {
                try connection.run(
                    """
                    INSERT OR REPLACE INTO fx_email_relay(emailid, mark, attempts, due, done, error)
                    VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                    """,
                    [
                        .integer(mail.id), .integer(mail.mark), .integer(Int64(mail.attempts)), SQLValue(mail.due),
                        .text(mail.done.joined(separator: "\n")), .text(mail.error),
                    ])
            }
        }
    }

    /// Takes out mails that will never go, and forgets the deliveries that they were: one that is sent again is a new mail.
    package func remove(_ ended: [(id: Int64, deliveryID: Int64)], origin: String) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            for (id, deliveryID) in ended {
                try remove(id)
                try forget(deliveryID, origin)
            }
        }
    }

    private func remove(_ id: Int64) throws(StoreError) {
        try connection.run("DELETE FROM email WHERE emailid=?1", [.integer(id)])
        try connection.run("DELETE FROM fx_email_relay WHERE emailid=?1", [.integer(id)])
    }

    private func forget(_ deliveryID: Int64, _ origin: String) throws(StoreError) {
        try connection.run(
            "DELETE FROM fx_email_sent WHERE origin=?1 AND deliveryId=?2", [.text(origin), .integer(deliveryID)])
    }

    /// Lets the mails that were put off be tried at once.
    package func retryAll() throws(StoreError) {
        try connection.write { () throws(StoreError) in try connection.run("UPDATE fx_email_relay SET due=0") }
    }

    package func isEmpty() throws(StoreError) -> Bool {
        try connection.first("SELECT 1 FROM email LIMIT 1") { _ in true } == nil
    }

    package func count() throws(StoreError) -> Int {
        Int(try connection.first("SELECT count(*) FROM email") { $0.integer(0) } ?? 0)
    }
}
