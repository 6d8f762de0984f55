import Alerts
import Bounces

extension Store {
    /// No more subscribers than these are counted one by one.
    private static let maximumCounted = 20_000
    private static let usualDays: Int64 = 90
    /// Who waits for the lock has looked at the clock before: what others wrote meanwhile may be of later than now.
    private static let waitSeconds: Int64 = 3_600
    /// How long a provider and reason are left alone after the administrator said that the incident was none.
    private static let dismissalHolds: Int64 = 7 * 86_400

    /// Counts what the policy has to know: how many fail at a provider for one reason.
    ///
    /// Where few fail, as on any usual day, this is one look into an index.
    ///
    /// - Parameter isDry: Nothing is written, not even how many subscribers were counted.
    package func failures(
        _ questions: [FailureQuestion], settings: Settings, now: Int64, isDry: Bool = false
    ) throws(StoreError) -> [FailureCount] {
        let limit = settings.number(.incidentLimit)
        guard limit > 0 else { return [] }
        var counts: [FailureCount] = []
        for question in questions {
            let group = question.group
            let since = now - Int64(settings.number(.incidentHours)) * 3600
            let open = try openIncident(group)
            // In the thick of it hundreds come in a second, and to count all of them for each would cost most of the time.
            if let open, open.last == now, open.count.isIncident(settings) {
                counts.append(try open.count.adding(newcomers(question, since: since, now: now)))
                continue
            }
            let failing = try failing(question, since: since, now: now, atMost: limit)
            guard failing >= limit else {
                if let open {
                    counts.append(
                        FailureCount(group: group, failing: failing, subscribers: 0, incident: open.count.incident))
                }
                continue
            }
            if try isDismissed(group, now: now) { continue }
            let all = try self.failing(question, since: since, now: now, atMost: Store.maximumCounted)
            let subscribers = try population(group, now: now, isDry: isDry)
            let number = open?.count.incident
            var count = FailureCount(group: group, failing: all, subscribers: subscribers, incident: number)
            if count.isWave, !count.isShare(settings) {
                count = FailureCount(
                    group: group, failing: all, subscribers: subscribers, usual: try usual(group, before: since),
                    incident: number)
            }
            counts.append(count)
        }
        return counts
    }

    /// The incident that a stored mail was found to be part of, as it was then.
    func failures(ofMail inbound: Int64) throws(StoreError) -> [FailureCount] {
        try connection.rows(
            """
            SELECT \(Store.incidentColumns) FROM fx_email_incident WHERE incidentId IN
              (SELECT incidentId FROM fx_email_history WHERE inboundId=?1)
            """, [.integer(inbound)], Store.incident
        ).filter { $0.dismissed == nil }.map {
            FailureCount(group: $0.group, failing: $0.failing, subscribers: $0.subscribers, incident: $0.id)
        }
    }

    private static func column(_ side: FailureGroup.Side) -> String {
        side == .domain ? "domain" : "server"
    }

    /// What is proven is counted by itself; what is not, together with it.
    private static func condition(_ group: FailureGroup) -> String {
        "\(column(group.side))=?1 AND reason=?2 AND action='failed' AND kind='bounce'"
            + (group.trust == .verified ? " AND trust='verified'" : "")
    }

    private func failing(
        _ question: FailureQuestion, since: Int64, now: Int64, atMost limit: Int
    ) throws(StoreError) -> Int {
        let group = question.group
        let others = question.subscribers.map { "\($0)" }.joined(separator: ",")
        let count = try connection.first(
            """
            SELECT count(*) FROM (SELECT DISTINCT subscriberId FROM fx_email_history
             WHERE \(Store.condition(group)) AND rcvdTime>?3 AND rcvdTime<=?4
               AND subscriberId NOT IN (SELECT value FROM json_each(?6)) LIMIT ?5)
            """,
            [
                .text(group.provider), .text(group.reason.rawValue), .integer(since),
                .integer(now + Store.waitSeconds), SQLValue(limit), .text("[\(others)]"),
            ]
        ) { $0.integer(0) }
        return Int(count ?? 0) + question.subscribers.count
    }

