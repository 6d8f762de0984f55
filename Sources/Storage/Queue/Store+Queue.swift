import Alerts

/// What was put into the queue.
package struct Queued: Sendable, Hashable {
    /// The alerts that are done with.
    package var alerts = 0
    package var mails = 0

    package init(alerts: Int = 0, mails: Int = 0) {
        self.alerts = alerts
        self.mails = mails
    }
}

extension Store {
    /// Runs the body in one transaction: all or nothing is done. What is named "in the caller's transaction" goes into it.
    package func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try connection.write(body)
    }

    /// Runs the body and undoes whatever it did.
    package func rehearsal<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try connection.run("BEGIN IMMEDIATE")
        defer { try? connection.run("ROLLBACK") }
        return try body()
    }

    // MARK: Putting in

    /// Keeps what the mails of a letter share, in the caller's transaction, and returns its number.
    package func keep(_ letter: Letter, now: Int64) throws(StoreError) -> Int64 {
        try connection.run(
            """
            INSERT INTO fx_email_text(ctime, kind, subject, fromName, body, attachment, root, answered)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            [
                .integer(now), .text(letter.kind.rawValue), .text(letter.subject), SQLValue(letter.fromName),
                .text(letter.body), letter.attachment.map(SQLValue.blob) ?? .null,
                SQLValue(letter.conversation?.root), SQLValue(letter.conversation?.answered),
            ])
        return connection.lastInsertedID
    }

    /// Queues a letter for these subscribers, in the caller's transaction.
    ///
    /// - Parameters:
    ///   - events: The events that it covers: `c12`.
    ///   - due: When it may go; 0 goes before all others. Seconds since 1970.
    /// - Returns: How many mails were queued.
    @discardableResult
    package func queue(
        _ letter: Letter, for subscribers: [Subscriber], events: [String], due: Int64, now: Int64
    ) throws(StoreError) -> Int {
        guard !subscribers.isEmpty else { return 0 }
        let text = try keep(letter, now: now)
        let domain = try ownDomain()
        for subscriber in subscribers {
            try queue(
                text: text, subscriber: subscriber.id, address: subscriber.address, events: events, due: due, now: now,
                domain: domain)
        }
        return subscribers.count
    }

    /// Queues a mail to one address, in the caller's transaction, and returns the number of its delivery.
    ///
    /// - Parameter subscriber: 0 for somebody who does not subscribe.
    @discardableResult
    package func queue(
        _ letter: Letter, to address: String, subscriber: Int64 = 0, events: [String] = [], due: Int64, now: Int64
    ) throws(StoreError) -> Int64 {
        try queue(
            text: keep(letter, now: now), subscriber: subscriber, address: address, events: events, due: due, now: now,
            domain: ownDomain())
        return connection.lastInsertedID
    }

    private func queue(
        text: Int64, subscriber: Int64, address: String, events: [String], due: Int64, now: Int64, domain: String
    ) throws(StoreError) {
        try numberDeliveries()
        try connection.run(
            """
            INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, textId, events, messageId, state, due, ctime)
            SELECT email_number(), ?1, ?2, ?3, ?4, email_message_id(?5), 'queued', ?6, ?7
            """,
            [
                .integer(subscriber), .text(address), .integer(text), SQLValue(Store.joined(events)), .text(domain),
                .integer(due), .integer(now),
            ])
    }

    static func joined(_ events: [String]) -> String? {
        events.isEmpty ? nil : events.joined(separator: " ")
    }

    /// What follows the @ in a Message-ID: the domain of `email-self`, as far as there is room for it.
    func ownDomain() throws(StoreError) -> String {
        let own = try connection.first("SELECT value FROM config WHERE name='email-self'") { domain(of: $0.text(0)) }
        guard let own, !own.isEmpty else { return "localhost" }
        return DeliveryID.domain(own)
    }

    // MARK: Taking out

    /// Takes mails that are due and marks them as being handed over, in the caller's transaction. Those that may not go any
    /// more are cancelled.
    ///
    /// - Parameters:
    ///   - limit: No more than so many.
    ///   - only: Only these deliveries, whenever they are due.
    ///   - delay: Asks for leave to send to a domain: nil, or when to ask again. Seconds since 1970. Without it all may go.
    package func takeDue(
        limit: Int, only: [Int64]? = nil, now: Int64, delay: ((String) -> Int64?)? = nil
    ) throws(StoreError) -> [QueuedMail] {
        var taken: [QueuedMail] = []
        var marked = 0
        // A mail that has to wait is put off and is not looked at again; others may still go.
        var rounds = 0
        while taken.count < limit, rounds < 64 {
            rounds += 1
            let wanted = limit - taken.count
            let candidates = try due(limit: wanted, only: only, now: now)
            for candidate in candidates {
                if let ending = candidate.objection {
                    try connection.run(
                        "UPDATE fx_email_delivery SET state=?2, error=?3, due=NULL WHERE deliveryId=?1",
                        [.integer(candidate.mail.id), .text(ending.state), .text(ending.error)])
                } else if let delay, let moment = delay(domain(of: candidate.mail.addressee.address)) {
                    try connection.run(
                        "UPDATE fx_email_delivery SET due=?2 WHERE deliveryId=?1",
                        [.integer(candidate.mail.id), .integer(max(moment, now + 1))])
                } else {
                    taken.append(candidate.mail)
                }
            }
            for run in Store.runs(taken[marked...].lazy.map(\.id)) {
                try connection.run(
                    "UPDATE fx_email_delivery SET state='sending', attempts=attempts+1 WHERE deliveryId BETWEEN ?1 AND ?2",
                    [.integer(run.lowerBound), .integer(run.upperBound)])
            }
            marked = taken.count
            if candidates.count < wanted { break }
        }
        return taken
    }

    /// Numbers that follow one another, together: a statement for many rows costs a third of one for each.
    static func runs(_ ids: some Sequence<Int64>) -> [ClosedRange<Int64>] {
        var runs: [ClosedRange<Int64>] = []
        for id in ids {
            if let last = runs.last, id == last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...id
            } else {
                runs.append(id...id)
            }
        }
        return runs
    }

    private struct Candidate {
        let mail: QueuedMail
        /// Why it is not sent, and the state that it ends in.
        let objection: (state: String, error: String)?
    }

    private func due(limit: Int, only: [Int64]?, now: Int64) throws(StoreError) -> [Candidate] {
        let columns = """
            d.deliveryId, d.subscriberId, d.address, d.messageId, d.envelopeId, d.textId, d.attempts, t.kind,
              s.subscriberCode, s.semail=d.address COLLATE binary, s.sverified, s.sdonotcall, s.semail,
              coalesce(s.ssub, '') LIKE '%k%'
              FROM fx_email_delivery AS d LEFT JOIN subscriber AS s ON s.subscriberId=d.subscriberId
              LEFT JOIN fx_email_text AS t ON t.textId=d.textId
            """
        guard let only else {
            return try connection.rows(
                "SELECT \(columns) WHERE d.state='queued' AND d.due<=?1 ORDER BY d.due, d.deliveryId LIMIT ?2",
                [.integer(now), SQLValue(limit)], Store.candidate)
        }
        var found: [Candidate] = []
        for id in only where found.count < limit {
            found += try connection.rows(
                "SELECT \(columns) WHERE d.state='queued' AND d.deliveryId=?1", [.integer(id)], Store.candidate)
        }
        return found
    }

    private static func candidate(_ row: borrowing Row) -> Candidate {
        let subscriber = row.integer(1)
        let address = row.text(2)
        let mail = QueuedMail(
            addressee: Addressee(
                deliveryID: row.integer(0), subscriberID: subscriber, code: row.blob(8), address: address,
                messageID: row.text(3), givenEnvelopeID: row.textOrNil(4)),
            textID: row.integer(5), attempts: Int(row.integer(6)) + 1)
        guard let kind = Letter.Kind(rawValue: row.text(7)) else {
            return Candidate(mail: mail, objection: ("cancelled", "its text is gone"))
        }
        var objection: (String, String)?
        if subscriber != 0 {
            let isInvitation = kind == .verification
            if row.isNull(9) {
                objection = ("cancelled", "the subscription has ended")
            } else if row.integer(9) == 0, !areOneMailbox(row.text(12), address) {
                objection = ("cancelled", "the subscriber's address has changed")
            } else if row.bool(11) {
                objection = ("cancelled", "the subscriber is do-not-call")
            } else if row.bool(13), kind != .direct, kind != .notice, !isInvitation {
                objection = ("cancelled", "the subscriber has ended the subscription")
            } else if row.bool(10) == isInvitation {
                objection = ("cancelled", isInvitation ? "the address is verified" : "the address is not verified")
            }
        }
        return Candidate(mail: mail, objection: objection)
    }

    /// What the mails of a text share.
    package func letter(_ text: Int64) throws(StoreError) -> Letter? {
        try connection.first(
            "SELECT kind, subject, fromName, body, attachment, root, answered FROM fx_email_text WHERE textId=?1",
            [.integer(text)]
        ) { row in
            Letter(
                kind: Letter.Kind(rawValue: row.text(0)) ?? .alert, subject: row.text(1), fromName: row.textOrNil(2),
                body: row.text(3), attachment: row.isNull(4) ? nil : row.blob(4),
                conversation: row.textOrNil(5).flatMap { Conversation(root: $0, answered: row.textOrNil(6)) })
        }
    }

    /// How many mails are due, and when the next of the others is.
    package func queueLength(now: Int64) throws(StoreError) -> (due: Int, next: Int64?) {
        try connection.first(
            """
            SELECT (SELECT count(*) FROM fx_email_delivery WHERE state='queued' AND due<=?1),
                   (SELECT min(due) FROM fx_email_delivery WHERE state='queued' AND due>?1)
            """, [.integer(now)]
        ) { (due: Int($0.integer(0)), next: $0.integerOrNil(1)) } ?? (0, nil)
    }
}
