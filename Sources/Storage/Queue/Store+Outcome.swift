import Alerts
import Bounces

extension Store {
    /// Writes down what became of mails that were handed over, in the caller's transaction. What the recipient's side refused
    /// goes into the history and through the policy, as a bounce does.
    package func record(
        _ verdicts: [(mail: QueuedMail, verdict: Verdict)], settings: Settings, now: Int64
    ) throws(StoreError) {
        let sent = verdicts.indices.lazy.filter { verdicts[$0].verdict.isSent }.map { verdicts[$0].mail.id }
        for run in Store.runs(sent) {
            try connection.run(
                """
                UPDATE fx_email_delivery SET state='sent', sent=?3, due=NULL, error=NULL
                 WHERE deliveryId BETWEEN ?1 AND ?2 AND state='sending'
                """, [.integer(run.lowerBound), .integer(run.upperBound), .integer(now)])
        }
        // Few are others, and a copy of each costs.
        for index in verdicts.indices where !verdicts[index].verdict.isSent {
            let mail = verdicts[index].mail
            switch verdicts[index].verdict {
            case .sent: continue
            case .again(let wait, let error):
                try connection.run(
                    "UPDATE fx_email_delivery SET state='queued', due=?2, error=?3 WHERE deliveryId=?1 AND state='sending'",
                    [.integer(mail.id), .integer(now + wait), .text(String(error.prefix(1000)))])
            case .untouched(let error):
                try connection.run(
                    """
                    UPDATE fx_email_delivery SET state='queued', attempts=attempts-1, error=?2
                     WHERE deliveryId=?1 AND state='sending'
                    """, [.integer(mail.id), error.isEmpty ? .null : .text(String(error.prefix(1000)))])
            case .failed(let report, let error):
                try end(mail, as: "failed", error: error)
                try judge(report, about: mail, settings: settings, now: now)
            case .givenUp(let report, let error):
                try end(mail, as: "given-up", error: error)
                try judge(report, about: mail, settings: settings, now: now)
            }
        }
    }

    private func end(_ mail: QueuedMail, as state: String, error: String) throws(StoreError) {
        try connection.run(
            "UPDATE fx_email_delivery SET state=?2, due=NULL, error=?3 WHERE deliveryId=?1 AND state='sending'",
            [.integer(mail.id), .text(state), .text(String(error.prefix(1000)))])
    }

    /// A mail that ended when a queue had taken it.
    package struct EndedMail: Sendable {
        package let messageID: String
        package let recipient: String
        package let verdict: Verdict

        package init(messageID: String, recipient: String, verdict: Verdict) {
            self.messageID = messageID
            self.recipient = recipient
            self.verdict = verdict
        }
    }

    /// Writes down what became of mails that a queue had taken and that counted as sent, in one transaction. Each counts once,
    /// however often it is refused.
    ///
    /// - Returns: The number of the delivery that each of them is; nil for one that is none of this database, or that is to be
    ///   sent again, and for nil.
    package func recordEnded(
        _ mails: [EndedMail?], settings: Settings, now: Int64
    ) throws(StoreError) -> [Int64?] {
        try connection.write { () throws(StoreError) -> [Int64?] in
            var numbers: [Int64?] = []
            for mail in mails {
                if let mail {
                    numbers.append(try recordEnded(mail, settings: settings, now: now))
                } else {
                    numbers.append(nil)
                }
            }
            return numbers
        }
    }

    private func recordEnded(_ ended: EndedMail, settings: Settings, now: Int64) throws(StoreError) -> Int64? {
        guard let (mail, state) = try delivery(of: ended) else { return nil }
        let (name, report, error): (String, Report, String)
        switch ended.verdict {
        case .failed(let found, let text): (name, report, error) = ("failed", found, text)
        case .givenUp(let found, let text): (name, report, error) = ("given-up", found, text)
        default: return nil
        }
        switch state {
        // Being sent: that the queue has it is on the disk, that it has is not yet written down.
        case "sent", "sending":
            try connection.run(
                "UPDATE fx_email_delivery SET state='sending' WHERE deliveryId=?1", [.integer(mail.id)])
            try end(mail, as: name, error: error)
            try judge(report, about: mail, settings: settings, now: now)
            return mail.id
        case "failed", "given-up": return mail.id
        default: return nil
        }
    }

    private func delivery(of ended: EndedMail) throws(StoreError) -> (mail: QueuedMail, state: String)? {
        let query = "SELECT \(Store.queuedColumns), state FROM fx_email_delivery WHERE messageId=?1"
        let found: [(mail: QueuedMail, state: String)]
        if let number = DeliveryID.number(in: ended.messageID) {
            found = try connection.rows(
                query + " AND deliveryId=?2", [.text(ended.messageID), .integer(number)], Store.queuedMailWithState)
        } else if DeliveryID.isOlder(ended.messageID), try hasOlderDeliveryIDs() {
            found = try connection.rows(query, [.text(ended.messageID)], Store.queuedMailWithState)
        } else {
            return nil
        }
        return found.first { areOneMailbox($0.mail.addressee.address, ended.recipient) }
    }

