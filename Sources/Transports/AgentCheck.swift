import Alerts

/// Whether the agent refuses one mail or all of them.
///
/// A refusal that does not say whom it concerns may be of that mail alone: each has a sender and a recipient of its own. When it
/// came for several that have nothing in common, and nothing was taken between, it is the agent that does not work. Until
/// that is known the mails wait.
package struct AgentCheck {
    /// After so many different ones in a row.
    private static let patience = 3

    /// Mails that were refused, by their numbers, and what was said.
    package private(set) var suspects: [(index: Int, outcome: DeliveryOutcome)] = []
    private var refused: Set<String> = []
    private var recipients: Set<String> = []
    private var hasAccepted = false

    package init() {}

    /// - Parameters:
    ///   - key: What may be the cause: the sender, or the recipient's domain.
    ///   - recipient: Whom the mail is for.
    /// - Returns: Whether it is the agent.
    package mutating func refuse(
        _ key: String, recipient: String, index: Int, _ outcome: DeliveryOutcome
    ) -> Bool {
        suspects.append((index, outcome))
        // As many are remembered as are needed.
        if refused.count < Self.patience { refused.insert(key) }
        if recipients.count < Self.patience { recipients.insert(recipient) }
        return refused.count >= Self.patience
    }

    /// Whether it is to be taken for the agent where there is no other mail to learn from: all that was tried was refused.
    package var isAllRefused: Bool { !hasAccepted && recipients.count >= Self.patience }

    /// One was taken: those before it were refused for themselves.
    package mutating func accept() {
        hasAccepted = true
        distinguish()
    }

    /// One was refused for a reason of its own: the agent looks at each.
    package mutating func distinguish() {
        refused.removeAll()
    }

    /// The suspects, which are none any more.
    package mutating func release() -> [(index: Int, outcome: DeliveryOutcome)] {
        defer { suspects = [] }
        return suspects
    }
}
