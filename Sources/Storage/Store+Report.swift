import Alerts

/// How often one thing was reported on one day of one domain.
package struct ReportTally: Sendable, Hashable {
    /// Days since 1970.
    package let day: Int64
    /// bounce, complaint, delay, ...
    package let kind: String
    /// hard or soft, of a bounce.
    package let classification: String?
    package let reason: String?
    /// In lower case.
    package let domain: String
    package let count: Int
    /// How many of them made somebody do-not-call or ended a subscription, and were not taken back.
    package let effective: Int
}

extension Store {
    /// What was reported since a time, in the order of days.
    ///
    /// - Parameter provider: Only of this domain, be it of the addresses or of the servers that refused.
    package func reportTallies(since: Int64, provider: String?) throws(StoreError) -> [ReportTally] {
        try connection.rows(
            """
            SELECT rcvdTime/86400, kind, class, reason, lower(substr(address, instr(address, '@')+1)), count(*),
                   sum(effect IN ('do-not-call', 'unsubscribed') AND lifted IS NULL)
              FROM fx_email_history
             WHERE rcvdTime>=?1 AND (?2 IS NULL OR lower(substr(address, instr(address, '@')+1))=lower(?2) OR server=lower(?2))
             GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """, [.integer(since), SQLValue(provider)]
        ) {
            ReportTally(
                day: $0.integer(0), kind: $0.text(1), classification: $0.textOrNil(2), reason: $0.textOrNil(3),
                domain: $0.text(4), count: Int($0.integer(5)), effective: Int($0.integer(6)))
        }
    }

    /// Lets in again all whom one rule silenced since a time, and whom nothing else silences.
    ///
    /// - Returns: Their addresses.
    package func allow(rule: String, since: Int64, now: Int64) throws(StoreError) -> [String] {
        try connection.write { () throws(StoreError) -> [String] in
            let subscribers = try connection.rows(
                """
                SELECT DISTINCT s.subscriberId, s.semail FROM fx_email_history AS h JOIN subscriber AS s USING(subscriberId)
                 WHERE h.rule=?1 AND h.rcvdTime>=?2 AND h.lifted IS NULL AND h.effect='do-not-call' AND h.address=s.semail
                   AND s.sdonotcall
                """, [.text(rule), .integer(since)]
            ) { ($0.integer(0), $0.text(1)) }
            try connection.run(
                "UPDATE fx_email_history SET lifted=?3 WHERE rule=?1 AND rcvdTime>=?2 AND lifted IS NULL AND kind<>'delivered'",
                [.text(rule), .integer(since), .integer(now)])
            var allowed: [String] = []
            for (id, address) in subscribers {
                try connection.run(
                    """
                    UPDATE subscriber SET sdonotcall=0, mtime=?2 WHERE subscriberId=?1 AND NOT EXISTS
                      (SELECT 1 FROM fx_email_history
                        WHERE subscriberId=?1 AND effect='do-not-call' AND lifted IS NULL AND address=semail)
                    """, [.integer(id), .integer(now)])
                if connection.changes == 1 { allowed.append(address) }
            }
            try log(
                "notice", "what rule \(rule) did is taken back: \(allowed.count) subscribers get mail again",
                inbound: nil,
                now: now)
            return allowed
        }
    }
}
