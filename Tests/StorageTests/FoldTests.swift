import Bounces
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

private let day: Int64 = 86_400
private let start: Int64 = 20_000 * day

/// What came or was sent at a time.
private struct Happening: Sendable {
    let number: Int64
    let time: Int64
    let subscriber: Int64
    let report: Report
    /// Whether the mail came to the subscriber's own return path.
    let isProven: Bool
}

/// The state of a subscriber is what the mails of the past make of it, one after the other.
@Suite struct FoldTests {
    private static let subscribers: Int64 = 40

    private static func address(_ subscriber: Int64) -> String { "s\(subscriber)@d\(subscriber % 3).example" }

    /// Sixty days of reports of all sorts. Many come in the same second, as from a queue that is let go.
    private static func happenings(_ seed: UInt64) -> [Happening] {
        var chance = SeededGenerator(seed)
        let reasons: [Reason] = [.userUnknown, .mailboxFull, .expired, .suspend, .blocked, .mailboxFull, .mailboxFull]
        return (1...220).map { number in
            let today = Int64.random(in: 0..<60, using: &chance)
            let subscriber = Int64.random(in: 1...subscribers, using: &chance)
            let roll = Int.random(in: 0..<20, using: &chance)
            let isComplaint = Int.random(in: 0..<4, using: &chance) == 0
            // One bad day at one provider.
            let isBad = today == 30 && subscriber % 3 == 0
            let kind: Report.Kind =
                isBad || roll < 14 ? .bounce : roll < 19 ? .delivered : isComplaint ? .complaint : .delay
            let reason = isBad ? Reason.userUnknown : reasons.randomElement(using: &chance) ?? .mailboxFull
            let action: Action = kind == .bounce ? .failed : kind == .delay ? .delayed : .delivered
            var original = Original()
            original.messageID = "<\(subscriber).\(today)@example.org>"
            let recipient = Recipient(
                address: address(subscriber), action: action, classification: reason.isAddressDead ? .hard : .soft,
                reason: reason, rule: "test")
            return Happening(
                number: Int64(number), time: start + today * day + Int64.random(in: 0..<3, using: &chance) * 3600,
                subscriber: subscriber,
                report: Report(kind: kind, rule: "test", original: original, recipients: [recipient]),
                isProven: Int.random(in: 0..<4, using: &chance) > 0)
        }
    }

    /// Lets everything happen, and tells who is do-not-call and what the next report would do to each.
    private static func fold(_ happenings: [Happening]) throws -> [String] {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        let settings = Settings([Setting.incidentLimit.rawValue: "5"])
        try store.connection.run("PRAGMA synchronous=OFF")
        try store.connection.run("UPDATE fx_email_key SET secret=zeroblob(32)")
        for id in 1...subscribers {
            try store.connection.run(
                "INSERT INTO subscriber(subscriberId, semail, sverified, sdonotcall, ssub) VALUES(?1, ?2, 1, 0, 'a')",
                [.integer(id), .text(address(id))])
            // A mail a day was accepted unless something came back.
            for today in stride(from: Int64(0), to: 60, by: 4) {
                try store.connection.run(
                    """
                    INSERT INTO fx_email_delivery(subscriberId, address, messageId, state, sent)
                    VALUES(?1, ?2, ?3, 'sent', ?4)
                    """,
                    [
                        .integer(id), .text(address(id)), .text("<\(id).\(today)@example.org>"),
                        .integer(start + today * day - 60),
                    ])
            }
        }
        for happening in happenings {
            var envelope = Envelope()
            if happening.isProven {
                let token = try #require(
                    ReturnPathToken(
                        subscriber: happening.subscriber, address: address(happening.subscriber), now: happening.time,
                        key: [UInt8](repeating: 0, count: 32)))
                envelope = Envelope(recipients: ["list+\(token.spelling)@example.org"])
            }
            let report = happening.report
            _ = try store.conclude(
                happening.number, clues: Clues(report: report, envelope: envelope), now: happening.time,
                settings: settings, ask: { Policy.questions(report: report, envelope: envelope, proofs: $0) }
            ) { proofs, history in
                let decisions = Policy.decide(
                    report: report, envelope: envelope, proofs: proofs, history: history, settings: settings,
                    now: happening.time)
                return Conclusion(
                    report: report, decisions: decisions, inbound: happening.number, received: happening.time)
            }
        }
        let now = start + 70 * day
        return try (1...subscribers).map { id in
            let subscriber = try #require(try store.subscriber(id: id))
            let history = try store.history(of: [id], now: now)
            let next = Outlook.of(subscriber, history: history, settings: settings, now: now)
            return "\(id) \(subscriber.isDoNotCall) " + next.map(\.decision.because).joined(separator: " ")
        }
    }

    @Test(
        "the same mails make the same state, in a hundred orders that respect time",
        arguments: 1...4 as ClosedRange<UInt64>)
    func orders(seed: UInt64) throws {
        let happenings = FoldTests.happenings(seed).sorted { ($0.time, $0.number) < ($1.time, $1.number) }
        let expected = try FoldTests.fold(happenings)
        #expect(expected.contains { $0.contains(" true ") } && expected.contains { $0.contains(" false ") })
        var chance = SeededGenerator(seed &* 1_000)
        for _ in 0..<25 {
            var order = happenings
            order.shuffle(using: &chance)
            // What came in one second stays in the order that chance gave it.
            let stable = order.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            let found = try FoldTests.fold(stable.map(\.element))
            #expect(found == expected)
        }
    }
}
