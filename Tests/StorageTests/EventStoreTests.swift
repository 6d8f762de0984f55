import TestSupport
import Testing

@testable import Alerts
@testable import Storage

private let now: Int64 = 1_795_252_520

@Suite struct EventStoreTests {
    private func pending(_ store: Store) throws -> [String] { try store.pendingAlerts().map(\.id) }

    private func isso() throws -> (TemporaryFile, Store) {
        let file = try TemporaryFile("comments.db").made(by: ForeignSchema.isso)
        try file.initialised()
        let store = try Store(path: file.path)
        try store.connection.run("INSERT INTO threads VALUES(1, '/page', 'The page')")
        return (file, store)
    }

    private func comment(
        _ store: Store, _ id: Int64, mode: Int64 = 1, parent: Int64? = nil, email: String? = nil
    ) throws {
        try store.connection.run(
            """
            INSERT INTO comments(tid, id, parent, created, mode, text, author, email, voters)
            VALUES(1, ?1, ?2, 1795252520.75, ?3, 'Text', 'Anna', ?4, x'00')
            """, [.integer(id), SQLValue(parent), .integer(mode), SQLValue(email)])
    }

    // MARK: Our own

    @Test("an event that is added is queued once, with all that was said")
    func add() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        let id = try store.addEvent(
            type: "c", subject: "Title", body: "Body\n", url: "https://x.example", user: "anna", now: now)
        #expect(id == "c1")
        #expect(try store.addEvent(type: "a", subject: "News", body: nil, url: nil, user: nil, now: now + 1) == "a2")
        #expect(try pending(store) == ["a2", "c1"])
        let events = try store.pendingEvents(inDigest: false, settings: Settings())
        #expect(events.map(\.id) == ["c1", "a2"])
        #expect(events[0].text.hasPrefix("== 2026-11-21 09:15:20 Check-In ==\nTitle (user: anna)\nhttps://x.example\n"))
        #expect(events[0].text.hasSuffix("\nBody\n") && events[0].time == now)
        #expect(try store.event(id: "w1", settings: Settings()) == nil)
        for id in ["", "c", "c-1", "cx", "c99", "c1 ", "c9999999999999999999"] {
            #expect(try store.event(id: id, settings: Settings()) == nil)
        }
    }

    @Test("rows that an application adds with plain SQL are queued, in whatever state they are")
    func plainSQL() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        try store.connection.script(
            """
            INSERT INTO event(type, mtime, user, comment) VALUES('w', 2461365.8856503, 'anna', 'One
            More');
            INSERT INTO event(type) VALUES('t');
            INSERT INTO event(type, comment, ecomment, user, euser) VALUES('f', 'a', 'b', 'c', 'd');
            """)
        #expect(try pending(store) == ["f3", "t2", "w1"])
        let events = try store.events(["w1", "t2", "f3"], settings: Settings())
        #expect(Set(events.map(\.id)) == ["w1", "t2", "f3"])
        #expect(events.first { $0.id == "f3" }?.subject == "b")
        #expect(events.first { $0.id == "f3" }?.fromName == "d")
    }

    @Test("triggers are switched off and on again, and init does not make what was switched off")
    func triggers() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        #expect(try store.triggerState() == .on)
        #expect(try store.setTriggers(on: false) == .off)
        try file.initialised()
        #expect(try store.triggerState() == .off)
        try store.connection.run("INSERT INTO event(type) VALUES('c')")
        #expect(try pending(store).isEmpty)
        for _ in 0..<2 { #expect(try store.setTriggers(on: true) == .on) }
        try store.connection.run("INSERT INTO event(type) VALUES('c')")
        #expect(try pending(store) == ["c2"])
    }

    @Test("what was served in both ways leaves the queue, and is marked no second time")
    func served() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        for _ in 0..<2 { _ = try store.addEvent(type: "c", subject: "x", body: nil, url: nil, user: nil, now: now) }
        try store.markPendingAlerts(["c1", "c2"], .separately)
        try store.markPendingAlerts(["c1"], .separately)
        try store.markPendingAlerts(["c1"], .inDigest)
        #expect(try store.pendingEvents(inDigest: false, settings: Settings()).isEmpty)
        #expect(try store.pendingEvents(inDigest: true, settings: Settings()).map(\.id) == ["c2"])
        try store.deleteServedAlerts()
        #expect(
            try store.pendingAlerts() == [PendingAlert(id: "c2", isSentSeparately: true)])
        try store.addPendingAlerts(["c2"])
        #expect(try store.pendingAlerts() == [PendingAlert(id: "c2")])
    }

    // MARK: isso

    @Test("a comment is queued when it is shown: at once, or when a moderator lets it pass")
    func comments() throws {
        let (file, store) = try isso()
        try comment(store, 1)
        try comment(store, 2, mode: 2)
        #expect(try pending(store) == ["i1"])
        #expect(try store.event(id: "i2", settings: Settings())?.awaitsModeration == true)
        try store.connection.run("UPDATE comments SET mode=1 WHERE id=2 AND mode=2")
        #expect(try pending(store) == ["i1", "i2"])
        try store.connection.run("UPDATE comments SET text='x', mode=1 WHERE id=1")
        try store.connection.run("UPDATE comments SET likes=1 WHERE id=1")
        #expect(try pending(store) == ["i1", "i2"])
        try file.initialised()
        try comment(store, 3)
        #expect(try pending(store) == ["i1", "i2", "i3"])
        try store.connection.run("UPDATE comments SET mode=4, text='' WHERE id=3")
        #expect(try store.event(id: "i3", settings: Settings()) == nil)
        #expect(try store.addEvent(type: "a", subject: "x", body: nil, url: nil, user: nil, now: now) == "a1")
        #expect(try store.events(["a1", "i1"], settings: Settings()).count == 2)
    }

    @Test("a reply concerns those whose comment it answers")
    func replies() throws {
        let (file, store) = try isso()
        defer { withExtendedLifetime(file) {} }
        try comment(store, 1, email: "bert@example.net")
        try comment(store, 2, parent: 1, email: "anna@example.net")
        let settings = Settings(["email-url": "https://a.example", "email-site-url": "https://b.example"])
        let event = try #require(try store.event(id: "i2", settings: settings))
        #expect(event.repliesTo == ["bert@example.net"])
        #expect(event.url == "https://b.example/page#isso-2")
        #expect(event.time == 1_795_252_520)
        #expect(event.letters == "f")
    }

    // MARK: Fossil

    @Test("what Fossil's sender marks after we claimed it is Fossil's, and what comes later is nobody's yet")
    func claims() throws {
        let file = try TemporaryFile("project.fossil").made(by: ForeignSchema.fossil)
        try file.initialised()
        let store = try Store(path: file.path)
        #expect(try store.claimAlerts(.separately) == 0)
        try store.connection.script("INSERT INTO pending_alert(eventid) VALUES('c1'), ('c2')")
        #expect(try store.claimAlerts(.separately) == 0)
        #expect(try store.claimedAlerts(.separately) == nil)
        try store.connection.run("INSERT INTO config(name, value) VALUES('email-send-method', 'pipe')")
        #expect(try store.claimAlerts(.separately) == 2)
        #expect(try store.claimAlerts(.separately) == 0)
        // What Fossil does after it has read c1.
        let fossilsLook = "SELECT eventid FROM pending_alert WHERE sentSep IS FALSE"
        #expect(try store.connection.rows(fossilsLook) { $0.text(0) }.isEmpty)
        // It deletes what was sent both ways, and ours was not.
        try store.connection.run("UPDATE pending_alert SET sentDigest=1")
        try store.connection.run("DELETE FROM pending_alert WHERE sentDigest AND sentSep")
        try store.connection.run("UPDATE pending_alert SET sentSep=true WHERE eventid='c1'")
        try store.connection.script("INSERT INTO pending_alert(eventid) VALUES('c3')")
        #expect(try store.claimedAlerts(.separately) == ["c2"])
        #expect(try store.pendingAlerts().filter(\.isSentSeparately).map(\.id) == ["c1"])
        try store.markPendingAlerts(["c2"], .separately)
        try store.releaseAlerts(.separately)
        #expect(try store.connection.rows(fossilsLook) { $0.text(0) } == ["c3"])
        // Fossil deletes them itself while its sender is on.
        try store.connection.run("UPDATE pending_alert SET sentSep=1, sentDigest=1")
        try store.deleteServedAlerts()
        #expect(try pending(store) == ["c1", "c2", "c3"])
        try store.set("email-send-method", to: "off", now: now)
        try store.deleteServedAlerts()
        #expect(try pending(store).isEmpty)
    }

    @Test("a method that Fossil does not know stands where Fossil does not look, and Fossil's is off")
    func sendMethod() throws {
        let file = try TemporaryFile("project.fossil").made(
            by: ForeignSchema.fossil + "INSERT INTO config(name, value) VALUES('email-send-method', 'smtp');")
        #expect(try file.initialised().movedMethod == "smtp")
        let store = try Store(path: file.path)
        func stored() throws -> [String] {
            try store.connection.rows(
                "SELECT name||'='||value FROM config WHERE name LIKE '%send-method' ORDER BY 1"
            ) { $0.text(0) }
        }
        #expect(try stored() == ["email-own-send-method=smtp", "email-send-method=off"])
        #expect(try store.settings()[.sendMethod] == "smtp")
        #expect(try file.initialised().movedMethod == nil)
        for method in ["off", "pipe", "db", "dir", "relay"] {
            try store.set("email-send-method", to: method, now: now)
            #expect(try stored() == ["email-send-method=\(method)"])
            #expect(try store.settings()[.sendMethod] == method)
        }
        for method in ["exec", "smtp", "lmtp", "maildir", "stdout"] {
            try store.set("email-send-method", to: method, now: now)
            #expect(try stored() == ["email-own-send-method=\(method)", "email-send-method=off"])
            #expect(try store.settings()[.sendMethod] == method)
        }
        try store.set("email-send-method", to: "", now: now)
        #expect(try stored().isEmpty)
    }

    @Test("elsewhere than in a Fossil repository any method stands in email-send-method")
    func sendMethodElsewhere() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        try store.set("email-send-method", to: "smtp", now: now)
        #expect(try store.settings().values == ["email-send-method": "smtp"])
    }

    @Test("triggers are left to Fossil, and one of ours that is there goes when they are switched off")
    func fossilTriggers() throws {
        let file = try TemporaryFile("project.fossil").made(by: ForeignSchema.fossil)
        try file.initialised()
        let store = try Store(path: file.path)
        #expect(try store.triggerState() == .fossils)
        #expect(try store.setTriggers(on: true) == .fossils)
        #expect(try store.setTriggers(on: false) == .fossils)
    }
}

