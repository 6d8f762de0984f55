import Bounces

/// What became of a mail that was handed to a mail agent.
package enum DeliveryOutcome: Sendable, Hashable {
    /// The agent has it. What it said, where it said something.
    case accepted(String)
    /// The recipient's side refused it for good (5xx at RCPT or at the end): counts like a bounce, by the same policy.
    /// The reply code, such as 550, the enhanced status, where there is one, and the reply's text.
    case refused(reply: Int, status: String?, text: String)
    /// It may go later: a 4xx, exit status 75, a timeout. The reason.
    case deferred(String)
    /// It will never go, for a reason that says nothing about the recipient: exit status 64 to 78, too large. The reason.
    case givenUp(String)
    /// The connection broke after the end of the mail and before the reply: it is tried again, and may come twice.
    case uncertain(String)
    /// The agent refused this mail and others alike, for a reason that seems to be its own. It is tried again later, and no other
    /// need be tried now. The reason.
    case agentRefused(String)
    /// The agent itself does not work: no command, no connection, no space. The mail was not handed over, and no other
    /// need be tried. The reason.
    case agentFailed(String)

    /// The words, whatever the outcome.
    package var reason: String {
        switch self {
        case .accepted(let text), .deferred(let text), .givenUp(let text), .uncertain(let text),
            .agentRefused(let text),
            .agentFailed(let text):
            text
        case .refused(_, _, let text): text
        }
    }

    /// Why no other mail need be tried; nil where others may go.
    package var agentFailure: String? {
        switch self {
        case .agentRefused(let reason), .agentFailed(let reason): reason
        default: nil
        }
    }

    /// Whether the words of a program say that an address is dead. Takes some microseconds.
    package static func tellsDeadAddress(_ words: String) -> Bool {
        let recipient = Recipient(refused: "", reply: nil, status: nil, text: words, rule: "")
        return recipient.classification == .hard && recipient.reason.isAddressDead
    }

    /// Whether a refusal may be of all mails that come from here: no relaying, a blocked client, no permission. What it says of
    /// the mailbox or of the content is of that mail. Takes some microseconds.
    package var mayConcernAllMails: Bool {
        guard case .refused(let reply, let status, let text) = self else { return false }
        let recipient = Recipient(refused: "", reply: reply, status: status, text: text, rule: "")
        switch recipient.reason {
        case .noRelaying, .blocked, .badReputation, .requirePTR, .authFailure, .securityError, .failedSTARTTLS,
            .policyViolation, .rejected, .filtered, .speeding, .tooManyConn, .systemError, .networkError,
            .mailerError, .undefined:
            return recipient.classification != .hard
        default: return false
        }
    }
}