    /// How many of those whom a report concerns had not failed before.
    private func newcomers(_ question: FailureQuestion, since: Int64, now: Int64) throws(StoreError) -> Int {
        let group = question.group
        var count = 0
        for subscriber in question.subscribers {
            let isKnown = try connection.first(
                """
                SELECT 1 FROM fx_email_history WHERE subscriberId=?5 AND rcvdTime>?3 AND rcvdTime<=?4
                   AND \(Store.condition(group)) LIMIT 1
                """,
                [
                    .text(group.provider), .text(group.reason.rawValue), .integer(since),
                    .integer(now + Store.waitSeconds), .integer(subscriber),
                ]
            ) { _ in true }
            if isKnown == nil { count += 1 }
        }
        return count
    }

    /// The most subscribers who failed on one day, leaving out the days of incidents.
    private func usual(_ group: FailureGroup, before time: Int64) throws(StoreError) -> Int {
        let most = try connection.first(
            """
            SELECT max(n) FROM (SELECT count(DISTINCT subscriberId) AS n FROM fx_email_history
             WHERE \(Store.condition(group)) AND rcvdTime>?3 AND rcvdTime<=?4 AND incidentId IS NULL
             GROUP BY rcvdTime/86400)
            """,
            [
                .text(group.provider), .text(group.reason.rawValue), .integer(time - Store.usualDays * 86_400),
                .integer(time),
            ]
        ) { $0.integer(0) }
        return Int(most ?? 0)
    }

    /// Who gets mail at a domain, or in all. Counted once an hour: it is a walk through all subscribers.
    private func population(_ group: FailureGroup, now: Int64, isDry: Bool) throws(StoreError) -> Int {
        let name = group.side == .domain ? group.provider : ""
        if let known = try connection.first(
            "SELECT subscribers FROM fx_email_population WHERE domain=?1 AND counted>?2 AND counted<=?3",
            [.text(name), .integer(now - 3600), .integer(now)], { $0.integer(0) })
        {
            return Int(known)
        }
        let count =
            try connection.first(
                """
                SELECT count(*) FROM subscriber WHERE sverified AND sdonotcall IS NOT 1
                   AND (?1='' OR lower(substr(semail, -1-length(?1)))='@'||?1)
                """, [.text(name)]
            ) { $0.integer(0) } ?? 0
        if isDry { return Int(count) }
        try connection.run(
            "INSERT OR REPLACE INTO fx_email_population(domain, subscribers, counted) VALUES(?1, ?2, ?3)",
            [.text(name), .integer(count), .integer(now)])
        return Int(count)
    }

    // MARK: From beginning to end

    /// Opens the incident, or notes that it goes on. Who was silenced by it is let in again as it opens.
    ///
    /// - Returns: Its number.
    func note(_ count: FailureCount, hours: Int, now: Int64) throws(StoreError) -> Int64 {
        let group = count.group
        // Of the reports of one mail an earlier one may have opened it.
        let known = if let number = count.incident { number } else { try openIncident(group)?.count.incident }
        if let open = known {
            try connection.run(
                """
                UPDATE fx_email_incident SET last=max(last, ?2), failing=max(failing, ?3), subscribers=max(subscribers, ?4)
                 WHERE incidentId=?1
                """,
                [.integer(open), .integer(now), SQLValue(count.failing), SQLValue(count.subscribers)])
            return open
        }
        try connection.run(
            """
            INSERT INTO fx_email_incident(side, provider, reason, trust, began, last, failing, subscribers, restored)
            VALUES(?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, 0)
            """,
            [
                .text(group.side.rawValue), .text(group.provider), .text(group.reason.rawValue),
                .text(group.trust.rawValue), .integer(now), SQLValue(count.failing), SQLValue(count.subscribers),
            ])
        let id = connection.lastInsertedID
        try takeBack(group, incident: id, since: now - Int64(hours) * 3600, now: now)
        return id
    }