@Suite struct FossilArtifactTests {
    private let source = Array("The quick brown fox jumps over the lazy dog.".utf8)

    private func applied(_ delta: String) -> String? {
        FossilArtifact.applied(Array(delta.utf8), to: source).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("a difference copies and inserts")
    func delta() {
        #expect(applied("9\n4@4,5: slow0;") == "quic slow")
        #expect(applied("A\n5@4,5: slow0;") == "quick slow")
        #expect(applied("0\n0;")?.isEmpty == true)
    }

    @Test(
        "a damaged difference is nil",
        arguments: [
            "", "A", "A\n", "A\n5@4", "A\n5@4,", "A\n5@4,5:", "A\nF@e,0;", "5\n6@0,0;", "5\n5:abc", "5\n5?abc",
            "zzzzzzzz\n0;", "5\n5@~~~~~,0;", "5\n5@zz,", "\u{0}",
        ])
    func damaged(delta: String) {
        #expect(applied(delta) == nil)
    }

    @Test("damaged content is nil")
    func content() {
        #expect(FossilArtifact.uncompressed([]) == nil)
        #expect(FossilArtifact.uncompressed([0, 0, 0, 5, 1, 2, 3]) == nil)
        #expect(FossilArtifact.uncompressed([255, 255, 255, 255, 1, 2, 3]) == nil)
        // `hello` as zlib writes it.
        let hello: [UInt8] = [
            0, 0, 0, 5, 0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x06, 0x2C, 0x02, 0x15,
        ]
        #expect(FossilArtifact.uncompressed(hello) == Array("hello".utf8))
        #expect(FossilArtifact.uncompressed([0, 0, 0, 4] + hello[4...]) == nil)
        #expect(FossilArtifact.uncompressed([0, 0, 0, 6] + hello[4...]) == nil)
    }

    @Test("the text of a post is what its card W announces")
    func text() {
        func text(_ artifact: String) -> String? { FossilArtifact.text(Array(artifact.utf8)) }
        #expect(text("D 2026\nU anna\nW 5\nab\ncd\nZ 00\n") == "ab\ncd")
        #expect(text("W 0\n\nZ 00\n")?.isEmpty == true)
        for broken in ["", "W", "W 5\nabc", "W -1\nabc", "W x\nabc", "W 99999999999999999999\n", "D x\n"] {
            #expect(text(broken) == nil)
        }
    }
}
