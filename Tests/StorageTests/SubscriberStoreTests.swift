import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite struct SubscriberStoreTests {
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
    }

    private func subscribe(_ address: String, _ letters: String? = nil, user: String? = nil) throws -> Store.Subscribing
    {
        try store.subscribe(
            address: address, subscriptions: letters, isVerified: nil, wantsDigest: nil, userName: user, now: 100)
    }

    @Test("a new subscriber has a code of 32 bytes and the usual subscriptions")
    func added() throws {
        #expect(try subscribe("anna@example.net") == .added)
        let anna = try #require(try store.subscriber(address: "ANNA@EXAMPLE.NET"))
        #expect(anna.code.count == 32)
        #expect(anna.subscriptions == "acftw")
        #expect(!anna.isVerified && !anna.isDoNotCall && !anna.wantsDigest)
        #expect(anna.created == 100 && anna.modified == 100)
    }

    @Test("both spellings of an international domain are one subscriber, who keeps the first")
    func internationalDomain() throws {
        #expect(try subscribe("anna@bücher.example") == .added)
        #expect(try subscribe("anna@xn--bcher-kva.example", "t") == .updated)
        #expect(try store.subscriber(address: "anna@xn--bcher-kva.example")?.address == "anna@bücher.example")
        var record = SubscriberRecord(address: "anna@xn--bcher-kva.example")
        record.isDoNotCall = true
        #expect(try store.transaction { () throws(StoreError) in try store.take(record, now: 200) } == .updated)
        let anna = try #require(try store.subscriber(id: 1))
        #expect(anna.isDoNotCall && anna.address == "anna@bücher.example" && anna.subscriptions == "t")
        #expect(try store.renewCodes(address: "anna@xn--bcher-kva.example", now: 300) == 1)
        #expect(try store.subscriber(id: 1)?.code != anna.code)
        #expect(try store.unsubscribe(address: "anna@xn--bcher-kva.example"))
        #expect(try store.subscribers(matching: nil) == [])
    }

    @Test("whoever gets the number of one who left does not see what was before")
    func numberGivenAgain() throws {
        _ = try subscribe("gone@example.net")
        try store.connection.script(
            """
            INSERT INTO fx_email_history(subscriberId, address, rcvdTime, kind, trust, effect, because)
            VALUES(1, 'gone@example.net', 110, 'bounce', 'verified', 'do-not-call', 'The address is dead.'),
                  (1, 'anna@example.net', 120, 'bounce', 'verified', 'recorded', 'The mailbox is full.');
            INSERT INTO fx_email_delivery(subscriberId, address, state, ctime, sent)
            VALUES(1, 'gone@example.net', 'sent', 105, 106), (1, 'anna@example.net', 'sent', 107, 108);
            """)
        #expect(try store.unsubscribe(address: "gone@example.net"))
        _ = try store.subscribe(
            address: "anna@example.net", subscriptions: nil, isVerified: true, wantsDigest: nil, userName: nil, now: 200
        )
        let standing = try #require(try store.standing(address: "anna@example.net", limit: 10, now: 300))
        #expect(standing.subscriber.id == 1)
        #expect(standing.entries.map(\.address) == ["anna@example.net"])
        #expect(standing.lastSent == 108)
        #expect(try store.deliveries(to: standing.subscriber, limit: 10).map(\.address) == ["anna@example.net"])
    }

    @Test("subscribing again changes what is given and never lifts do-not-call")
    func changed() throws {
        _ = try subscribe("anna@example.net", "ac")
        try store.connection.run("UPDATE subscriber SET sdonotcall=1")
        #expect(try subscribe("Anna@example.net", "t") == .updated)
        let anna = try #require(try store.subscriber(id: 1))
        #expect(anna.subscriptions == "t" && anna.isDoNotCall && anna.address == "anna@example.net")
    }

    @Test("the pattern is looked for in address and user name, by LIKE and by GLOB")
    func pattern() throws {
        _ = try subscribe("anna@example.net", user: "root")
        _ = try subscribe("bert@example.org")
        #expect(try store.subscribers(matching: "EXAMPLE.ORG").map(\.address) == ["bert@example.org"])
        #expect(try store.subscribers(matching: "a*a@").map(\.address) == ["anna@example.net"])
        #expect(try store.subscribers(matching: "roo").map(\.address) == ["anna@example.net"])
        #expect(try store.subscribers(matching: "'; DROP TABLE subscriber; --").isEmpty)
        #expect(try store.subscribers(matching: nil).count == 2)
    }

    @Test("unsubscribing deletes, and says whether there was anybody")
    func unsubscribed() throws {
        _ = try subscribe("anna@example.net")
        #expect(try store.unsubscribe(address: "ANNA@example.net"))
        #expect(try !store.unsubscribe(address: "anna@example.net"))
    }

    @Test("settings are kept in config, and an empty value goes back to the default")
    func settings() throws {
        #expect(try store.settings().keepDays == 30)
        try store.set("email-keep-days", to: "90", now: 1)
        #expect(try store.settings().keepDays == 90)
        try store.set("email-keep-days", to: "", now: 1)
        #expect(try store.settings().keepDays == 30)
    }

    @Test(
        "subscription letters lose repetitions and order",
        arguments: [("wca", "acw"), ("aaa", "a"), ("", ""), ("acfnrtwxk", "acfnrtwxk")])
    func letters(written: String, kept: String) {
        #expect(SubscriptionLetter.normalized(written) == kept)
        #expect(SubscriptionLetter.normalized("z" + written) == nil)
    }
}
