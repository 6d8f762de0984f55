import Bounces
import Testing

@testable import Alerts

private let day: Int64 = 86_400
private let now: Int64 = 20_000 * day + 3_600
private let anna = Subscriber(id: 17, address: "anna@example.net")

/// A report that names Anna.
private func report(
    _ kind: Report.Kind, _ reason: Reason = .undefined, action: Action = .failed, id: String? = "<now@example.org>"
) -> Report {
    var original = Original()
    original.messageID = id
    let hard = reason.isAddressDead
    let recipient = Recipient(
        address: "anna@example.net", action: action, classification: hard ? .hard : .soft, reason: reason, rule: "test")
    return Report(kind: kind, rule: "test", original: original, recipients: [recipient])
}

private func proofs(_ proof: Proofs.Proof?, _ subscriber: Subscriber = anna) -> Proofs {
    var proofs = Proofs()
    proofs.subscribers = [subscriber]
    switch proof {
    case .returnPath: proofs.tokenOwners = [subscriber.id]
    case .subscriberCode: proofs.codeOwners = [subscriber.id]
    case .delivery: proofs.deliveries = [Proofs.Delivery(subscriber: subscriber.id)]
    case .feedbackID: proofs.feedbackOwners = [subscriber.id]
    case nil: break
    }
    return proofs
}

/// Bounces of Anna's so many days ago, each of a delivery of its own.
private func past(
    _ daysAgo: [Int64], _ reason: Reason, _ trust: Trust, address: String = "anna@example.net", delivery: String? = nil
) -> [PastReport] {
    daysAgo.map { days in
        PastReport(
            subscriber: 17, address: address, received: now - days * day, kind: .bounce,
            classification: reason.isAddressDead ? .hard : .soft, reason: reason, trust: trust,
            delivery: delivery ?? "<\(days)@example.org>")
    }
}

/// One cell of the trust table, or one way to miss it.
private struct Cell: Sendable, CustomTestStringConvertible {
    let name: String
    let report: Report
    var proof: Proofs.Proof?
    var history = History()
    var settings = Settings()
    let effect: Decision.Effect

    var testDescription: String { name }
}

