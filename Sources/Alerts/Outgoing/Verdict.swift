import Bounces

/// What follows from what a mail agent said about one mail. Pure: the same values give the same verdict.
package enum Verdict: Sendable {
    /// The agent has it.
    case sent
    /// It failed for good; the report is judged by the policy like a bounce.
    case failed(Report, error: String)
    /// It will never go, for a reason that says nothing about the recipient, or was tried too often.
    case givenUp(Report, error: String)
    /// It is tried again after so many seconds.
    case again(after: Int64, error: String)
    /// It was not handed over: it waits as if nothing had been tried. Why the agent does not work; empty where it does.
    case untouched(error: String)

    package var isSent: Bool {
        if case .sent = self { true } else { false }
    }

    /// - Parameters:
    ///   - attempts: How often the mail was handed over, this time included.
    ///   - random: Any number; it spreads the retries.
    package init(
        _ outcome: DeliveryOutcome, address: String, messageID: String, attempts: Int, retry: RetryPolicy,
        random: @autoclosure () -> UInt64, rules: @autoclosure () -> Rules = .builtIn
    ) {
        func report(_ recipient: Recipient) -> Report {
            var original = Original()
            original.messageID = messageID
            original.to = [address]
            return Report(kind: .bounce, rule: recipient.rule, original: original, recipients: [recipient])
        }
        switch outcome {
        case .accepted: self = .sent
        case .refused(let reply, let status, let text):
            let recipient = Recipient(
                refused: address, reply: reply, status: status, text: text, rule: "smtp", rules: rules())
            self = .failed(report(recipient), error: text)
        case .givenUp(let reason):
            let recipient = Recipient(
                refused: address, reply: nil, status: nil, text: reason, rule: "agent", rules: rules())
            self = .givenUp(report(recipient.because(.mailerError)), error: reason)
        case .deferred(let reason), .uncertain(let reason), .agentRefused(let reason):
            if let wait = retry.wait(afterAttempts: attempts, random: random()) {
                self = .again(after: wait, error: reason)
            } else {
                let recipient = Recipient(
                    refused: address, reply: nil, status: nil, text: reason, rule: "retry", rules: rules())
                // What never worked in all that time is no proof that the address is dead, whatever the last words were.
                let isSoft = recipient.classification == .soft && recipient.reason != .undefined
                self = .givenUp(
                    report(isSoft ? recipient : recipient.because(.expired)),
                    error: "given up after \(attempts) tries: \(reason)")
            }
        case .agentFailed(let reason): self = .untouched(error: reason)
        }
    }
}
