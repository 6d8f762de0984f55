import Alerts

/// Whether the agent refuses one mail or all of them.
///
/// A refusal that does not say whom it concerns may be of that mail alone: each has a sender and a recipient of its own. When it
/// came for several of them in a row, and nothing was taken between, it is the agent that does not work. Until that is known
/// the mails wait.
package struct AgentCheck {
    /// After so many different ones in a row.
    private static let patience = 3
    /// So many wait at most: all of one recipient, say.
    private static let mostSuspects = 64

    /// Mails that were refused, by their numbers, and what was said.
    package private(set) var suspects: [(index: Int, outcome: DeliveryOutcome)] = []
    private var refused: Set<String> = []

    package init() {}

    /// - Parameter key: The sender, or the recipient, that may be the cause.
    /// - Returns: Whether it is the agent.
    package mutating func refuse(_ key: String, index: Int, _ outcome: DeliveryOutcome) -> Bool {
        suspects.append((index, outcome))
        // As many are remembered as are needed.
        if refused.count < Self.patience { refused.insert(key) }
        return refused.count >= Self.patience
    }

    /// Whether so many wait that what was said of each holds.
    package var isFull: Bool { suspects.count >= Self.mostSuspects }

    /// One was taken: those before it were refused for themselves.
    package mutating func accept() {
        refused.removeAll()
    }

    /// The suspects, which are none any more.
    package mutating func release() -> [(index: Int, outcome: DeliveryOutcome)] {
        defer { suspects = [] }
        return suspects
    }
}
