import Alerts
import Bounces
import Storage

/// A stored mail judged again as of the time when it came.
package struct StoredJudgement: Sendable {
    package let judged: JudgedMail
    package let conclusion: Conclusion

    /// Changes nothing.
    package init(
        _ mail: (line: InboundLine, bytes: [UInt8]), _ store: Store, _ settings: Settings, _ rules: Rules
    ) throws {
        try self.init(
            StoredJudgement.read(mail, rules), mail.line, store, settings, isDry: true)
    }

    /// - Parameter isDry: Nothing is changed. Else it is written down, as `email inbound replay --apply` does.
    package init(
        _ judged: JudgedMail, _ line: InboundLine, _ store: Store, _ settings: Settings, isDry: Bool
    ) throws {
        self.judged = judged
        conclusion = try storing { () throws(StoreError) in
            try store.concludeAgain(
                line.id, clues: judged.clues, received: line.received, settings: settings, isDry: isDry,
                ask: judged.questions
            ) {
                judged.conclusion(
                    proofs: $0, history: $1, settings: settings, inbound: line.id, received: line.received)
            }
        }
    }

    /// The steps that need no database.
    package static func read(_ mail: (line: InboundLine, bytes: [UInt8]), _ rules: Rules) -> JudgedMail {
        JudgedMail(
            mail.bytes, recipients: [mail.line.recipient].compactMap { $0 }, sender: mail.line.sender, rules: rules,
            isExplained: true)
    }

    /// Whether the log says something else.
    package func isDifferent(from line: InboundLine) -> Bool {
        conclusion.kind != line.kind || conclusion.strongest?.effect.rawValue != line.effect
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
