import Alerts
import TestSupport
import Testing

@testable import Storage

/// What `email doctor` asks of a database.
@Suite struct DoctorStoreTests {
    private let file = TemporaryFile()

    @Test("a method that Fossil takes for one that has sent is found, until it is moved out of its sight")
    func fossil() throws {
        try file.made(by: ForeignSchema.fossil).initialised()
        let store = try Store(path: file.path)
        try store.connection.run("REPLACE INTO config(name, value, mtime) VALUES('email-send-method', 'smtp', 1)")
        #expect(try store.exposedSendMethod() == "smtp")
        try store.set("email-send-method", to: "smtp", now: 1)
        #expect(try store.exposedSendMethod() == nil)
    }

    @Test("since when something waits: a comment of isso that nobody has sent")
    func isso() throws {
        try file.made(by: ForeignSchema.isso).initialised()
        let store = try Store(path: file.path)
        #expect(try store.waitingSince() == nil)
        try store.connection.run("INSERT INTO threads(id, uri, title) VALUES(1, '/', 'x')")
        try store.connection.run(
            "INSERT INTO comments(tid, id, created, mode, remote_addr, text, voters) VALUES(1, 1, 1700000000.5, 1, '', 'x', '')"
        )
        #expect(try store.waitingSince() == 1_700_000_000)
        try store.connection.run("UPDATE pending_alert SET sentSep=1")
        #expect(try store.waitingSince() == nil)
    }

    @Test("since when something waits: a mail that was never tried")
    func queue() throws {
        try file.initialised()
        let store = try Store(path: file.path)
        let letter = Letter(kind: .direct, subject: "x", fromName: nil, body: "x")
        _ = try store.transaction { () throws(StoreError) in
            try store.queue(letter, to: "a@b.example", subscriber: 0, due: 1_700_000_100, now: 1_700_000_000)
        }
        #expect(try store.waitingSince() == 1_700_000_100)
        #expect(try store.agentFailure() == nil)
        try store.connection.run("UPDATE fx_email_delivery SET error='not found'")
        #expect(try store.agentFailure() == "not found")
        try store.connection.run("UPDATE fx_email_delivery SET attempts=1")
        #expect(try store.waitingSince() == nil)
    }

    @Test("the latest time is that of whatever was written down last")
    func latest() throws {
        try file.initialised(now: 1_700_000_000)
        let store = try Store(path: file.path)
        #expect(try store.latestTime() == 1_700_000_000)
        try store.writeLog("info", "x", now: 1_700_000_500)
        #expect(try store.latestTime() == 1_700_000_500)
    }
}
