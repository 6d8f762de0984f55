import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite("Times that a clock wrote which was ahead") struct FutureTests {
    private let file = TemporaryFile()
    private let store: Store
    private let now: Int64 = 1_800_000_000
    private let day: Int64 = 86_400
    private let letter = Letter(kind: .direct, subject: "x", fromName: nil, body: "x\n")

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        try store.prepareService()
        _ = try store.subscribe(
            address: "anna@example.net", subscriptions: "a", isVerified: false, wantsDigest: nil, userName: nil,
            now: now)
    }

    private func delivery(_ events: String, subscriber: Int = 1, made: Int64, sent: Int64? = nil, due: Int64? = nil)
        throws
    {
        func sql(_ time: Int64?) -> String { time.map { "\($0)" } ?? "NULL" }
        try store.connection.script(
            """
            INSERT INTO fx_email_delivery(subscriberId, address, events, state, ctime, sent, due)
            VALUES(\(subscriber), 'anna@example.net', '\(events)', 'sent', \(made), \(sql(sent)), \(sql(due)))
            """)
    }

    @Test("nobody waits for a link until the day that a wrong clock wrote", arguments: ["link", "verify"])
    func lastAnswer(events: String) throws {
        try delivery(events, made: now + 30 * day, sent: now + 30 * day)
        #expect(try store.lastAnswer(address: "anna@example.net", now: now) == nil)
        try delivery(events, made: now - 100, sent: now + 30 * day, due: now + 30 * day)
        #expect(try store.lastAnswer(address: "anna@example.net", now: now) == now - 100)
        try delivery(events, made: now - 90, sent: now + 3600)
        #expect(try store.lastAnswer(address: "anna@example.net", now: now) == now + 3600)
        try delivery(events, made: now - 80, due: now + day)
        #expect(try store.lastAnswer(address: "anna@example.net", now: now) == now + day)
    }

    @Test("messages and notices to the administrator are counted by the days that were")
    func messages() throws {
        func isTaken() throws -> Bool {
            try store.queueMessage(letter, to: "admin@example.org", dailyLimit: 1, now: now)
        }
        try delivery("message", subscriber: 0, made: now + 30 * day)
        #expect(try isTaken())
        #expect(try !isTaken())
        try delivery("mail1", subscriber: 0, made: now + 30 * day)
        try store.connection.script(
            """
            INSERT INTO fx_email_inbound(inboundId, fingerprint, received, deliveries, size, state, notice)
            VALUES(1, x'01', \(now), 1, 1, 'judged', 'forward'), (2, x'02', \(now), 1, 1, 'judged', 'forward')
            """)
        func notices() throws -> Int {
            try store.transaction { () throws(StoreError) in
                try store.queueNotices(
                    administrator: "admin@example.org", settings: Settings(["email-forward-limit": "1"]), now: now
                ) { $0.letter }
            }
        }
        #expect(try notices() == 1)
        #expect(try notices() == 0)
    }

    @Test("invitations are limited by those that were sent")
    func invitations() throws {
        let settings = Settings(["email-verify-limit": "1", "email-url": "https://example.org"])
        try delivery("verify", made: now + 30 * day)
        #expect(try store.invite(address: "anna@example.net", letter: letter, settings: settings, now: now) == .queued)
        #expect(try store.invite(address: "anna@example.net", letter: letter, settings: settings, now: now) == .waiting)
    }

    @Test("no session lasts until then")
    func sessions() throws {
        try store.setAdministrator(passwordHash: "hash", now: now)
        func begin(_ hash: UInt8, at time: Int64) throws {
            #expect(try store.beginSession(tokenHash: [hash], passwordHash: "hash", idleSeconds: day, now: time))
        }
        try begin(1, at: now + 30 * day)
        #expect(try store.session(tokenHash: [1], now: now + 30 * day) != nil)
        #expect(try store.session(tokenHash: [1], now: now) == nil)
        try begin(2, at: now + 3600)
        #expect(try store.session(tokenHash: [2], now: now)?.seen == now + 3600)
        try store.touchSession(tokenHash: [2], now: now + 2 * 3600)
        #expect(try store.session(tokenHash: [2], now: now) == nil)
        try begin(3, at: now)
        let kept = try store.connection.rows("SELECT tokenHash FROM fx_email_session") { $0.blob(0) }
        #expect(kept == [[3]])
    }
}
