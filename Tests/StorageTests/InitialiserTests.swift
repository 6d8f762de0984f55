import Glibc
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite struct InitialiserTests {
    private func text(_ file: TemporaryFile, _ sql: String) throws -> String {
        let rows = try Connection(path: file.path, mode: .readOnly).rows(sql) { $0.text(0) }
        return rows.joined(separator: " ")
    }

    @Test("a new file has every table, is in WAL mode and its owner's alone, whatever the umask")
    func fresh() throws {
        let before = umask(0)
        defer { umask(before) }
        let file = TemporaryFile()
        let outcome = try file.initialised()
        #expect(outcome.kind == .own)
        #expect(outcome.isNew)
        #expect(file.mode == 0o600)
        #expect(try text(file, "PRAGMA journal_mode") == "wal")
        #expect(
            try text(file, "SELECT name FROM sqlite_schema WHERE type IN ('table','view','trigger') ORDER BY name")
                == "config email_bounce email_trigger1 email_trigger2 event fx_email_delivery fx_email_event fx_email_history "
                + "fx_email_inbound fx_email_incident "
                + "fx_email_key fx_email_latest fx_email_log fx_email_meta fx_email_population fx_email_raw "
                + "fx_email_request fx_email_session fx_email_text pending_alert sqlite_sequence subscriber")
        #expect(try text(file, "SELECT count(*) FROM fx_email_key WHERE length(secret)=32") == "1")
    }

    @Test("running it again changes nothing")
    func again() throws {
        let file = TemporaryFile()
        try file.initialised()
        let key = try text(file, "SELECT hex(secret) FROM fx_email_key")
        let outcome = try file.initialised()
        #expect(outcome.added.isEmpty)
        #expect(!outcome.isNew)
        #expect(try text(file, "SELECT hex(secret) FROM fx_email_key") == key)
    }

    @Test("each new event is queued once by the trigger")
    func trigger() throws {
        let file = TemporaryFile()
        try file.initialised()
        let connection = try Connection(path: file.path, mode: .readWrite)
        try connection.script(
            "INSERT INTO event(type, objid) VALUES('ci', 41); INSERT INTO event(type, objid) VALUES('w', 42);")
        #expect(try text(file, "SELECT eventid FROM pending_alert ORDER BY 1") == "c41 w42")
    }

    @Test(
        "a Fossil repository without alerts gets Fossil's tables, and keeps journal mode, and its events have no trigger"
    )
    func fossil() throws {
        let file = try TemporaryFile("project.fossil").made(by: ForeignSchema.fossil)
        let outcome = try file.initialised()
        #expect(outcome.kind == .fossil)
        #expect(outcome.added.contains("subscriber") && !outcome.added.contains("event"))
        #expect(try text(file, "PRAGMA journal_mode") == "delete")
        #expect(try text(file, "PRAGMA application_id") == "252006673")
        #expect(
            try text(file, "SELECT name||tbl_name FROM sqlite_schema WHERE type='trigger'") == "")
        #expect(
            try text(file, "SELECT name FROM sqlite_schema WHERE type='table' AND name GLOB '*email*'")
                .split(separator: " ").allSatisfy { $0.hasPrefix("fx_") })
    }

    @Test("an older Fossil schema is used as it is")
    func olderFossil() throws {
        let file = try TemporaryFile().made(by: ForeignSchema.fossil + ForeignSchema.oldAlerts)
        #expect(try file.initialised().kind == .fossil)
        #expect(try text(file, "SELECT type FROM sqlite_schema WHERE name='email_bounce'") == "view")
        let store = try Store(path: file.path)
        #expect(try store.subscriber(address: "old@example.net")?.id == 5)
        #expect(
            try store.subscribe(
                address: "new@example.net", subscriptions: nil, isVerified: true, wantsDigest: nil, userName: nil,
                now: 9)
                == .added)
        #expect(try store.subscribers(matching: nil).map(\.address) == ["Old@example.net", "new@example.net"])
    }

    @Test("an email_bounce table that somebody filled is kept")
    func filledBounceTable() throws {
        let file = try TemporaryFile().made(
            by: ForeignSchema.fossil + ForeignSchema.oldAlerts + "INSERT INTO email_bounce VALUES(5, 1, 2);")
        try file.initialised()
        #expect(try text(file, "SELECT rcvdTime FROM email_bounce") == "2")
    }

    @Test("isso's comments are recognised, and get triggers")
    func isso() throws {
        let file = try TemporaryFile("comments.db").made(by: ForeignSchema.isso)
        let outcome = try file.initialised()
        #expect(outcome.kind == .isso)
        #expect(outcome.added.contains("config") && outcome.added.contains("subscriber"))
        #expect(try text(file, "PRAGMA user_version") == "5")
        #expect(try text(file, "PRAGMA journal_mode") == "delete")
        #expect(
            try text(file, "SELECT name||tbl_name FROM sqlite_schema WHERE type='trigger' ORDER BY 1")
                == "email_trigger1comments email_trigger2comments email_trigger3event email_trigger4event")
    }

    @Test("another program's database, and what is no database, is refused and not touched")
    func refused() throws {
        let file = try TemporaryFile().made(by: "CREATE TABLE customers(name)")
        #expect(throws: StoreError.self) { try file.initialised() }
        #expect(try text(file, "SELECT name FROM sqlite_schema") == "customers")
    }

    @Test("tables of a newer version are refused")
    func newer() throws {
        let file = TemporaryFile()
        try file.initialised()
        try Connection(path: file.path, mode: .readWrite).run("UPDATE fx_email_meta SET value=99 WHERE name='schema'")
        #expect { try file.initialised() } throws: { ($0 as? StoreError)?.code == .newerSchema }
        #expect { try Store(path: file.path).settings() } throws: { ($0 as? StoreError)?.code == .newerSchema }
    }

    @Test("tables of an older version are refused until they are brought up to date")
    func older() throws {
        let file = TemporaryFile()
        try file.initialised()
        try Connection(path: file.path, mode: .readWrite).run("UPDATE fx_email_meta SET value=1 WHERE name='schema'")
        try Connection(path: file.path, mode: .readWrite).run(
            "CREATE TRIGGER fx_email_guard AFTER INSERT ON event BEGIN SELECT 1; END")
        #expect { try Store(path: file.path).settings() } throws: { ($0 as? StoreError)?.code == .notInitialised }
        try file.initialised()
        _ = try Store(path: file.path).settings()
        #expect(try text(file, "SELECT count(*) FROM sqlite_schema WHERE name='fx_email_guard'") == "0")
    }

    @Test("a reset empties all but settings and events, and makes a new key")
    func reset() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        _ = try store.subscribe(
            address: "a@example.net", subscriptions: nil, isVerified: nil, wantsDigest: nil, userName: nil, now: 1)
        try store.set("email-keep-days", to: "9", now: 1)
        let key = try store.signingKeys()
        try Initialiser.reset(store, now: 2)
        #expect(try store.subscribers(matching: nil).isEmpty)
        #expect(try store.settings().keepDays == 9)
        #expect(try store.signingKeys() != key)
        #expect(try store.signingKeys().count == 1)
    }
}
