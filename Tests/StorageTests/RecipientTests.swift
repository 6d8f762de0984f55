import TestSupport
import Testing

@testable import Alerts
@testable import Storage

/// Which envelope recipients are ours.
@Suite struct RecipientTests {
    private let file = TemporaryFile()
    private let store: Store
    private static let now: Int64 = 1_700_000_000
    private static let epoch: Int64 = 32 * 86_400

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        _ = try store.subscribe(
            address: "anna@example.net", subscriptions: "ac", isVerified: true, wantsDigest: nil, userName: nil, now: 1)
        try store.set("email-self", to: "Bounces@Example.org", now: 1)
    }

    private func token(made: Int64 = now, key: [UInt8]? = nil) throws -> String {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        let own = try #require(try store.signingKeys().first)
        return try #require(
            ReturnPathToken(subscriber: anna.id, address: anna.address, now: made, key: key ?? own)
        ).spelling
    }

    private func standing(_ address: String) throws -> RecipientStanding {
        try store.standing(ofRecipient: address, now: Self.now)
    }

    @Test("a token that we signed is ours in any case, domain and wrapping")
    func genuine() throws {
        let token = try token()
        for address in [
            "bounces+\(token)@example.org", "BOUNCES+\(token.uppercased())@elsewhere.example",
            "SRS0=ab=cd=example.org=bounces+\(token)@forwarder.example",
            "prvs=1234ABCDEF=bounces+\(token)@example.org", "list-\(token)@example.org",
        ] {
            #expect(try standing(address) == .proven, "\(address)")
        }
        #expect(try standing("bounces+\(try self.token(made: Self.now - 12 * Self.epoch))@example.org") == .proven)
    }

    @Test("one that is altered, expired, of another key or of nobody is not")
    func forged() throws {
        let token = try token()
        for index in [0, 9, 27] {
            var altered = Array(token)
            altered[index] = altered[index] == "b" ? "c" : "b"
            #expect(try standing("bounces+\(String(altered))@example.org") == .unknown)
        }
        #expect(try standing("bounces+\(try self.token(made: Self.now - 13 * Self.epoch))@example.org") == .unknown)
        #expect(try standing("bounces+\(try self.token(key: [1, 2, 3]))@example.org") == .unknown)
        #expect(try standing("bounces+x@example.org") == .unknown)
        #expect(try store.unsubscribe(address: "anna@example.net"))
        #expect(try standing("bounces+\(token)@example.org") == .unknown)
    }

    @Test("a probe of doctor is ours for some days")
    func probe() throws {
        let key = try #require(try store.signingKeys().first)
        let new = ProbeToken(now: Self.now, random: 1, key: key).spelling
        let old = ProbeToken(now: Self.now - 6 * 86_400, random: 1, key: key).spelling
        #expect(try standing("bounces+\(new)@example.org") == .proven)
        #expect(try standing("bounces+\(old)@example.org") == .unknown)
    }

    @Test("of plain addresses the postmaster's and that for complaints are, and email-self where it is open")
    func plain() throws {
        for address in ["postmaster", "Postmaster@example.org", "POSTMASTER"] {
            #expect(try standing(address) == .plain)
        }
        let closed = ["bounces@example.org", "fbl@example.org", "postmaster@example.com", "other@example.org", ""]
        for address in closed { #expect(try standing(address) == .unknown) }
        try store.set("email-cfbl", to: "fbl@example.org", now: 1)
        #expect(try standing("FBL@example.org") == .plain)
        try store.set("email-lmtp-open", to: "on", now: 1)
        #expect(try standing("bounces@EXAMPLE.org") == .plain)
        #expect(try standing("SRS0=ab=cd=example.org=bounces@forwarder.example") == .plain)
        for address in ["bounces@example.com", "other@example.org", "bounces+x@example.org"] {
            #expect(try standing(address) == .unknown)
        }
    }
}