    private static let queuedColumns = "deliveryId, subscriberId, address, messageId, envelopeId, textId, attempts"

    private static func queuedMail(_ row: borrowing Row) -> QueuedMail {
        QueuedMail(
            addressee: Addressee(
                deliveryID: row.integer(0), subscriberID: row.integer(1), code: [], address: row.text(2),
                messageID: row.text(3), givenEnvelopeID: row.textOrNil(4)),
            textID: row.integer(5), attempts: Int(row.integer(6)))
    }

    private static func queuedMailWithState(_ row: borrowing Row) -> (mail: QueuedMail, state: String) {
        (queuedMail(row), row.text(7))
    }

    /// We saw it ourselves: that proves it.
    private func judge(
        _ report: Report, about mail: QueuedMail, settings: Settings, now: Int64
    ) throws(StoreError) {
        var proofs = Proofs()
        if let owner = try subscriber(id: mail.addressee.subscriberID), owner.hasAddress(mail.addressee.address) {
            proofs.deliveries = [Proofs.Delivery(subscriber: owner.id, sent: now)]
            proofs.subscribers = [owner]
        }
        try judge(report, proofs, settings: settings, now: now)
    }

    /// Judges a refusal of a mail that is no delivery of ours, such as one that Fossil itself wrote: the code in it proves
    /// whom it was for. Each mail counts once, by its Message-ID.
    ///
    /// - Returns: Whether it was for a subscriber. Nothing is written down where it was not.
    package func recordRefusal(
        _ report: Report, settings: Settings, now: Int64
    ) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            let known = try self.proofs(for: Clues(report: report, envelope: Envelope()), now: now)
            let named = known.codeOwners.compactMap(known.subscriber).first { owner in
                report.recipients.contains { owner.hasAddress($0.address) }
            }
            guard let owner = named else { return false }
            if let id = report.original.messageID,
                try history(subscriber: owner.id).contains(where: { $0.delivery == id })
            {
                return true
            }
            var proofs = Proofs()
            proofs.codeOwners = [owner.id]
            proofs.subscribers = [owner]
            try judge(report, proofs, settings: settings, now: now)
            return true
        }
    }

    private func judge(_ report: Report, _ proofs: Proofs, settings: Settings, now: Int64) throws(StoreError) {
        var history = try history(of: proofs.subscribers.map(\.id), now: now)
        history.failures = try failures(
            Policy.questions(report: report, proofs: proofs), settings: settings, now: now)
        let decisions = Policy.decide(report: report, proofs: proofs, history: history, settings: settings, now: now)
        let conclusion = Conclusion(report: report, decisions: decisions, inbound: nil, received: now)
        let hours = settings.number(.incidentHours)
        for entry in conclusion.entries { try write(entry, incidentHours: hours) }
        try endIncidents(history.failures, settings: settings, now: now)
        try act(on: decisions, inbound: nil, now: now)
    }

    // MARK: After a crash

    /// The mails that were being handed over when a program died. Their number is that of one batch.
    package func interrupted() throws(StoreError) -> [QueuedMail] {
        // The sign keeps SQLite from reading every delivery that there ever was, in that order.
        try connection.rows(
            """
            SELECT \(Store.queuedColumns) FROM fx_email_delivery
             WHERE state='sending' AND due IS NOT NULL ORDER BY +deliveryId
            """, [], Store.queuedMail)
    }

    /// Clears up after a crash, in a transaction of its own: what the agent has is sent, what it has not is queued again, and
    /// what nobody can know is queued again too and named in the log.
    ///
    /// - Returns: The lines of the log.
    package func recover(_ mails: [(mail: QueuedMail, wasAccepted: Bool?)], now: Int64) throws(StoreError) -> [String] {
        guard !mails.isEmpty else { return [] }
        return try connection.write { () throws(StoreError) -> [String] in
            var lines: [String] = []
            for (mail, wasAccepted) in mails {
                switch wasAccepted {
                case true:
                    try connection.run(
                        "UPDATE fx_email_delivery SET state='sent', sent=?2, due=NULL, error=NULL WHERE deliveryId=?1",
                        [.integer(mail.id), .integer(now)])
                case false:
                    try connection.run(
                        "UPDATE fx_email_delivery SET state='queued', attempts=attempts-1 WHERE deliveryId=?1",
                        [.integer(mail.id)])
                default:
                    try connection.run(
                        "UPDATE fx_email_delivery SET state='queued' WHERE deliveryId=?1", [.integer(mail.id)])
                    let line =
                        "delivery \(mail.id) to \(mail.addressee.address), \(mail.addressee.messageID), was being handed over "
                        + "when the program ended: it is sent again and may come twice"
                    try log("warning", line, inbound: nil, now: now)
                    lines.append(line)
                }
            }
            return lines
        }
    }
}
