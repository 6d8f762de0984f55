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
    /// The agent itself does not work: no command, no connection, no space. The mail was not handed over, and no other
    /// need be tried. The reason.
    case agentFailed(String)
}
