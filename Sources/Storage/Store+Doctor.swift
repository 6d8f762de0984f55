import Alerts

/// What `email doctor` asks of a database, and what is written down of the mails that it sends round.
extension Store {
    /// The first of these tokens that one of our keys signed.
    package func genuineProbe(among tokens: [ProbeToken], now: Int64) throws(StoreError) -> ProbeToken? {
        if tokens.isEmpty { return nil }
        let keys = try signingKeys()
        return tokens.first { $0.isGenuine(now: now, keys: keys) }
    }

    /// Closes the mail of a probe, and keeps what was seen when it came, in one transaction.
    package func concludeProbe(
        _ inbound: Int64, _ token: ProbeToken, _ conclusion: Conclusion, sighting: String, now: Int64
    ) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try concludeProbeInTransaction(inbound, token, conclusion, sighting: sighting, now: now)
        }
    }

    /// The same in the caller's transaction.
    func concludeProbeInTransaction(
        _ inbound: Int64, _ token: ProbeToken, _ conclusion: Conclusion, sighting: String, now: Int64
    ) throws(StoreError) {
        try write(conclusion, inbound: inbound, now: now, settings: Settings(), acts: false)
        try log("info", "probe \(token.spelling) \(sighting)", inbound: inbound, now: now)
    }

    /// What was seen when a probe came back, and how often it was delivered; nil as long as it has not come.
    package func probeReturn(_ token: ProbeToken) throws(StoreError) -> (sighting: String, deliveries: Int)? {
        let prefix = "probe \(token.spelling) "
        return try connection.first(
            """
            SELECT substr(message, ?2), deliveries FROM fx_email_log JOIN fx_email_inbound USING(inboundId)
             WHERE time>=?3 AND substr(message, 1, ?2 - 1)=?1 ORDER BY logId LIMIT 1
            """, [.text(prefix), SQLValue(prefix.utf8.count + 1), .integer(token.made - 86_400)]
        ) { ($0.text(0), Int($0.integer(1))) }
    }

    /// The latest time that we wrote down; nil where nothing has happened yet. Seconds since 1970.
    package func latestTime() throws(StoreError) -> Int64? {
        try connection.first(
            """
            SELECT max(time) FROM (SELECT max(received) AS time FROM fx_email_inbound
              UNION ALL SELECT max(ctime) FROM fx_email_delivery UNION ALL SELECT max(sent) FROM fx_email_delivery
              UNION ALL SELECT max(time) FROM fx_email_log UNION ALL SELECT max(ctime) FROM fx_email_key)
            """
        ) { $0.integerOrNil(0) } ?? nil
    }

    /// What the mail agent said when it took nothing at all, where that was the last that happened to a mail that waits.
    package func agentFailure() throws(StoreError) -> String? {
        try connection.first(
            """
            SELECT error FROM fx_email_delivery WHERE state='queued' AND due IS NOT NULL AND attempts=0
               AND error IS NOT NULL
             ORDER BY deliveryId DESC LIMIT 1
            """
        ) { $0.textOrNil(0) } ?? nil
    }

    /// How mails ended that were queued since a time: how many the agent took, how many were given up, and refused, and what was
    /// said of the last of each.
    package struct Endings: Sendable, Hashable {
        package var sent = 0
        package var givenUp = 0
        package var refused = 0
        package var lastGivenUp = ""
        package var lastRefusal = ""
    }

    /// Reads all deliveries.
    package func endings(since time: Int64) throws(StoreError) -> Endings {
        var endings = Endings()
        // SQLite: the other columns are of the row with the greatest number.
        let rows = try connection.rows(
            """
            SELECT state, count(*), error, max(deliveryId) FROM fx_email_delivery WHERE ctime>=?1 GROUP BY state
            """, [.integer(time)]
        ) { (state: $0.text(0), count: Int($0.integer(1)), error: $0.text(2)) }
        for row in rows {
            switch row.state {
            case "sent": endings.sent = row.count
            case "given-up": (endings.givenUp, endings.lastGivenUp) = (row.count, row.error)
            case "failed": (endings.refused, endings.lastRefusal) = (row.count, row.error)
            default: break
            }
        }
        return endings
    }

    /// Since when something has been waiting that `email exec` would have sent; nil where nothing has. Seconds since 1970.
    package func waitingSince() throws(StoreError) -> Int64? {
        let alerts =
            try kind() == .isso
            ? "SELECT min(created) AS since FROM pending_alert JOIN comments ON eventid='i'||id WHERE sentSep IS NOT TRUE"
            : """
            SELECT min((event.mtime - 2440587.5) * 86400.0) AS since
              FROM pending_alert JOIN event ON eventid=substr(event.type, 1, 1)||event.objid WHERE sentSep IS NOT TRUE
            """
        return try connection.first(
            """
            SELECT CAST(min(since) AS INTEGER) FROM (\(alerts)
              UNION ALL SELECT min(due) FROM fx_email_delivery WHERE state='queued' AND due>0 AND attempts=0
              UNION ALL SELECT min(ctime) FROM fx_email_delivery WHERE state='queued' AND due=0)
            """
        ) { $0.integerOrNil(0) } ?? nil
    }
}
