import Alerts

/// A way out that takes a batch of mails and is done with all of them at once.
package protocol BatchTransport: Transport {
    /// Whether a batch may be handed over while the one before is recorded and the next one composed. Then two of them are in
    /// hand, of which `hasAccepted` has to know after a crash.
    var overlaps: Bool { get }
    /// Hands over mails, and returns what became of each, in their order.
    mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome]
}

extension BatchTransport {
    package var overlaps: Bool { false }

    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var batch = Batch()
        var finished: [Handover] = []
        while true {
            let recorded = batch.ids
            let mails = try exchange(finished, batchSize)
            forget(deliveryIDs: recorded)
            if mails.isEmpty { return }
            batch = Batch(after: batch, mails)
            // A thread is worth it where there is more than one batch.
            if overlaps, mails.count == batchSize { return try overlap(batch, exchange) }
            finished = batch.handovers(deliver(mails))
        }
    }

    /// Goes on with one batch in hand and the next one taken, until there are no more.
    private mutating func overlap<Failure: Error>(
        _ batch: Batch, _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var batch = batch
        var finished: [Handover] = []
        var recorded: [Int64] = []
        while true {
            let work = batch.mails.isEmpty ? nil : BackgroundWork(self) { [mails = batch.mails] in $0.deliver(mails) }
            let next: Result<[OutgoingMessage], Failure>
            do throws(Failure) {
                next = .success(try exchange(finished, batchSize))
            } catch {
                next = .failure(error)
            }
            var outcomes: [DeliveryOutcome] = []
            if let work { (self, outcomes) = work.join() }
            let mails = try next.get()
            forget(deliveryIDs: recorded)
            finished = batch.handovers(outcomes)
            recorded = batch.ids
            batch = Batch(after: batch, mails)
            // After the first error of the agent itself no other mail is tried.
            if let failure = finished.lazy.map(\.outcome).first(where: \.isOfAgent), !mails.isEmpty {
                finished += batch.handovers(mails.map { _ in failure })
                recorded += batch.ids
                batch = Batch(after: batch, [])
            }
            if finished.isEmpty, mails.isEmpty { return }
        }
    }
}

/// Mails that are handed over together, and the number of the first.
private struct Batch {
    var mails: [OutgoingMessage] = []
    var first = 0

    init() {}

    init(after earlier: Batch, _ mails: [OutgoingMessage]) {
        self.mails = mails
        first = earlier.first + earlier.mails.count
    }

    var ids: [Int64] { mails.map(\.deliveryID) }

    func handovers(_ outcomes: [DeliveryOutcome]) -> [Handover] {
        mails.indices.map { index in
            // What is not spoken of was not handed over.
            Handover(
                number: first + index,
                outcome: index < outcomes.count
                    ? outcomes[index] : .agentFailed("the way out said nothing of this mail"))
        }
    }
}

extension DeliveryOutcome {
    fileprivate var isOfAgent: Bool {
        if case .agentFailed = self { return true }
        return false
    }
}
