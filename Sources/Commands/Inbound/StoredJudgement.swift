import Alerts
import Bounces
import Storage

/// A stored mail judged again as of the time when it came; nothing is changed.
struct StoredJudgement {
    let judged: JudgedMail
    let conclusion: Conclusion

    init(
        _ mail: (line: InboundLine, bytes: [UInt8]), _ store: Store, _ settings: Settings, _ rules: Rules
    ) throws {
        let judged = JudgedMail(
            mail.bytes, recipients: [mail.line.recipient].compactMap { $0 }, sender: mail.line.sender, rules: rules)
        self.judged = judged
        conclusion = try storing { () throws(StoreError) in
            try store.concludeAgain(
                mail.line.id, clues: judged.clues, received: mail.line.received, settings: settings, isDry: true
            ) {
                judged.conclusion(
                    proofs: $0, history: $1, settings: settings, inbound: mail.line.id, received: mail.line.received)
            }
        }
    }

    /// What is said of whom, in a line.
    var summary: String {
        let recipients = judged.report.recipients.map {
            "\($0.address) \($0.action.rawValue) \($0.classification.rawValue) \($0.reason.rawValue)"
        }
        let effects = conclusion.decisions.map(\.effect.rawValue)
        return ([judged.report.kind.rawValue] + recipients + effects).joined(separator: ", ")
    }
}