@Suite struct PolicyTests {
    @Test(
        "every cell of the trust table",
        arguments: [
            // Hard bounces.
            Cell(name: "hard, token", report: report(.bounce, .userUnknown), proof: .returnPath, effect: .doNotCall),
            Cell(name: "hard, code", report: report(.bounce, .hostUnknown), proof: .subscriberCode, effect: .doNotCall),
            Cell(name: "hard, delivery", report: report(.bounce, .hasMoved), proof: .delivery, effect: .doNotCall),
            Cell(name: "hard, unverified, first", report: report(.bounce, .userUnknown), effect: .recorded),
            Cell(
                name: "hard, unverified, second day", report: report(.bounce, .userUnknown),
                history: History(reports: past([1], .userUnknown, .unverified)), effect: .recorded),
            Cell(
                name: "hard, unverified, third day", report: report(.bounce, .userUnknown),
                history: History(reports: past([1, 2], .userUnknown, .unverified)), effect: .doNotCall),
            Cell(
                name: "hard, unverified, many on one day", report: report(.bounce, .userUnknown),
                history: History(reports: (0..<50).flatMap { _ in past([0], .userUnknown, .unverified) }),
                effect: .recorded),
            Cell(
                name: "hard, unverified, third day within 30", report: report(.bounce, .userUnknown),
                history: History(reports: past([29, 15], .userUnknown, .unverified)), effect: .doNotCall),
            Cell(
                name: "hard, unverified, third day beyond 30", report: report(.bounce, .userUnknown),
                history: History(reports: past([30, 15], .userUnknown, .unverified)), effect: .recorded),
            Cell(
                name: "hard, limit of two deliveries, first", report: report(.bounce, .userUnknown), proof: .returnPath,
                settings: Settings(["email-bounce-hard-limit": "2"]), effect: .recorded),
            Cell(
                name: "hard, limit of two deliveries, the same again", report: report(.bounce, .userUnknown),
                proof: .returnPath,
                history: History(reports: past([1], .userUnknown, .verified, delivery: "<now@example.org>")),
                settings: Settings(["email-bounce-hard-limit": "2"]), effect: .recorded),
            Cell(
                name: "hard, limit of two deliveries, second", report: report(.bounce, .userUnknown),
                proof: .returnPath, history: History(reports: past([1], .userUnknown, .verified)),
                settings: Settings(["email-bounce-hard-limit": "2"]), effect: .doNotCall),
            Cell(
                name: "hard, limit 0", report: report(.bounce, .userUnknown), proof: .returnPath,
                settings: Settings(["email-bounce-hard-limit": "0"]), effect: .recorded),
            // Soft bounces about the mailbox.
            Cell(name: "full, first", report: report(.bounce, .mailboxFull), proof: .returnPath, effect: .recorded),
            Cell(
                name: "full, fourth", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(reports: past([1, 2, 3], .mailboxFull, .verified)), effect: .recorded),
            Cell(
                name: "full, fifth", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(reports: past([1, 2, 3, 4], .mailboxFull, .verified)), effect: .doNotCall),
            Cell(
                name: "suspended and expired count together, however far apart", report: report(.bounce, .suspend),
                proof: .subscriberCode,
                history: History(reports: past([31, 62, 93, 124], .expired, .verified)), effect: .doNotCall),
            Cell(
                name: "full, five days but one delivery", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(reports: past([1, 2, 3, 4], .mailboxFull, .verified, delivery: "<now@example.org>")),
                effect: .recorded),
            Cell(
                name: "full, five deliveries but one day", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(
                    reports: (1...4).flatMap { past([0], .mailboxFull, .verified, delivery: "<\($0)>") }),
                effect: .recorded),
            Cell(
                name: "full, fifth, one accepted between", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(
                    reports: past([1, 2, 3, 4], .mailboxFull, .verified), accepted: [17: [now - 2 * day - 60]]),
                effect: .recorded),
            Cell(
                name: "full, fifth, one delivered between", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(
                    reports: past([1, 2, 3, 4], .mailboxFull, .verified) + [
                        PastReport(
                            subscriber: 17, address: "anna@example.net", received: now - 2 * day - 60, kind: .delivered,
                            trust: .verified)
                    ]), effect: .recorded),
            Cell(
                name: "full, unverified ones do not count", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(reports: past([1, 2, 3, 4], .mailboxFull, .unverified)), effect: .recorded),
            Cell(
                name: "full, unverified", report: report(.bounce, .mailboxFull),
                history: History(reports: past([1, 2, 3, 4, 5, 6], .mailboxFull, .unverified)), effect: .recorded),
            Cell(
                name: "full, under another address", report: report(.bounce, .mailboxFull), proof: .returnPath,
                history: History(reports: past([1, 2, 3, 4], .mailboxFull, .verified, address: "old@example.net")),
                effect: .recorded),
            // Complaints, requests, and the rest.
            Cell(name: "complaint, proven", report: report(.complaint), proof: .returnPath, effect: .doNotCall),
            Cell(name: "complaint, unproven", report: report(.complaint), effect: .tellAdministrator),
            Cell(name: "unsubscribe, token", report: report(.unsubscribe), proof: .returnPath, effect: .unsubscribed),
            Cell(name: "unsubscribe, code", report: report(.unsubscribe), proof: .subscriberCode, effect: .confirm),
            Cell(name: "unsubscribe, unproven", report: report(.unsubscribe), effect: .confirm),
            Cell(
                name: "delay", report: report(.delay, .networkError, action: .delayed), proof: .returnPath,
                effect: .recorded),
            Cell(
                name: "delivered", report: report(.delivered, action: .delivered), proof: .returnPath,
                effect: .recorded),
            Cell(name: "auto-reply", report: report(.autoReply), proof: .returnPath, effect: .recorded),
            Cell(name: "receipt", report: report(.receipt), proof: .returnPath, effect: .recorded),
            Cell(name: "other, proven", report: report(.other), proof: .returnPath, effect: .forward),
            Cell(name: "other", report: report(.other), effect: .recorded),
        ])
    private func cell(_ cell: Cell) {
        let decisions = Policy.decide(
            report: cell.report, proofs: proofs(cell.proof), history: cell.history, settings: cell.settings, now: now)
        #expect(decisions.map(\.effect) == [cell.effect])
        #expect(decisions.first?.subscriber == 17)
        #expect(decisions.first?.trust == (cell.proof == nil ? .unverified : .verified))
        #expect(decisions.first?.because.hasSuffix(".") == true)
    }