    /// The amnesty: what the incident did before it was seen.
    private func takeBack(_ group: FailureGroup, incident: Int64, since: Int64, now: Int64) throws(StoreError) {
        // A proven incident takes back what is not proven as well.
        try connection.run(
            """
            UPDATE fx_email_history SET incidentId=?4, lifted=?5
             WHERE \(Store.column(group.side))=?1 AND reason=?2 AND action='failed' AND kind='bounce'
               AND trust IN ('unverified', ?6) AND rcvdTime>?3 AND lifted IS NULL
            """,
            [
                .text(group.provider), .text(group.reason.rawValue), .integer(since), .integer(incident),
                .integer(now), .text(group.trust.rawValue),
            ])
        try connection.run(
            """
            UPDATE subscriber SET sdonotcall=0, mtime=?2
             WHERE sdonotcall AND subscriberId IN
               (SELECT h.subscriberId FROM fx_email_history AS h
                 WHERE h.incidentId=?1 AND h.effect='do-not-call' AND h.address=semail)
               AND NOT EXISTS
               (SELECT 1 FROM fx_email_history AS h
                 WHERE h.subscriberId=subscriber.subscriberId AND h.effect='do-not-call' AND h.lifted IS NULL
                   AND h.address=semail)
            """, [.integer(incident), .integer(now)])
        let restored = Int64(connection.changes)
        try connection.run(
            """
            UPDATE fx_email_incident SET restored=?2,
              began=coalesce((SELECT min(rcvdTime) FROM fx_email_history WHERE incidentId=?1), began)
             WHERE incidentId=?1
            """, [.integer(incident), .integer(restored)])
        let back = restored == 0 ? "" : "; \(restored) subscribers who had become do-not-call by it get mail again"
        try log(
            "warning",
            "incident \(incident): many subscribers fail at \(group.provider) (\(group.reason.rawValue)), so it counts "
                + "against nobody\(back)", inbound: nil, now: now)
    }

    /// The incident that goes on, as it was when the last of its reports came.
    private func openIncident(_ group: FailureGroup) throws(StoreError) -> (count: FailureCount, last: Int64)? {
        try connection.first(
            """
            SELECT incidentId, failing, subscribers, last FROM fx_email_incident
             WHERE side=?1 AND provider=?2 AND reason=?3 AND trust=?4 AND ended IS NULL
            """, Store.values(group)
        ) { row in
            let count = FailureCount(
                group: group, failing: Int(row.integer(1)), subscribers: Int(row.integer(2)), incident: row.integer(0))
            return (count, row.integer(3))
        }
    }

