import Alerts
import Bounces

extension Store {
    /// A mail of ours of which nothing was heard for this long was accepted.
    private static let silenceMeansAccepted: Int64 = 6 * 86_400

    /// What counts of earlier reports about these subscribers. What `email allow` lifted does not.
    ///
    /// - Parameter except: A mail that is judged again, and whose first judgement does not count.
    package func history(of subscribers: [Int64], now: Int64, except: Int64? = nil) throws(StoreError) -> History {
        var history = History()
        for id in subscribers {
            history.reports += try connection.rows(
                """
                SELECT address, rcvdTime, kind, class, reason, trust, delivery FROM fx_email_history
                 WHERE subscriberId=?1 AND inboundId IS NOT ?2 AND lifted IS NULL AND kind IN ('bounce', 'delivered')
                   AND (action IS NULL OR action='failed' OR kind='delivered')
                 ORDER BY rcvdTime DESC LIMIT 2000
                """, [.integer(id), except.map { .integer($0) } ?? .integer(-1)]
            ) { row in
                PastReport(
                    subscriber: id, address: row.text(0), received: row.integer(1),
                    kind: Report.Kind(rawValue: row.text(2)) ?? .other,
                    classification: row.textOrNil(3).flatMap(BounceClass.init(rawValue:)),
                    reason: row.textOrNil(4).flatMap(Reason.init(rawValue:)),
                    trust: Trust(rawValue: row.text(5)) ?? .unverified, delivery: row.textOrNil(6))
            }
            let accepted = try connection.first(
                """
                SELECT max(sent) FROM fx_email_delivery AS d
                 WHERE \(Store.isToSubscriber) AND state='sent' AND sent<?2
                   AND NOT EXISTS (SELECT 1 FROM fx_email_history AS h
                                    WHERE h.subscriberId=d.subscriberId AND h.delivery=d.messageId AND h.kind='bounce')
                """, [.integer(id), .integer(now - Store.silenceMeansAccepted)]
            ) { $0.integerOrNil(0) }
            if let accepted, let time = accepted { history.accepted[id] = [time] }
        }
        return history
    }

    static let historyColumns = """
        subscriberId, address, inboundId, sendTime, rcvdTime, kind, action, status, reply, class, reason, diagnostic,
        remoteMta, rule, trust, delivery, effect, because, lifted, domain, server, incidentId
        """

    static func entry(_ row: borrowing Row) -> HistoryEntry {
        var entry = HistoryEntry(
            address: row.text(1), received: row.integer(4), kind: row.text(5), trust: row.text(14),
            effect: row.text(16),
            because: row.text(17))
        entry.subscriber = row.integerOrNil(0)
        entry.inbound = row.integerOrNil(2)
        entry.sent = row.integerOrNil(3)
        entry.action = row.textOrNil(6)
        entry.status = row.textOrNil(7)
        entry.reply = row.textOrNil(8)
        entry.classification = row.textOrNil(9)
        entry.reason = row.textOrNil(10)
        entry.diagnostic = row.textOrNil(11)
        entry.remoteMTA = row.textOrNil(12)
        entry.rule = row.textOrNil(13)
        entry.delivery = row.textOrNil(15)
        entry.lifted = row.integerOrNil(18)
        entry.domain = row.textOrNil(19)
        entry.server = row.textOrNil(20)
        entry.incidentID = row.integerOrNil(21)
        return entry
    }

    /// The history of one subscriber, newest first.
    func history(subscriber: Int64) throws(StoreError) -> [HistoryEntry] {
        try connection.rows(
            "SELECT \(Store.historyColumns) FROM fx_email_history WHERE subscriberId=?1 ORDER BY historyId DESC",
            [.integer(subscriber)], Store.entry)
    }

    /// The newest entries of an address, or of all, oldest first.
    package func history(address: String?, limit: Int) throws(StoreError) -> [HistoryEntry] {
        try connection.rows(
            """
            SELECT \(Store.historyColumns) FROM fx_email_history WHERE ?1 IS NULL OR address=?1
             ORDER BY historyId DESC LIMIT ?2
            """, [SQLValue(address), SQLValue(limit)], Store.entry
        ).reversed()
    }

    /// Writes an entry, inside a transaction of the caller.
    ///
    /// A storm of reports about one subscriber leaves at most 20 entries a day of each trust and effect, and one about people
    /// who do not subscribe at most 500 a day in all, so that nobody can make the store grow; what changes the subscriber is
    /// always written.
    func write(_ entry: HistoryEntry, incidentHours: Int) throws(StoreError) {
        let incident: Int64? =
            if let count = entry.incident { try note(count, hours: incidentHours, now: entry.received) } else { nil }
        try connection.run(
            """
            INSERT INTO fx_email_history(\(Store.historyColumns))
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22
             WHERE ?17 IN ('do-not-call', 'unsubscribed')
                OR CASE WHEN ?1 IS NULL
                   THEN (SELECT count(*) FROM (SELECT 1 FROM fx_email_history
                          WHERE subscriberId IS NULL AND rcvdTime>?5-86400 LIMIT 500)) < 500
                   ELSE (SELECT count(*) FROM fx_email_history
                          WHERE subscriberId=?1 AND rcvdTime>?5-86400 AND trust=?15 AND effect=?17) < 20 END
            """,
            [
                SQLValue(entry.subscriber), .text(entry.address), SQLValue(entry.inbound), SQLValue(entry.sent),
                .integer(entry.received), .text(entry.kind), SQLValue(entry.action), SQLValue(entry.status),
                SQLValue(entry.reply), SQLValue(entry.classification), SQLValue(entry.reason),
                SQLValue(entry.diagnostic), SQLValue(entry.remoteMTA), SQLValue(entry.rule), .text(entry.trust),
                SQLValue(entry.delivery), .text(entry.effect), .text(entry.because), SQLValue(entry.lifted),
                SQLValue(entry.domain), SQLValue(entry.server), SQLValue(incident),
            ])
    }
}
