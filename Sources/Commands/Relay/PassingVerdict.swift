import Alerts

/// What the outcomes for the recipients of a mail come to.
struct PassingVerdict {
    var done: [String] = []
    var error = ""
    var agentFailure: String?
    /// Whether a server or program may have it though it did not say so.
    private(set) var isUncertain = false
    private(set) var isPostponed = false
    private var isRefused = false

    var isAccepted: Bool { !isPostponed && !isRefused && agentFailure == nil }
    /// Whether trying again would help nobody.
    var isFinal: Bool { isRefused && !isPostponed && agentFailure == nil }

    init(_ results: [(recipient: String, outcome: DeliveryOutcome)]) {
        for (recipient, outcome) in results {
            switch outcome {
            case .accepted: done.append(recipient)
            case .refused(let reply, let status, let text):
                isRefused = true
                error = "\(recipient): refused: \(text.isEmpty ? "\(reply) \(status ?? "")" : text)"
            case .givenUp(let reason):
                isRefused = true
                error = recipient.isEmpty ? reason : "\(recipient): \(reason)"
            case .deferred(let reason):
                isPostponed = true
                error = recipient.isEmpty ? reason : "\(recipient): \(reason)"
            case .uncertain(let reason):
                isPostponed = true
                isUncertain = true
                error = "\(recipient): \(reason); it may come twice"
            case .agentRefused(let reason):
                isPostponed = true
                agentFailure = reason
                error = recipient.isEmpty ? reason : "\(recipient): \(reason)"
            case .agentFailed(let reason): agentFailure = reason
            }
        }
    }
}
