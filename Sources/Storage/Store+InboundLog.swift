import Alerts

/// What the log says of a mail.
package struct InboundLine: Sendable, Hashable {
    package let id: Int64
    /// Seconds since 1970.
    package let received: Int64
    package let deliveries: Int
    package let size: Int
    package let sender: String?
    package let recipient: String?
    package let state: String
    package let kind: String?
    package let rule: String?
    package let trust: String?
    package let effect: String?
    package let because: String?
    /// Whether the mail itself is still there.
    package let isKept: Bool
}

extension Store {
    static let lineColumns = """
        inboundId, received, deliveries, size, sender, recipient, state, kind, rule, trust, effect, because,
        inboundId IN (SELECT inboundId FROM fx_email_raw)
        """

    static func line(_ row: borrowing Row) -> InboundLine {
        InboundLine(
            id: row.integer(0), received: row.integer(1), deliveries: Int(row.integer(2)), size: Int(row.integer(3)),
            sender: row.textOrNil(4), recipient: row.textOrNil(5), state: row.text(6), kind: row.textOrNil(7),
            rule: row.textOrNil(8), trust: row.textOrNil(9), effect: row.textOrNil(10), because: row.textOrNil(11),
            isKept: row.bool(12))
    }

    /// The newest mails, oldest first; only those in a state where one is given.
    package func inboundLines(state: String? = nil, limit: Int) throws(StoreError) -> [InboundLine] {
        try connection.rows(
            """
            SELECT \(Store.lineColumns) FROM fx_email_inbound WHERE ?1 IS NULL OR state=?1
             ORDER BY inboundId DESC LIMIT ?2
            """, [SQLValue(state), SQLValue(limit)], Store.line
        ).reversed()
    }

    /// The numbers of the mails that are still stored, in the order in which they came.
    package func storedMails() throws(StoreError) -> [Int64] {
        try connection.rows("SELECT inboundId FROM fx_email_raw ORDER BY inboundId") { $0.integer(0) }
    }

    /// A stored mail as it came, and what the log says of it.
    package func storedMail(_ id: Int64) throws(StoreError) -> (line: InboundLine, bytes: [UInt8])? {
        guard
            let line = try connection.first(
                "SELECT \(Store.lineColumns) FROM fx_email_inbound WHERE inboundId=?1", [.integer(id)], Store.line),
            let bytes = try connection.first(
                "SELECT mail FROM fx_email_raw WHERE inboundId=?1", [.integer(id)], { $0.blob(0) })
        else { return nil }
        return (line, bytes)
    }

    /// Judges a stored mail again, as of the time when it came and without what it said the first time.
    ///
    /// What `email allow` has lifted stays lifted. Where many of one provider fail at once by what is said now, that is an
    /// incident as it would have been then. A dry run changes nothing, so that in it no failure counts for the next.
    package func concludeAgain(
        _ id: Int64, clues: Clues, received: Int64, settings: Settings, isDry: Bool,
        ask: (Proofs) -> [FailureQuestion] = { _ in [] }, decide: (Proofs, History) -> Conclusion
    ) throws(StoreError) -> Conclusion {
        func decideAgain() throws(StoreError) -> Conclusion {
            try self.decideAgain(
                id, clues: clues, received: received, settings: settings, isDry: isDry, ask: ask, decide: decide)
        }
        if isDry { return try decideAgain() }
        return try connection.write { () throws(StoreError) -> Conclusion in
            let conclusion = try decideAgain()
            let lifted = try connection.first(
                "SELECT max(lifted) FROM fx_email_history WHERE inboundId=?1", [.integer(id)]
            ) { $0.integerOrNil(0) }
            let incident = try connection.first(
                "SELECT max(incidentId) FROM fx_email_history WHERE inboundId=?1", [.integer(id)]
            ) { $0.integerOrNil(0) }
            let notice = try connection.first(
                "SELECT notice FROM fx_email_inbound WHERE inboundId=?1", [.integer(id)]
            ) { $0.textOrNil(0) }
            try connection.run("DELETE FROM fx_email_history WHERE inboundId=?1", [.integer(id)])
            try write(conclusion, inbound: id, now: received, settings: settings, acts: (lifted ?? nil) == nil)
            // Nobody is asked or told a second time.
            try connection.run(
                "UPDATE fx_email_inbound SET notice=?2 WHERE inboundId=?1", [.integer(id), SQLValue(notice ?? nil)])
            if let lifted, let time = lifted {
                try connection.run(
                    "UPDATE fx_email_history SET lifted=?2, incidentId=?3 WHERE inboundId=?1",
                    [.integer(id), .integer(time), SQLValue(incident ?? nil)])
            }
            return conclusion
        }
    }

    private func decideAgain(
        _ id: Int64, clues: Clues, received: Int64, settings: Settings, isDry: Bool,
        ask: (Proofs) -> [FailureQuestion], decide: (Proofs, History) -> Conclusion
    ) throws(StoreError) -> Conclusion {
        var proofs = try proofs(for: clues, now: received)
        for index in proofs.subscribers.indices where proofs.subscribers[index].isDoNotCall {
            if try wasSilencedSince(id, received: received, subscriber: proofs.subscribers[index].id) {
                proofs.subscribers[index].isDoNotCall = false
            }
        }
        var history = try history(of: proofs.subscribers.map(\.id), now: received, except: id)
        history.failures = try failures(ofMail: id)
        if history.failures.isEmpty {
            // One that goes on now is not over because few failed then.
            history.failures = try failures(ask(proofs), settings: settings, now: received, isDry: isDry).filter {
                $0.isIncident(settings)
            }
        }
        return decide(proofs, history)
    }

    /// Whether it was this mail, or a later one, that made a subscriber do-not-call: then the subscriber was not yet.
    private func wasSilencedSince(_ id: Int64, received: Int64, subscriber: Int64) throws(StoreError) -> Bool {
        let found = try connection.first(
            """
            SELECT count(*), coalesce(sum(inboundId IS NOT ?2 AND rcvdTime<=?3), 0) FROM fx_email_history
             WHERE subscriberId=?1 AND effect='do-not-call' AND lifted IS NULL
            """, [.integer(subscriber), .integer(id), .integer(received)]
        ) { (all: $0.integer(0), earlier: $0.integer(1)) }
        guard let found else { return false }
        return found.all > 0 && found.earlier == 0
    }
}
