import Alerts

/// A way out that takes a batch of mails and is done with all of them at once.
package protocol BatchTransport: Transport {
    /// Whether a batch may be handed over while the one before is recorded and the next one composed. Then several are in
    /// hand, of which `hasAccepted` has to know after a crash.
    var overlaps: Bool { get }
    /// Hands over mails, and returns what became of each, in their order.
    mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome]
    /// What `carryOn` shares with the thread that called for it, when that has nothing else to do; nil where it shares nothing.
    var bench: Workbench? { get }
    /// Goes on with what it was given before and begins with these, where batches overlap. Given none, it ends all.
    ///
    /// - Returns: What became of those that it is done with, in the order in which all were given.
    mutating func carryOn(_ mails: [OutgoingMessage]) -> [DeliveryOutcome]
}

extension BatchTransport {
    package var overlaps: Bool { false }

    package var bench: Workbench? { nil }

    package func expectMails() {
        if overlaps { WorkThread.prepare() }
    }

    package mutating func carryOn(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] { spokenOutcomes(of: mails) }

    /// One outcome for each: what is not spoken of was not handed over.
    private mutating func spokenOutcomes(of mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        var outcomes = Array(deliver(mails).prefix(mails.count))
        outcomes.fill(with: .unspoken, to: mails.count)
        return outcomes
    }

    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var finished: [Handover] = []
        var ids: [Int64] = []
        var count = 0
        while true {
            // The first is small, so that what is composed next is soon handed over beside it.
            let room = overlaps ? min(max(batchSize / 8, 32), batchSize) : batchSize
            let mails = try exchange(finished, room)
            forget(deliveryIDs: ids)
            if mails.isEmpty { return }
            // A thread is worth it where there is more than one batch.
            if overlaps, mails.count == room { return try overlap(mails, first: count, exchange) }
            finished = spokenOutcomes(of: mails).enumerated().map { Handover(number: count + $0, outcome: $1) }
            ids = mails.map(\.deliveryID)
            count += mails.count
        }
    }

    /// Goes on with some in hand and others taken, until there are no more.
    private mutating func overlap<Failure: Error>(
        _ mails: [OutgoingMessage], first: Int,
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var mails = mails
        var room = mails.count
        // Those that are not reported yet, in their order, the number of the first, and what became of the first of them.
        var open = mails.map(\.deliveryID)
        var number = first
        var outcomes: [DeliveryOutcome] = []
        // Those that are recorded for good.
        var settled: [Int64] = []
        // Those that the way out has read. Freeing them takes a while, for which it need not wait.
        var used: [OutgoingMessage] = []
        while true {
            var work: BackgroundWork<Self, [DeliveryOutcome]>?
            if open.count > outcomes.count {
                bench?.open()
                work = BackgroundWork(self) { [mails, settled] transport in
                    defer { transport.bench?.close() }
                    transport.forget(deliveryIDs: settled)
                    return transport.carryOn(mails)
                }
            } else {
                forget(deliveryIDs: settled)
            }
            used.removeAll()
            let finished = outcomes.enumerated().map { Handover(number: number + $0, outcome: $1) }
            settled = Array(open.prefix(finished.count))
            open.removeFirst(finished.count)
            number += finished.count
            room = min(2 * room, batchSize)
            let next: Result<[OutgoingMessage], Failure>
            do throws(Failure) {
                next = .success(try exchange(finished, room))
            } catch {
                next = .failure(error)
            }
            outcomes = []
            if let work {
                bench?.help()
                (self, outcomes) = work.join()
                outcomes = Array(outcomes.prefix(open.count))
                if mails.isEmpty { outcomes.fill(with: .unspoken, to: open.count) }
            }
            used = mails
            do throws(Failure) {
                mails = try next.get()
            } catch {
                // What is in hand is handed over, and nobody records it: whoever begins anew asks `hasAccepted`.
                _ = carryOn([])
                throw error
            }
            if open.isEmpty, mails.isEmpty { return forget(deliveryIDs: settled) }
            open += mails.map(\.deliveryID)
            // After the first error of the agent itself no other mail is tried.
            if let failure = outcomes.first(where: \.isOfAgent) {
                outcomes.fill(with: failure, to: open.count)
                mails = []
            }
        }
    }
}

extension [DeliveryOutcome] {
    fileprivate mutating func fill(with outcome: DeliveryOutcome, to count: Int) {
        self += Array(repeating: outcome, count: Swift.max(count - self.count, 0))
    }
}

extension DeliveryOutcome {
    fileprivate static let unspoken = DeliveryOutcome.agentFailed("the way out said nothing of this mail")

    package var isOfAgent: Bool {
        if case .agentFailed = self { return true }
        return false
    }
}
