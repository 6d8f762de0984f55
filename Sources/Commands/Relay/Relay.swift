import Alerts
import MIME
import Storage
import Transports

/// Passes on the mails of a queue database, and deletes each when it was accepted: Fossil's `tools/email-sender.tcl`, made
/// safe.
///
/// What the mail agent did not take stays in the queue: what it put off is tried again after a growing wait, what it refused
/// stays for a person to look at. When the program dies, the mails of one batch may be passed on twice, but into another queue
/// database, which knows them.
struct Relay {
    /// What a pass did.
    struct Summary {
        var accepted = 0
        var postponed = 0
        var refused = 0
        /// Why the agent took nothing, where that is so. The other mails were not tried.
        var agentFailure: String?
    }

    let queue: QueueFile
    var transport: any Transport
    /// A line about a mail that was not accepted.
    let note: (String) -> Void

    /// Looks at every mail of the queue once.
    mutating func pass(now: () -> Int64, shouldStop: () -> Bool) throws(StoreError) -> Summary {
        var summary = Summary()
        var last: Int64 = 0
        while summary.agentFailure == nil, !shouldStop() {
            let rows = try queue.waiting(after: last, now: now(), limit: transport.batchSize, mark: Relay.mark)
            guard let end = rows.last?.id else { break }
            last = end
            try deliver(rows.filter(\.isDue), now: now(), &summary)
        }
        return summary
    }

    private mutating func deliver(_ rows: [QueueFile.Waiting], now: Int64, _ summary: inout Summary) throws(StoreError)
    {
        var mails: [OutgoingMessage] = []
        var owners: [Int] = []
        var marks: [Int64] = []
        var results = [[(recipient: String, outcome: DeliveryOutcome)]](repeating: [], count: rows.count)
        for (index, row) in rows.enumerated() {
            let mark = Relay.mark(row.id, row.mail)
            marks.append(mark)
            let read = ReadMail(row.mail)
            if read.recipients.isEmpty {
                results[index].append(("", .givenUp("its header names no recipient")))
            } else if transport.usesEnvelope {
                for recipient in read.recipients where !row.done.contains(recipient) {
                    mails.append(read.message(to: recipient, id: mark))
                    owners.append(index)
                }
            } else {
                mails.append(read.wholeMessage(id: mark))
                owners.append(index)
            }
        }
        let outcomes = mails.isEmpty ? [] : transport.deliver(mails)
        for (index, outcome) in outcomes.enumerated() {
            results[owners[index]].append((mails[index].recipient, outcome))
        }

        var accepted: [Int64] = []
        var postponed: [QueueFile.Postponement] = []
        for (index, row) in rows.enumerated() {
            let verdict = Verdict(results[index])
            if let failure = verdict.agentFailure, summary.agentFailure == nil { summary.agentFailure = failure }
            if verdict.isAccepted {
                accepted.append(row.id)
                summary.accepted += 1
            } else if verdict.agentFailure == nil || verdict.done != [] {
                let attempts = row.attempts + 1
                // One minute, two, four and so on, up to four hours.
                let due = verdict.isFinal ? nil : now + min(14_400, 60 << Int64(min(attempts - 1, 8)))
                postponed.append(
                    QueueFile.Postponement(
                        id: row.id, mark: marks[index], attempts: attempts, due: due, done: row.done + verdict.done,
                        error: verdict.error))
                if verdict.isFinal { summary.refused += 1 } else { summary.postponed += 1 }
                note("mail \(row.id): \(verdict.isFinal ? "stays in the queue" : "is tried again"): \(verdict.error)")
            }
        }
        try queue.settle(accepted: accepted, postponed: postponed)
        transport.forget(deliveryIDs: marks)
    }

    /// What the outcomes for the recipients of a mail come to.
    private struct Verdict {
        var done: [String] = []
        var error = ""
        var agentFailure: String?
        private var isPostponed = false
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
                    error = "\(recipient): \(reason)"
                case .uncertain(let reason):
                    isPostponed = true
                    error = "\(recipient): \(reason); it may come twice"
                case .agentFailed(let reason): agentFailure = reason
                }
            }
        }
    }

    /// What a mail is known by: from its number and its bytes. Never 0.
    static func mark(_ id: Int64, _ mail: [UInt8]) -> Int64 {
        var hash = SHA256()
        hash.update(Array("\(id) ".utf8).span)
        hash.update(mail.span)
        let value = hash.finish().prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & Int64.max
        return value == 0 ? 1 : value
    }
}
