import Alerts

/// A way out that hands over one mail at a time for each program or connection, made to know after a crash which those were.
///
/// Mails are taken from the database by the batch, so that its commits are few, and given on one by one.
struct JournalledTransport: Transport {
    /// With those that are taken ahead of time: what is in doubt when the system itself crashes.
    let batchSize: Int
    var usesEnvelope: Bool { inner.usesEnvelope }
    private(set) var inner: any Transport
    private let journal: HandJournal

    init(_ inner: any Transport, batchSize: Int, origin: MailOrigin) {
        self.inner = inner
        self.batchSize = batchSize
        journal = HandJournal(origin)
    }

    var doubts: Doubts { journal.doubts }

    func hasAccepted(deliveryID: Int64) -> Bool? { journal.hasAccepted(deliveryID) }

    func forget(deliveryIDs: [Int64]) { journal.forget(deliveryIDs) }

    func forgetAll() { journal.forgetAll() }

    mutating func close() { inner.close() }

    mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        if var inner = inner as? any QueueingTransport {
            defer { self.inner = inner }
            return try run(&inner, exchange)
        }
        var waiting: ArraySlice<(number: Int, mail: OutgoingMessage)> = []
        var count = 0
        var inHand: [Int: (number: Int, id: Int64)] = [:]
        var handed = 0
        var finished: [Handover] = []
        var recorded: [Int64] = []
        let (batchSize, journal) = (batchSize, journal)
        journal.begin()
        try inner.run { (ended, room) throws(Failure) -> [OutgoingMessage] in
            var marks: [(id: Int64, wasAccepted: Bool)] = []
            var failure: DeliveryOutcome?
            for handover in ended {
                guard let (number, id) = inHand.removeValue(forKey: handover.number) else { continue }
                finished.append(Handover(number: number, outcome: handover.outcome))
                recorded.append(id)
                switch handover.outcome {
                case .accepted: marks.append((id, true))
                // It stays in doubt until the database has it, which names it.
                case .uncertain: break
                default: marks.append((id, false))
                }
            }
            for case let reason? in ended.map(\.outcome.agentFailure) { failure = .agentFailed(reason) }
            journal.ended(marks)
            if let failure {
                finished += waiting.map { Handover(number: $0.number, outcome: failure) }
                waiting = []
            }
            if waiting.isEmpty {
                repeat {
                    let mails = try exchange(finished, failure == nil ? batchSize - inHand.count : 0)
                    journal.recorded(recorded)
                    recorded = []
                    finished = []
                    for mail in mails {
                        if journal.hasAccepted(mail.deliveryID) == true {
                            journal.forget([mail.deliveryID])
                            finished.append(Handover(number: count, outcome: .accepted("before a crash")))
                            recorded.append(mail.deliveryID)
                        } else {
                            waiting.append((count, mail))
                        }
                        count += 1
                    }
                } while waiting.isEmpty && !finished.isEmpty
            }
            let given = waiting.prefix(room)
            waiting = waiting.dropFirst(room)
            journal.handed(given.map(\.mail.deliveryID))
            for (number, mail) in given {
                inHand[handed] = (number, mail.deliveryID)
                handed += 1
            }
            return given.map(\.mail)
        }
        journal.remove()
    }

    /// With a way out that queues, and that writes the journal itself.
    private func run<Failure: Error>(
        _ inner: inout any QueueingTransport,
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var open: [Int: (number: Int, id: Int64)] = [:]
        var handed = 0
        var count = 0
        var finished: [Handover] = []
        var recorded: [Int64] = []
        var hasFailed = false
        journal.begin()
        try inner.run(queue: batchSize, notes: journal) { (ended, room) throws(Failure) -> [OutgoingMessage] in
            for handover in ended {
                guard let (number, id) = open.removeValue(forKey: handover.number) else { continue }
                finished.append(Handover(number: number, outcome: handover.outcome))
                recorded.append(id)
                if handover.outcome.agentFailure != nil { hasFailed = true }
            }
            var given: [OutgoingMessage] = []
            repeat {
                let mails = try exchange(finished, hasFailed ? 0 : room)
                journal.recorded(recorded)
                (finished, recorded) = ([], [])
                for mail in mails {
                    if journal.hasAccepted(mail.deliveryID) == true {
                        journal.forget([mail.deliveryID])
                        finished.append(Handover(number: count, outcome: .accepted("before a crash")))
                        recorded.append(mail.deliveryID)
                    } else {
                        open[handed] = (count, mail.deliveryID)
                        handed += 1
                        given.append(mail)
                    }
                    count += 1
                }
            } while given.isEmpty && !finished.isEmpty
            return given
        }
        journal.remove()
    }
}
