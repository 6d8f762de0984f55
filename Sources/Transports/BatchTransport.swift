import Alerts

/// A way out that takes a batch of mails and is done with all of them at once.
package protocol BatchTransport: Transport {
    /// Hands over mails, and returns what became of each, in their order.
    mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome]
}

extension BatchTransport {
    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var finished: [Handover] = []
        var given: [OutgoingMessage] = []
        var first = 0
        while true {
            let mails = try exchange(finished, batchSize)
            if !given.isEmpty { forget(deliveryIDs: given.map(\.deliveryID)) }
            if mails.isEmpty { return }
            first += given.count
            given = mails
            finished = zip(first..., deliver(mails)).map { Handover(number: $0, outcome: $1) }
            // What is not spoken of was not handed over.
            for number in (first + finished.count)..<(first + max(given.count, finished.count)) {
                finished.append(
                    Handover(number: number, outcome: .agentFailed("the way out said nothing of this mail")))
            }
        }
    }
}
