import Alerts

/// A way out: hands mails to a mail agent and says what became of each.
package protocol Transport: Witness {
    /// How many mails are in hand at most. These are what a crash leaves in doubt, where `hasAccepted` does not know.
    var batchSize: Int { get }
    /// Whether the mail goes to the recipient of the envelope, and not to those whom its header names.
    var usesEnvelope: Bool { get }
    /// Whether what was accepted outlives the end of the machine. Where it does not, nothing else needs to wait for the disk.
    var isDurable: Bool { get }
    /// Told a while before mails are given that there will be some.
    func expectMails()
    /// Hands over mails until there are no more.
    ///
    /// - Parameter exchange: Takes what became of mails that were given, and gives others, no more than there is room for.
    ///   What it took is recorded for good when it returns, and what it gives is noted as being handed over. Where it gives
    ///   none, there is none at this moment; it is asked again when something became of those in hand.
    mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]) throws(Failure)
    /// Those that the last process was handing over when it died, where nobody can know whether the agent has them; what a
    /// queue passes on is asked so, as it has no marks of its own.
    var doubts: Doubts { get }
}

extension Transport {
    package var usesEnvelope: Bool { false }
    package var isDurable: Bool { true }
    package var doubts: Doubts { Doubts() }
    package func expectMails() {}

    /// Hands over these mails and no others, and returns what became of each, in their order. After the first error of the
    /// agent itself no other is tried.
    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        var outcomes = [DeliveryOutcome?](repeating: nil, count: mails.count)
        var failure: DeliveryOutcome?
        var next = 0
        run { finished, room in
            for handover in finished {
                outcomes[handover.number] = handover.outcome
                if failure == nil, let reason = handover.outcome.agentFailure { failure = .agentFailed(reason) }
            }
            guard failure == nil else { return [] }
            let given = mails[next..<min(mails.count, next + room)]
            next += given.count
            return Array(given)
        }
        return outcomes.map { $0 ?? failure ?? .agentFailed("the way out said nothing of this mail") }
    }
}
