import Alerts

/// Whether the server refuses one sender or all of them.
///
/// A mail of a list has a sender that is its reader's own, so that a 5xx to MAIL may concern that one mail. When several senders in
/// a row were refused, and none was taken between, it is the agent that does not work. Until that is known the mails wait.
struct SenderCheck {
    /// After so many different senders in a row.
    private static let patience = 3

    /// Mails whose sender was refused, by their numbers, and what was said.
    private(set) var suspects: [(index: Int, outcome: DeliveryOutcome)] = []
    private var refused: Set<String> = []

    /// - Returns: Whether it is the agent.
    mutating func refuse(_ sender: String, index: Int, _ outcome: DeliveryOutcome) -> Bool {
        suspects.append((index, outcome))
        // As many are remembered as are needed.
        if refused.count < Self.patience { refused.insert(sender) }
        return refused.count >= Self.patience
    }

    /// A sender was taken: those before it were refused for themselves.
    mutating func accept() {
        refused.removeAll()
    }

    /// The suspects, which are none any more.
    mutating func release() -> [(index: Int, outcome: DeliveryOutcome)] {
        defer { suspects = [] }
        return suspects
    }
}
