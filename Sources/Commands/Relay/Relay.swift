import Alerts
import MIME
import Storage
import Transports

/// Passes on the mails of a queue database, and deletes each when it was accepted: Fossil's `tools/email-sender.tcl`, made
/// safe.
///
/// What the mail agent did not take stays in the queue: what it put off is tried again after a growing wait, what it refused
/// stays for a person to look at, unless it is a delivery of the ledger, which records it as failed. A refusal is judged where
/// that delivery, or the code in the mail, says whom it is about. When the program dies, the mails in hand, one for each program
/// or connection, may be passed on twice, and `doubts` names them; none of those that go into another queue database, or synced into a
/// folder, which know what they have.
struct Relay {
    /// What a pass did.
    struct Summary {
        var accepted = 0
        /// Those that are to be tried later, now or by an earlier pass.
        var postponed = 0
        /// Those that stay in the queue for good.
        var refused = 0
        /// Those that are deliveries of the ledger, which has them now as failed.
        var failed = 0
        /// Why the agent took nothing, where that is so. The other mails were not tried.
        var agentFailure: String?
    }

    let queue: QueueFile
    var transport: any Transport
    /// A line about a mail that was not accepted.
    let note: (String) -> Void
    /// A line about a mail that may come twice.
    var warn: (String) -> Void = { _ in }
    /// Where refusals are recorded.
    var ledger: Ledger?

    /// Looks at every mail of the queue once.
    mutating func pass(now: () -> Int64, shouldStop: () -> Bool) throws(StoreError) -> Summary {
        var summary = Summary()
        var reader = RelayReader(queue: queue, usesEnvelope: transport.usesEnvelope)
        var open: [Int64: PassingMail] = [:]
        var touched: Set<Int64> = []
        var inHand: [Int: (row: Int64, recipient: String)] = [:]
        var handed = 0
        var transport = transport
        let usesEnvelope = transport.usesEnvelope
        defer { self.transport = transport }
        try transport.run { (finished, room) throws(StoreError) -> [OutgoingMessage] in
            for handover in finished {
                guard let (row, recipient) = inHand.removeValue(forKey: handover.number) else { continue }
                open[row]?.results.append((recipient, handover.outcome))
                open[row]?.missing -= 1
                touched.insert(row)
            }
            while true {
                try settle(touched.sorted().compactMap { open[$0] }, now: now(), &summary)
                for row in touched where open[row]?.missing == 0 { open[row] = nil }
                touched = []
                if summary.agentFailure != nil || shouldStop() { return [] }
                var messages: [OutgoingMessage] = []
                func found(_ mail: PassingMail) {
                    open[mail.row.id] = mail
                    if !usesEnvelope, !mail.row.done.isEmpty {
                        let served = mail.row.done.sorted().joined(separator: ", ")
                        warn(
                            "mail \(mail.row.id), \(mail.messageID): comes twice to \(served), as this way sends it to all of its header"
                        )
                    }
                }
                for (row, message) in try reader.next(room, now: now(), found) {
                    guard let message else {
                        touched.insert(row)
                        continue
                    }
                    inHand[handed] = (row, message.recipient)
                    handed += 1
                    messages.append(message)
                }
                if touched.isEmpty || !messages.isEmpty { return messages }
            }
        }
        summary.postponed += reader.putOff
        // What is known of mails in hand is of none any more.
        if try queue.isEmpty() { transport.forgetAll() }
        return summary
    }

    /// Takes out of the queue what was accepted, and notes what became of the others.
    private func settle(_ mails: [PassingMail], now: Int64, _ summary: inout Summary) throws(StoreError) {
        var accepted: [Int64] = []
        var postponed: [QueueFile.Postponement] = []
        var final: [(mail: PassingMail, verdict: PassingVerdict)] = []
        for mail in mails {
            let verdict = PassingVerdict(mail.results)
            if let failure = verdict.agentFailure, summary.agentFailure == nil { summary.agentFailure = failure }
            guard mail.missing == 0 else {
                // No other of its recipients is tried now; and the mails behind it are, the next time.
                if verdict.agentFailure != nil, verdict.isPostponed {
                    postponed.append(postpone(mail, verdict, now: now))
                    continue
                }
                postponed.append(mail.postponement(verdict, attempts: mail.row.attempts, due: now))
                continue
            }
            if verdict.isAccepted {
                accepted.append(mail.row.id)
                summary.accepted += 1
            } else if verdict.isFinal {
                final.append((mail, verdict))
            } else if verdict.agentFailure == nil || verdict.isPostponed || verdict.done != [] {
                postponed.append(postpone(mail, verdict, now: now))
                summary.postponed += 1
            }
        }
        if !accepted.isEmpty || !postponed.isEmpty { try queue.settle(accepted: accepted, postponed: postponed) }
        if !final.isEmpty { try end(final, now: now, &summary) }
    }

    private func postpone(
        _ mail: PassingMail, _ verdict: PassingVerdict, now: Int64
    ) -> QueueFile.Postponement {
        let attempts = mail.row.attempts + 1
        if verdict.isUncertain {
            warn("mail \(mail.row.id), \(mail.messageID): is tried again: \(verdict.error)")
        } else {
            note("mail \(mail.row.id): is tried again: \(verdict.error)")
        }
        // One minute, two, four and so on, up to four hours.
        let due = now + min(14_400, 60 << Int64(min(attempts - 1, 8)))
        return mail.postponement(verdict, attempts: attempts, due: due)
    }

    /// What will never go. A delivery leaves the queue when the ledger has it: after a crash between the two it is tried
    /// again, and counts no more.
    private func end(
        _ mails: [(mail: PassingMail, verdict: PassingVerdict)], now: Int64, _ summary: inout Summary
    ) throws(StoreError) {
        var recorded: [(id: Int64, deliveryID: Int64)] = []
        var postponed: [QueueFile.Postponement] = []
        let records: [Ledger.Record]
        do throws(StoreError) {
            records = try ledger?.record(mails.map(\.mail), now: now) ?? mails.map { _ in .nothing }
        } catch {
            // Its next refusal is recorded.
            note("refusals could not be recorded: \(error)")
            try queue.settle(accepted: [], postponed: mails.map { postpone($0.mail, $0.verdict, now: now) })
            summary.postponed += mails.count
            return
        }
        for ((mail, verdict), record) in zip(mails, records) {
            var fate = "stays in the queue"
            if case .delivery(let delivery) = record {
                recorded.append((mail.row.id, delivery))
                summary.failed += 1
                fate = "failed and counts as a bounce"
            } else {
                postponed.append(mail.postponement(verdict, attempts: mail.row.attempts + 1, due: nil))
                summary.refused += 1
                if case .judged = record { fate = "counts as a bounce, and stays in the queue" }
            }
            note("mail \(mail.row.id): \(fate): \(verdict.error)")
        }
        if !postponed.isEmpty { try queue.settle(accepted: [], postponed: postponed) }
        if let ledger, !recorded.isEmpty { try queue.remove(recorded, origin: ledger.origin) }
    }

    /// What a mail to one of its recipients is known by.
    static func mark(_ mark: Int64, _ recipient: String) -> Int64 { self.mark(mark, Array(recipient.utf8)) }

    /// What a mail is known by: from its number and its bytes. Never 0.
    static func mark(_ id: Int64, _ mail: [UInt8]) -> Int64 {
        var hash = SHA256()
        hash.update(Array("\(id) ".utf8).span)
        hash.update(mail.span)
        let value = hash.finish().prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & Int64.max
        return value == 0 ? 1 : value
    }
}