    @Test(
        "a failure of sender, content or server never counts, however often it is proven",
        arguments: Reason.allCases.filter { !$0.isAddressDead && !$0.concernsMailbox })
    func neverAgainstTheSubscriber(reason: Reason) {
        let history = History(reports: past(Array(1...40), reason, .verified))
        let decisions = Policy.decide(
            report: report(.bounce, reason), proofs: proofs(.returnPath), history: history, settings: Settings(),
            now: now)
        #expect(decisions.map(\.effect) == [.recorded])
    }

    @Test("who is do-not-call already is left so")
    func alreadySilenced() {
        let silenced = Subscriber(id: 17, address: "anna@example.net", isDoNotCall: true)
        let decisions = Policy.decide(
            report: report(.bounce, .userUnknown), proofs: proofs(.returnPath, silenced), history: History(),
            settings: Settings(), now: now)
        #expect(decisions.map(\.effect) == [.recorded])
    }

    @Test("a recipient to whom the mail was delivered is not judged by another's failure")
    func deliveredBesideFailed() {
        let recipients = [
            Recipient(
                address: "other@example.net", action: .failed, classification: .hard, reason: .userUnknown, rule: "t"),
            Recipient(
                address: "anna@example.net", action: .delivered, classification: .soft, reason: .undefined, rule: "t"),
        ]
        let decisions = Policy.decide(
            report: Report(kind: .bounce, rule: "t", recipients: recipients), proofs: proofs(.returnPath),
            history: History(), settings: Settings(), now: now)
        #expect(decisions.map(\.effect) == [.recorded])
    }

    @Test("a report about nobody who subscribes writes each address down")
    func nobody() {
        let decisions = Policy.decide(
            report: report(.bounce, .userUnknown), proofs: Proofs(), history: History(), settings: Settings(), now: now)
        #expect(decisions.map(\.subscriber) == [nil])
        #expect(decisions.map(\.address) == ["anna@example.net"])
        #expect(decisions.map(\.effect) == [.recorded])
    }

    @Test("a setting that is no number falls back to its default")
    func badSetting() {
        #expect(Settings(["email-bounce-hard-limit": "many"]).bounceHardLimit == 1)
        #expect(Settings(["email-keep-days": "-3"]).keepDays == 30)
        #expect(Setting.keepDays.objection(to: "many") != nil)
        #expect(Setting.keepDays.objection(to: "90") == nil)
        #expect(Setting.receiveDirectory.objection(to: "relative") != nil)
    }

    @Test("a token that is not ours is named where nothing else proves the report")
    func falseToken() {
        for (proof, isNamed) in [(nil, true), (Proofs.Proof.subscriberCode, false)] {
            var proofs = proofs(proof)
            proofs.hasFalseToken = true
            let decisions = Policy.decide(
                report: report(.bounce, .userUnknown), proofs: proofs, history: History(), settings: Settings(),
                now: now)
            #expect(decisions.map { $0.because.contains("token in the envelope is no proof") } == [isNamed])
        }
    }

