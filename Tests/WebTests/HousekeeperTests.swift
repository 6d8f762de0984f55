import Logging
import Storage
import TestSupport
import Testing

@testable import Serving
@testable import Web

@Suite("What the service does by itself")
struct HousekeeperTests {
    private let file = TemporaryFile()
    private let now: Int64 = 1_800_000_000
    private let day: Int64 = 86_400

    init() throws { try file.initialised() }

    /// Rows of each kind that are older than they may be, and that may stay.
    private func fill(_ store: Store, deliveries: Int = 1) throws {
        let (old, new) = (now - 800 * day, now - day)
        try store.connection.script(
            """
            INSERT INTO fx_email_inbound(fingerprint, received, deliveries, size, state)
            VALUES(randomblob(32), \(old), 1, 1, 'judged'), (randomblob(32), \(new), 1, 1, 'judged');
            INSERT OR IGNORE INTO fx_email_raw(inboundId, mail) SELECT inboundId, x'00' FROM fx_email_inbound;
            INSERT INTO fx_email_log(time, level, message) VALUES(\(old), 'notice', 'old'), (\(new), 'notice', 'new');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<\(deliveries))
            INSERT INTO fx_email_delivery(subscriberId, address, state, ctime, sent)
            SELECT 0, 'x@example.net', 'sent', \(old), \(old) FROM n;
            INSERT INTO fx_email_delivery(subscriberId, address, state, ctime, sent)
            VALUES(0, 'x@example.net', 'sent', \(new), \(new));
            INSERT INTO subscriber(semail, sverified, sdonotcall, mtime)
            VALUES('old'||random()||'@example.net', 0, 0, \(old));
            INSERT INTO fx_email_delivery(subscriberId, address, events, state, ctime, sent)
            SELECT subscriberId, semail, 'verify', 'sent', \(new), \(old) FROM subscriber WHERE sverified=0;
            """)
    }

    /// How much there is of each.
    private func counts(_ store: Store) throws -> [Int64] {
        try [
            "fx_email_inbound", "fx_email_raw", "fx_email_log WHERE message='old'",
            "fx_email_delivery WHERE events IS NULL", "subscriber",
        ].map { table in try store.connection.first("SELECT count(*) FROM \(table)") { $0.integer(0) } ?? -1 }
    }

    @Test("deletes what is old at its first look, and once an hour from then on")
    func hourly() async throws {
        let store = try Store(path: file.path)
        let database = try await DatabasePool(path: file.path, readers: 1)
        let keeper = Housekeeper(database: database, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // More than are deleted at once.
        try fill(store, deliveries: 2500)
        #expect(try counts(store) == [2, 2, 1, 2501, 1])
        try await keeper.tidyIfDue(now: now)
        #expect(try counts(store) == [1, 1, 0, 1, 0])
        try fill(store)
        try await keeper.tidyIfDue(now: now + 3599)
        #expect(try counts(store) == [3, 3, 1, 3, 1])
        try await keeper.tidyIfDue(now: now + 3600)
        #expect(try counts(store) == [2, 2, 0, 2, 0])
        try fill(store)
        try await keeper.tidyIfDue(now: now + 3599)
        #expect(try counts(store) == [3, 3, 0, 3, 0])
    }

    @Test("changes nothing where nothing is old")
    func nothing() async throws {
        let database = try await DatabasePool(path: file.path, readers: 1)
        let store = try Store(path: file.path)
        let keeper = Housekeeper(database: database, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let version = try store.dataVersion()
        try await keeper.tidyIfDue(now: now)
        #expect(try store.dataVersion() == version)
    }

    @Test("says within its time that another process holds the database, and that it is free again")
    func locked() async throws {
        let database = try await DatabasePool(path: file.path, readers: 1)
        let other = try Connection(path: file.path, mode: .readWrite)
        #expect(await WriteProbe(database: database).trouble() == nil)
        let probe = WriteProbe(database: database, deadline: .milliseconds(50))
        try other.run("BEGIN IMMEDIATE")
        for _ in 0..<3 { #expect(await probe.trouble()?.contains("locked") == true) }
        try other.run("ROLLBACK")
        while await probe.trouble() != nil { await Task.yield() }
    }
}
