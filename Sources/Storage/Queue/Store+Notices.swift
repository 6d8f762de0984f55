import Alerts

extension Store {
    /// What waited for so long is not passed on any more; it can be looked at as long as it is kept.
    private static let noticesWait: Int64 = 3 * 86_400

    /// Makes deliveries of the notices that inbound mails ask for, in the caller's transaction. Without `email-admin` those
    /// to the administrator wait. A subscriber is asked once a day at most.
    ///
    /// - Parameter word: What to say.
    /// - Returns: How many mails were queued.
    package func queueNotices(
        administrator: String?, settings: Settings = Settings(), now: Int64, word: (DueNotice) -> Letter
    ) throws(StoreError) -> Int {
        try endQuietIncidents(settings: settings, now: now)
        var queued = try queueIncidents(administrator: administrator, now: now)
        var left = Int64(settings.number(.forwardLimit)) - (try noticesSince(now - 86_400, now: now))
        try connection.run(
            "UPDATE fx_email_inbound SET notice=NULL WHERE notice IN ('forward', 'tell') AND received<?1",
            [.integer(now - Store.noticesWait)])
        // What has to wait does not stand in the way of the rest.
        let tells = administrator != nil && left > 0
        let notices = try connection.rows(
            """
            SELECT inboundId, notice, sender, recipient, because, received FROM fx_email_inbound
             WHERE notice IS NOT NULL AND (notice='confirm' OR ?1 AND notice IN ('forward', 'tell'))
             ORDER BY inboundId LIMIT 1000
            """, [SQLValue(tells)]
        ) { row in
            DueNotice(
                inbound: row.integer(0), kind: DueNotice.Kind(rawValue: row.text(1)) ?? .forward,
                sender: row.textOrNil(2), recipient: row.textOrNil(3), because: row.textOrNil(4),
                received: row.integer(5), mail: [])
        }
        guard !notices.isEmpty else { return queued }
        for notice in notices {
            if notice.kind == .confirm {
                for id in try connection.rows(
                    "SELECT DISTINCT subscriberId FROM fx_email_history WHERE inboundId=?1 AND effect='confirm'",
                    [.integer(notice.inbound)], { $0.integer(0) })
                {
                    guard let known = try subscriber(id: id), try !wasAsked(id, since: now - 86_400, now: now) else {
                        continue
                    }
                    try queue(word(notice), for: [known], events: ["confirm"], due: now, now: now)
                    queued += 1
                }
            } else {
                guard let administrator, left > 0 else { continue }
                left -= 1
                let mail = try connection.first(
                    "SELECT mail FROM fx_email_raw WHERE inboundId=?1", [.integer(notice.inbound)]
                ) { $0.blob(0) }
                let whole = DueNotice(
                    inbound: notice.inbound, kind: notice.kind, sender: notice.sender, recipient: notice.recipient,
                    because: notice.because, received: notice.received, mail: mail ?? [])
                try queue(word(whole), to: administrator, events: ["mail\(notice.inbound)"], due: now, now: now)
                queued += 1
            }
            try connection.run(
                "UPDATE fx_email_inbound SET notice=NULL WHERE inboundId=?1", [.integer(notice.inbound)])
        }
        return queued
    }

    /// The administrator is told of each incident once.
    private func queueIncidents(administrator: String?, now: Int64) throws(StoreError) -> Int {
        guard let administrator else { return 0 }
        let incidents = try takeUntoldIncidents(now: now)
        for incident in incidents {
            try queue(incident.letter, to: administrator, events: ["incident\(incident.id)"], due: now, now: now)
        }
        return incidents.count
    }

    private func noticesSince(_ time: Int64, now: Int64) throws(StoreError) -> Int64 {
        try connection.first(
            """
            SELECT count(*) FROM fx_email_delivery
             WHERE subscriberId=0 AND previous IS NULL AND events LIKE 'mail%' AND ctime>?1 AND ctime<=?2
            """, [.integer(time), .integer(Store.latest(now))]
        ) { $0.integer(0) } ?? 0
    }

    private func wasAsked(_ subscriber: Int64, since: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM fx_email_delivery
             WHERE subscriberId=?1 AND previous IS NULL AND events='confirm' AND ctime>?2 AND ctime<=?3
            """,
            [.integer(subscriber), .integer(since), .integer(Store.latest(now))]
        ) { _ in true } ?? false
    }
}
