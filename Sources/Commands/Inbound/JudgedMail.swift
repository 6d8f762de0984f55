import Alerts
import Bounces
import MIME

/// A mail that was read and judged: the pure steps, one after the other, with their values kept for whoever explains them.
package struct JudgedMail: Sendable {
    /// Beyond this a mail is not kept, and judged without the rest.
    package static let maximumBytes = 64 << 20

    package let report: Report
    package let envelope: Envelope
    package let clues: Clues

    /// - Parameter isExplained: Whether each step is to be shown, as to a person. It changes nothing else.
    package init(
        _ bytes: [UInt8], recipients: [String], sender: String?, rules: Rules = .builtIn, isExplained: Bool = false
    ) {
        let message = Message(JudgedMail.wholeLines(bytes))
        report = Report(message, rules: rules, isExplained: isExplained)
        var envelope = Envelope(of: message, recipients: recipients, sender: sender)
        if report.kind == .other || report.kind == .unsubscribe {
            envelope.hindrance = Hindrance(message.root, sender: envelope.sender)
        }
        self.envelope = envelope
        clues = Clues(report: report, envelope: envelope, message: message)
    }

    /// Without a last line that has no end. Mail servers end every line, so the mail was cut there, and an address that stands
    /// there may be the beginning of another's.
    private static func wholeLines(_ bytes: [UInt8]) -> [UInt8] {
        guard let last = bytes.last, last != 0x0A, last != 0x0D else { return bytes }
        return Array(bytes[..<(bytes.lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0)])
    }

    /// What the policy has to know of others.
    package func questions(_ proofs: Proofs) -> [FailureQuestion] {
        Policy.questions(report: report, envelope: envelope, proofs: proofs)
    }

    /// What follows for the subscribers, by the policy.
    package func conclusion(
        proofs: Proofs, history: History, settings: Settings, inbound: Int64?, received: Int64
    ) -> Conclusion {
        let decisions = Policy.decide(
            report: report, envelope: envelope, proofs: proofs, history: history, settings: settings, now: received)
        return Conclusion(report: report, decisions: decisions, inbound: inbound, received: received)
    }
}