    @Test(
        "what `email exec` would refuse is refused when it is set",
        arguments: [
            (.url, "not a url", false), (.url, "ftp://example.org", false), (.url, "http://example.org/x", true),
            (.selfAddress, String(repeating: "a", count: 36) + "@example.org", false),
            (.selfAddress, String(repeating: "a", count: 35) + "@example.org", true), (.renewInterval, "5", false),
            (.renewInterval, "0", true), (.renewInterval, "14", true),
            (.listID, String(repeating: "a.", count: 60), false),
            (.listID, "News of all sorts <news.example.org>", true), (.listID, "news.example.org", true),
            (.listID, "<news.example.org>", true), (.listID, "News", true), (.listID, "News of the day", false),
            (.listID, "News <news.example.org> x", false), (.listID, "News <news..org>", false),
            (.listID, "<>", false), (.listID, "News <nöws.example.org>", false), (.listID, ".org", false),
            (.listID, "news+x.example.org", true),
            (.listID, String(repeating: "N", count: 101) + " <news.example.org>", false),
            (.url, "https://", false), (.url, "https:///x", false), (.url, "https://:80", false),
            (.url, "https://example.org#x", false), (.url, "https://example.org/?q=", false),
            (.url, "http://[::1]:8080/list/", true), (.siteURL, "https://", false),
            (.rate, "20/s *=60/m gmail.com=10/m", true), (.rate, "@gmail.com=2/s", false),
            (.rate, "*.com=2/s", false), (.rate, "gmail=2/s", true), (.rate, "Grüße.example=2/s", true),
            (.rate, "a,b=2/s", false), (.complaintAddress, String(repeating: "a", count: 63) + "@example.org", true),
            (.complaintAddress, String(repeating: "a", count: 64) + "@example.org", false),
            (.sendRelayHost, "mail.example.org:587", true), (.sendRelayHost, "lmtp:/run/lmtp", true),
            (.sendRelayHost, "mail.example.org:0", false), (.sendRelayHost, "two words", false),
            (.sendRelayHost, "smtp://mail.example.org", false), (.sendRelayHost, "me@mail.example.org", false),
            (.ownSendMethod, "maildir", true), (.ownSendMethod, "carrier-pigeon", false),
            (.siteURL, "https://blog.example", true), (.siteURL, "blog.example", false),
            (.selfAddress, "list@example.org, x@example.org", false), (.selfAddress, "<list@example.org>", false),
            (.selfAddress, "list@example..org", false), (.selfAddress, "list@localhost", true),
            (.complaintAddress, "fbl@(x)example.org", false), (.admin, "root@localhost", true),
            (.admin, "root@", false),
        ] as [(Setting, String, Bool)])
    func objections(setting: Setting, value: String, isTaken: Bool) {
        #expect((setting.objection(to: value) == nil) == isTaken)
    }

    @Test(
        "feedback that no reader gave silences nobody",
        arguments: [
            ("abuse", true), ("fraud", true), ("opt-out", true), (nil, true), ("auth-failure", false), ("virus", false),
            ("other", false), ("x-new", false),
        ]
            as [(String?, Bool)])
    func feedbackTypes(type: String?, isComplaint: Bool) {
        let recipient = Recipient(
            address: "anna@example.net", action: .failed, classification: .soft, reason: .undefined, rule: "test")
        let report = Report(kind: .complaint, rule: "feedback-report", feedbackType: type, recipients: [recipient])
        for proof in [Proofs.Proof.subscriberCode, nil] {
            let decisions = Policy.decide(
                report: report, proofs: proofs(proof), history: History(), settings: Settings([:]), now: now)
            let effect: Decision.Effect = !isComplaint ? .recorded : proof == nil ? .tellAdministrator : .doNotCall
            #expect(decisions.map(\.effect) == [effect])
        }
        let aboutNobody = Policy.decide(
            report: report, proofs: Proofs(), history: History(), settings: Settings([:]), now: now)
        #expect(aboutNobody.map(\.effect) == [isComplaint ? .tellAdministrator : .recorded])
    }

    @Test("of what an address was passed on to, the mildest counts; what is said of itself goes before")
    func passedOn() {
        func recipient(_ address: String, _ action: Action, _ reason: Reason, original: String?) -> Recipient {
            Recipient(
                address: address, original: original, action: action,
                classification: reason.isAddressDead ? .hard : .soft,
                reason: reason, rule: "test")
        }
        func effect(_ recipients: [Recipient]) -> [Decision.Effect] {
            Policy.decide(
                report: Report(kind: .bounce, rule: "dsn", recipients: recipients), proofs: proofs(.subscriberCode),
                history: History(), settings: Settings([:]), now: now
            ).map(\.effect)
        }
        let anna = "anna@example.net"
        let dead = recipient("zed@other.example", .failed, .userUnknown, original: anna)
        #expect(effect([dead]) == [.doNotCall])
        #expect(effect([dead, recipient(anna, .delivered, .undefined, original: anna)]) == [.recorded])
        #expect(effect([dead, recipient("y@other.example", .delivered, .undefined, original: anna)]) == [.recorded])
        #expect(effect([dead, recipient("y@other.example", .failed, .mailboxFull, original: anna)]) == [.recorded])
        #expect(
            effect([
                recipient("y@other.example", .delivered, .undefined, original: anna),
                recipient(anna, .failed, .userUnknown, original: nil),
            ]) == [.doNotCall])
    }
}
