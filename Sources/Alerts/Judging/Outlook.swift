import Bounces

/// What the next report would do to a subscriber: the policy itself, asked about reports that have not come.
package struct Outlook: Sendable, Hashable {
    /// `the address is dead, proven`.
    package let event: String
    package let decision: Decision

    /// - Parameter now: Seconds since 1970.
    package static func of(
        _ subscriber: Subscriber, history: History, settings: Settings, now: Int64
    ) -> [Outlook] {
        let asked: [(String, Report.Kind, Reason, Bool)] = [
            ("the address is dead, proven", .bounce, .userUnknown, true),
            ("the address is dead, without proof", .bounce, .userUnknown, false),
            ("the mailbox is full, proven", .bounce, .mailboxFull, true),
            ("blocked or refused as spam", .bounce, .blocked, true),
            ("a complaint, proven", .complaint, .undefined, true),
        ]
        return asked.compactMap { event, kind, reason, isProven in
            let decision = decide(
                report(kind, reason, subscriber), isProven, subscriber, history: history, settings: settings, now: now)
            return decision.map { Outlook(event: event, decision: $0) }
        }
    }

    private static func report(_ kind: Report.Kind, _ reason: Reason, _ subscriber: Subscriber) -> Report {
        let recipient = Recipient(
            address: subscriber.address, action: .failed, classification: reason.isAddressDead ? .hard : .soft,
            reason: reason, rule: "outlook")
        var original = Original()
        // Of a mail that no earlier report was about.
        original.messageID = "<the next mail>"
        return Report(kind: kind, rule: "outlook", original: original, recipients: [recipient])
    }

    private static func decide(
        _ report: Report, _ isProven: Bool, _ subscriber: Subscriber, history: History, settings: Settings, now: Int64
    ) -> Decision? {
        var proofs = Proofs()
        proofs.subscribers = [subscriber]
        if isProven { proofs.tokenOwners = [subscriber.id] }
        return Policy.decide(report: report, proofs: proofs, history: history, settings: settings, now: now).first
    }
}