    private func isDismissed(_ group: FailureGroup, now: Int64) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM fx_email_incident
             WHERE side=?1 AND provider=?2 AND reason=?3 AND trust=?4 AND dismissed>?5
            """, Store.values(group) + [.integer(now - Store.dismissalHolds)]
        ) { _ in true } ?? false
    }

    private static func values(_ group: FailureGroup) -> [SQLValue] {
        [
            .text(group.side.rawValue), .text(group.provider), .text(group.reason.rawValue),
            .text(group.trust.rawValue),
        ]
    }

    private func end(_ incident: Int64, now: Int64) throws(StoreError) {
        try connection.run(
            "UPDATE fx_email_incident SET ended=?2 WHERE incidentId=?1", [.integer(incident), .integer(now)])
        try log("notice", "incident \(incident) is over", inbound: nil, now: now)
    }

    /// Ends those that were open and are none any more.
    func endIncidents(_ counts: [FailureCount], settings: Settings, now: Int64) throws(StoreError) {
        for count in counts where !count.isIncident(settings) {
            if let open = count.incident { try end(open, now: now) }
        }
    }

    /// Ends those of which nothing was heard any more, in the caller's transaction.
    func endQuietIncidents(settings: Settings, now: Int64) throws(StoreError) {
        let quiet = now - Int64(settings.number(.incidentHours)) * 3600
        let open = try connection.rows(
            "SELECT incidentId FROM fx_email_incident WHERE ended IS NULL AND last<?1", [.integer(quiet)]
        ) { $0.integer(0) }
        for incident in open { try end(incident, now: now) }
    }

    // MARK: For the administrator

    static let incidentColumns = """
        incidentId, side, provider, reason, trust, began, last, ended, failing, subscribers, restored, dismissed
        """

    static func incident(_ row: borrowing Row) -> Incident {
        Incident(
            id: row.integer(0),
            group: FailureGroup(
                side: FailureGroup.Side(rawValue: row.text(1)) ?? .domain, provider: row.text(2),
                reason: Reason(rawValue: row.text(3)) ?? .undefined, trust: Trust(rawValue: row.text(4)) ?? .unverified),
            began: row.integer(5), last: row.integer(6), ended: row.integerOrNil(7), failing: Int(row.integer(8)),
            subscribers: Int(row.integer(9)), restored: Int(row.integer(10)), dismissed: row.integerOrNil(11))
    }

    /// The newest incidents, oldest first.
    package func incidents(limit: Int) throws(StoreError) -> [Incident] {
        try connection.rows(
            "SELECT \(Store.incidentColumns) FROM fx_email_incident ORDER BY incidentId DESC LIMIT ?1",
            [SQLValue(limit)], Store.incident
        ).reversed()
    }

    /// The incidents of which nobody was told, marked as told, in the caller's transaction.
    func takeUntoldIncidents(now: Int64) throws(StoreError) -> [Incident] {
        let untold = try connection.rows(
            "SELECT \(Store.incidentColumns) FROM fx_email_incident WHERE told IS NULL ORDER BY incidentId LIMIT 20",
            [],
            Store.incident)
        for incident in untold {
            try connection.run(
                "UPDATE fx_email_incident SET told=?2 WHERE incidentId=?1", [.integer(incident.id), .integer(now)])
        }
        return untold
    }

    /// The administrator says that the addresses really are dead: what was reported counts after all, and for a week this
    /// provider and reason make no incident.
    ///
    /// - Returns: Who became do-not-call; nil where there is no such incident, or it was dismissed before.
    package func dismissIncident(_ id: Int64, settings: Settings, now: Int64) throws(StoreError) -> Int? {
        try connection.write { () throws(StoreError) -> Int? in
            try connection.run(
                """
                UPDATE fx_email_incident SET dismissed=?2, ended=coalesce(ended, ?2), told=coalesce(told, ?2)
                 WHERE incidentId=?1 AND dismissed IS NULL
                """, [.integer(id), .integer(now)])
            guard connection.changes == 1 else { return nil }
            let entries = try connection.rows(
                """
                SELECT historyId, subscriberId FROM fx_email_history
                 WHERE incidentId=?1 AND class='hard' AND trust='verified'
                """, [.integer(id)]
            ) { ($0.integer(0), $0.integer(1)) }
            try connection.run("UPDATE fx_email_history SET lifted=NULL WHERE incidentId=?1", [.integer(id)])
            // Whom the amnesty had let in again.
            try connection.run(
                """
                UPDATE subscriber SET sdonotcall=1, mtime=?2 WHERE sdonotcall IS NOT 1 AND subscriberId IN
                  (SELECT subscriberId FROM fx_email_history
                    WHERE incidentId=?1 AND effect='do-not-call' AND address=semail)
                """, [.integer(id), .integer(now)])
            var silenced = connection.changes
            let limit = settings.bounceHardLimit
            for (entry, subscriber) in limit > 0 ? entries : [] {
                guard let known = try self.subscriber(id: subscriber), !known.isDoNotCall else { continue }
                let history = try history(of: [subscriber], now: now)
                guard history.verifiedHard(of: known) >= limit else { continue }
                try connection.run(
                    """
                    UPDATE fx_email_history SET effect='do-not-call',
                      because='The address is dead ('||reason||'): the administrator dismissed incident '||?2||'.'
                     WHERE historyId=?1
                    """, [.integer(entry), .integer(id)])
                try connection.run(
                    "UPDATE subscriber SET sdonotcall=1, mtime=?2 WHERE subscriberId=?1",
                    [.integer(subscriber), .integer(now)])
                silenced += 1
            }
            try log(
                "notice", "incident \(id) was dismissed: \(silenced) subscribers are do-not-call", inbound: nil,
                now: now)
            return silenced
        }
    }
}
