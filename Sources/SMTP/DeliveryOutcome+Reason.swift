import Alerts

extension DeliveryOutcome {
    /// The words, whatever the outcome.
    var reason: String {
        switch self {
        case .accepted(let text), .deferred(let text), .givenUp(let text), .uncertain(let text), .agentFailed(let text):
            text
        case .refused(_, _, let text): text
        }
    }
}
