import Bounces

/// What a mail was judged to be and what follows: all that the store writes down about it, at once.
package struct Conclusion: Sendable, Hashable {
    package let kind: String
    package let rule: String
    package let trust: Trust
    package let decisions: [Decision]
    /// The lines of the history: one for each subscriber concerned, or for each address that nobody subscribes with.
    package let entries: [HistoryEntry]

    package init(report: Report, decisions: [Decision], inbound: Int64?, received: Int64) {
        kind = report.kind.rawValue
        rule = report.rule
        trust = decisions.contains { $0.trust == .verified } ? .verified : .unverified
        self.decisions = decisions
        // What is no report concerns nobody; it is in the log of inbound mails.
        entries = decisions.filter { report.kind != .other && !$0.address.isEmpty }.map {
            HistoryEntry($0, report: report, inbound: inbound, received: received)
        }
    }

    /// Of a mail that `email doctor` sent round: it is about nobody, whatever it says.
    package init(probe because: String) {
        kind = "probe"
        rule = "doctor"
        trust = .verified
        decisions = [Decision(subscriber: nil, address: "", effect: .recorded, because: because, trust: .verified)]
        entries = []
    }

    /// The strongest thing that is done, and why.
    package var strongest: Decision? {
        let rank = Decision.Effect.allCases
        return decisions.min { (rank.firstIndex(of: $0.effect) ?? 0) < (rank.firstIndex(of: $1.effect) ?? 0) }
    }

    /// The mail that is due because of it, as the log keeps it for the sender; nil when none is.
    package var notice: String? {
        switch strongest?.effect {
        case .confirm: "confirm"
        case .tellAdministrator: "tell"
        case .forward: "forward"
        default: nil
        }
    }
}
