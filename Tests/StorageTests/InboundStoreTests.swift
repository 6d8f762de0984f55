import Bounces
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite struct InboundStoreTests {
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        for name in ["anna", "bert"] {
            _ = try store.subscribe(
                address: "\(name)@example.net", subscriptions: "ac", isVerified: true, wantsDigest: nil, userName: nil,
                now: 1)
        }
    }

    private func mail(_ text: String, received: Int64 = 1_700_000_000) -> InboundMail {
        let bytes = Array(text.utf8)
        return InboundMail(
            bytes: bytes, size: bytes.count, fingerprint: MailFingerprint.of(bytes), recipient: "bounces@example.org",
            sender: "", received: received)
    }

    private func receive(_ text: String, isRunning: Bool = false) throws -> Arrival {
        try store.receive(mail(text), process: 1) { _, _ in isRunning }
    }

    private func report(_ address: String = "anna@example.net", code: [UInt8]? = nil, id: String? = nil) -> Report {
        var original = Original()
        original.messageID = id
        if let code { original.codes = [code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()] }
        let recipient = Recipient(
            address: address, action: .failed, classification: .hard, reason: .userUnknown, rule: "test")
        return Report(kind: .bounce, rule: "test", original: original, recipients: [recipient])
    }

    @discardableResult
    private func conclude(_ id: Int64, _ report: Report, envelope: Envelope = Envelope(), now: Int64 = 1_700_000_000)
        throws -> Conclusion
    {
        try store.conclude(
            id, clues: Clues(report: report, envelope: envelope), now: now, settings: Settings(),
            ask: { Policy.questions(report: report, envelope: envelope, proofs: $0) }
        ) { proofs, history in
            let decisions = Policy.decide(
                report: report, envelope: envelope, proofs: proofs, history: history, settings: Settings(), now: now)
            return Conclusion(report: report, decisions: decisions, inbound: id, received: now)
        }
    }

    @Test(
        "a bounce may name an international domain in either spelling",
        arguments: [
            ("user@bücher.example", "user@xn--bcher-kva.example"),
            ("user@xn--bcher-kva.example", "user@bücher.example"),
            ("user@xn--bcher-kva.example", "USER@BÜCHER.example"),
        ])
    func internationalDomain(stored: String, named: String) throws {
        _ = try store.subscribe(
            address: stored, subscriptions: nil, isVerified: true, wantsDigest: nil, userName: nil, now: 1)
        let owner = try #require(try store.subscriber(address: stored))
        #expect(try receive("Subject: a\n\n") == .new(1))
        try conclude(1, report(named, code: owner.code))
        #expect(try store.subscriber(id: owner.id)?.isDoNotCall == true)
        // Without proof too, for somebody else's report of the same mailbox.
        #expect(try receive("Subject: b\n\n") == .new(2))
        try conclude(2, report(named))
        #expect(try store.history(subscriber: owner.id).map(\.trust) == ["unverified", "verified"])
        #expect(try store.history(subscriber: owner.id).allSatisfy { $0.address == stored })
    }

    @Test("addresses at other domains are not one mailbox, whatever they look like")
    func otherDomains() throws {
        _ = try store.subscribe(
            address: "user@bücher.example", subscriptions: nil, isVerified: true, wantsDigest: nil, userName: nil,
            now: 1)
        for named in [
            "user@xn--bcher-kvb.example", "user@bucher.example", "other@xn--bcher-kva.example",
            "user@xn--bcher-kva.example.org",
            "user@xn--", "user@xn--\u{FC}.example", "user@b\u{FF55}cher.example",
        ] {
            #expect(try store.subscriber(address: named) == nil, "\(named)")
        }
    }

    @Test("a mail is kept once and found again")
    func duplicates() throws {
        #expect(try receive("Subject: a\n\n") == .new(1))
        try conclude(1, report())
        #expect(try receive("Return-Path: <>\nSubject: a\n\n") == .known(1))
        #expect(try receive("Subject: b\n\n") == .new(2))
        #expect(try store.inboundLines(limit: 9).map(\.deliveries) == [2, 1])
        #expect(try store.storedMail(1)?.bytes == Array("Subject: a\n\n".utf8))
    }

    @Test("a mail whose judging crashed is set aside at its second delivery, and known at the third")
    func crashed() throws {
        #expect(try receive("x") == .new(1))
        #expect(try receive("x", isRunning: true) == .inProgress(1))
        #expect(try receive("x") == .abandoned(1))
        #expect(try receive("x") == .known(1))
        #expect(try store.inboundLines(state: "set-aside", limit: 9).map(\.id) == [1])
        #expect(try store.logLines(limit: 9).map(\.level) == ["warning"])
    }

    @Test(
        "a storm about one subscriber, or about people who do not subscribe, leaves few entries, and a request gets through"
    )
    func storm() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        func entry(_ subscriber: Int64?, _ effect: Decision.Effect) -> HistoryEntry {
            var entry = HistoryEntry(
                address: anna.address, received: 1_700_000_000, kind: "bounce", trust: "unverified",
                effect: effect.rawValue, because: "")
            entry.subscriber = subscriber
            return entry
        }
        for _ in 0..<600 {
            for effect in [Decision.Effect.recorded, .tellAdministrator] {
                try store.write(entry(anna.id, effect), incidentHours: 6)
            }
            try store.write(entry(nil, .recorded), incidentHours: 6)
        }
        try store.write(entry(anna.id, .confirm), incidentHours: 6)
        let kept = try store.history(address: nil, limit: 9999)
        #expect(kept.count { $0.subscriber == nil } == 500)
        #expect(kept.count { $0.subscriber == anna.id } == 41)
        #expect(kept.last?.effect == "confirm")
    }

    @Test("the code of a subscriber proves a bounce, an altered one does not")
    func code() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        var altered = anna.code
        altered[31] ^= 1
        _ = try receive("1")
        #expect(try conclude(1, report(code: altered)).decisions.map(\.effect) == [.recorded])
        _ = try receive("2")
        #expect(try conclude(2, report(code: anna.code)).decisions.map(\.effect) == [.doNotCall])
        #expect(try store.subscriber(id: anna.id)?.isDoNotCall == true)
        #expect(try store.subscriber(address: "bert@example.net")?.isDoNotCall == false)
    }

    @Test("the token of a subscriber proves a bounce, another's or an expired one does not")
    func token() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        let key = try #require(try store.signingKeys().first)
        func envelope(_ id: Int64, _ address: String, at time: Int64) throws -> Envelope {
            let token = try #require(ReturnPathToken(subscriber: id, address: address, now: time, key: key))
            return Envelope(recipients: ["bounces+\(token.spelling)@example.org"])
        }
        let now: Int64 = 1_700_000_000
        for (number, envelope) in [
            try envelope(anna.id, "bert@example.net", at: now),
            try envelope(anna.id, anna.address, at: now - 500 * 86_400),
            try envelope(99, anna.address, at: now),
        ].enumerated() {
            _ = try receive("\(number)")
            #expect(try conclude(Int64(number + 1), report(), envelope: envelope).trust == .unverified)
        }
        _ = try receive("good")
        let good = try conclude(4, report(), envelope: try envelope(anna.id, "ANNA@example.net", at: now))
        #expect(good.decisions.map(\.effect) == [.doNotCall])
    }

    @Test("a delivery of ours proves a bounce as long as the address is the same")
    func delivery() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        let random = String(repeating: "a", count: 32)
        for (id, address) in [(7, "Anna@Example.net"), (8, "old@x")] as [(Int64, String)] {
            try store.connection.run(
                """
                INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, messageId, envelopeId, state, sent)
                VALUES(?1, ?2, ?3, '<'||?1||'.'||?4||'@x>', ?1||'.'||?4, 'sent', 5)
                """, [.integer(id), .integer(anna.id), .text(address), .text(random)])
        }
        for (number, wrong) in ["<8.\(random)@x>", "<7.b@x>", "<7.\(random)@y>", "<\(random)@x>"].enumerated() {
            _ = try receive("\(number)")
            #expect(try conclude(Int64(number + 1), report(id: wrong)).trust == .unverified)
        }
        _ = try receive("good")
        #expect(try conclude(5, report(id: "<7.\(random)@x>")).trust == .verified)
        #expect(try store.history(address: "anna@example.net", limit: 9).last?.sent == 5)
    }

    @Test("the history is seen through email_bounce")
    func view() throws {
        _ = try receive("1")
        try conclude(1, report())
        let rows = try store.connection.rows("SELECT subscriberId, rcvdTime FROM email_bounce") {
            [$0.integer(0), $0.integer(1)]
        }
        #expect(rows == [[1, 1_700_000_000]])
    }

    @Test("three unverified hard bounces on three days silence, a hundred on one do not, and the history stays small")
    func unverified() throws {
        let start: Int64 = 1_700_006_400 / 86_400 * 86_400
        for number in 0..<100 {
            _ = try receive("\(number)")
            try conclude(Int64(number + 1), report(), now: start + Int64(number))
        }
        #expect(try store.subscriber(id: 1)?.isDoNotCall == false)
        #expect(try store.history(address: "anna@example.net", limit: 1000).count == 20)
        for day: Int64 in 1...2 {
            _ = try receive("day \(day)")
            try conclude(100 + day, report(), now: start + day * 86_400)
        }
        #expect(try store.subscriber(id: 1)?.isDoNotCall == true)
    }

    @Test("allow lifts what policy set, says why, and the score starts anew")
    func allow() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        _ = try receive("1")
        try conclude(1, report(code: anna.code))
        let lifted = try #require(try store.allow(address: "ANNA@example.net", now: 1_700_000_001))
        #expect(lifted.wasDoNotCall)
        #expect(lifted.entries.map(\.effect) == ["do-not-call"])
        #expect(try store.subscriber(id: anna.id)?.isDoNotCall == false)
        #expect(try store.history(of: [anna.id], now: 1_700_000_002).reports.isEmpty)
        #expect(try store.allow(address: "nobody@example.net", now: 1) == nil)
    }

    @Test("judging again gives the same, acts where it did not, and does not undo what a person allowed")
    func replay() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        _ = try receive("1")
        let first = try conclude(1, report(code: anna.code))
        let report = report(code: anna.code)
        func again(isDry: Bool) throws -> Conclusion {
            try store.concludeAgain(
                1, clues: Clues(report: report, envelope: Envelope()), received: 1_700_000_000,
                settings: Settings(), isDry: isDry
            ) { proofs, history in
                let decisions = Policy.decide(
                    report: report, proofs: proofs, history: history, settings: Settings(), now: 1_700_000_000)
                return Conclusion(report: report, decisions: decisions, inbound: 1, received: 1_700_000_000)
            }
        }
        #expect(try again(isDry: true) == first)
        #expect(try again(isDry: false) == first)
        #expect(try store.history(address: nil, limit: 9).count == 1)
        _ = try store.allow(address: anna.address, now: 1_700_000_005)
        _ = try again(isDry: false)
        #expect(try store.subscriber(id: anna.id)?.isDoNotCall == false)
    }

    @Test("an unsubscribe request to the signed address deletes the subscriber")
    func unsubscribe() throws {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        let key = try #require(try store.signingKeys().first)
        let token = try #require(
            ReturnPathToken(subscriber: anna.id, address: anna.address, now: 1_700_000_000, key: key))
        _ = try receive("1")
        try conclude(
            1, Report(kind: .unsubscribe, rule: "test"),
            envelope: Envelope(recipients: ["b+\(token.spelling)@example.org"]))
        #expect(try store.subscriber(id: anna.id) == nil)
    }

    @Test("mails go after their days, what the log says of them a year later")
    func deletion() throws {
        let day: Int64 = 86_400
        let now: Int64 = 1_700_000_000
        for (number, age) in [400, 40, 10].enumerated() {
            let mail = mail("\(number)", received: now - Int64(age) * day)
            _ = try store.receive(mail, process: 1) { _, _ in false }
        }
        _ = try store.connection.write { () throws(StoreError) in try store.deleteOld(now: now, keepDays: 30) }
        #expect(try store.storedMails() == [3])
        #expect(try store.inboundLines(limit: 9).map(\.id) == [2, 3])
    }
}
