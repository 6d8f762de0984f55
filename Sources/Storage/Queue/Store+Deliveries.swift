import Alerts

/// Which deliveries a person means.
package enum DeliveryChoice: Sendable, Hashable {
    case all
    case number(Int64)
    case address(String)
    /// All that ended so: failed, given-up or cancelled.
    case ended(String)
}

extension Store {
    static let deliveryColumns = """
        deliveryId, subscriberId, address, fx_email_text.kind, fx_email_text.subject, events, messageId, state, attempts, due,
        error, fx_email_delivery.ctime, sent
        """

    /// The newest deliveries, oldest first; only those to an address, and in a state, where one is given.
    package func deliveryLines(address: String?, state: String?, limit: Int) throws(StoreError) -> [DeliveryLine] {
        try connection.rows(
            """
            SELECT \(Store.deliveryColumns) FROM fx_email_delivery LEFT JOIN fx_email_text USING(textId)
             WHERE (?1 IS NULL OR address=?1) AND (?2 IS NULL OR state=?2) ORDER BY deliveryId DESC LIMIT ?3
            """, [SQLValue(address), SQLValue(state), SQLValue(limit)], Store.deliveryLine
        ).reversed()
    }

    package func deliveryLine(_ id: Int64) throws(StoreError) -> DeliveryLine? {
        try connection.first(
            """
            SELECT \(Store.deliveryColumns) FROM fx_email_delivery LEFT JOIN fx_email_text USING(textId) WHERE deliveryId=?1
            """, [.integer(id)], Store.deliveryLine)
    }

    static func deliveryLine(_ row: borrowing Row) -> DeliveryLine {
        DeliveryLine(
            id: row.integer(0), subscriber: row.integer(1), address: row.text(2), kind: row.textOrNil(3),
            subject: row.textOrNil(4), events: row.textOrNil(5), messageID: row.textOrNil(6), state: row.text(7),
            attempts: Int(row.integer(8)), due: row.integerOrNil(9), error: row.textOrNil(10),
            queued: row.integerOrNil(11), sent: row.integerOrNil(12))
    }

    /// Lets mails that wait, failed or were given up be tried now, with all their tries before them. What was sent, or is
    /// being sent, is not touched.
    ///
    /// - Returns: How many.
    package func retry(_ choice: DeliveryChoice, now: Int64) throws(StoreError) -> Int {
        // Trying again everything that ever failed is never meant.
        let condition =
            choice == .all
            ? "state='queued' AND due IS NOT NULL" : "state IN ('queued', 'failed', 'given-up', 'cancelled')"
        return try change(
            "UPDATE fx_email_delivery SET state='queued', due=?1, attempts=0 WHERE \(condition)", choice,
            now: now)
    }

    /// Takes mails that wait out of the queue.
    ///
    /// - Returns: How many.
    package func cancel(_ choice: DeliveryChoice, now: Int64) throws(StoreError) -> Int {
        try change(
            """
            UPDATE fx_email_delivery SET state='cancelled', due=NULL, error='cancelled by hand', ctime=coalesce(ctime, ?1)
             WHERE state='queued' AND due IS NOT NULL
            """, choice, now: now)
    }

    private func change(_ sql: String, _ choice: DeliveryChoice, now: Int64) throws(StoreError) -> Int {
        try connection.write { () throws(StoreError) -> Int in
            switch choice {
            case .all: try connection.run(sql, [.integer(now)])
            case .number(let id): try connection.run(sql + " AND deliveryId=?2", [.integer(now), .integer(id)])
            case .address(let address): try connection.run(sql + " AND address=?2", [.integer(now), .text(address)])
            case .ended(let state): try connection.run(sql + " AND state=?2", [.integer(now), .text(state)])
            }
            return connection.changes
        }
    }

    // MARK: What is old

    /// How long an acceptance has to be remembered so that soft bounces before it do not count.
    private static let leastKeepDays = 8

    /// Deletes deliveries that ended long enough ago, and texts that no delivery has any more, an hour after the last time at
    /// the earliest. Invitations stay as long as they limit new ones. So does what may speak for a subscriber with soft
    /// bounces, for a year, and what leads to a delivery that stays, as to one that was sent after later ones.
    package func deleteOldDeliveries(settings: Settings, now: Int64) throws(StoreError) {
        let last = try connection.first("SELECT value FROM fx_email_meta WHERE name='purged'") { $0.integer(0) } ?? 0
        guard now - last >= 3_600 || last > now else { return }
        while true {
            let isDone = try connection.write { () throws(StoreError) -> Bool in
                if try deleteOldDeliveries(settings: settings, limit: 20_000, now: now) { return false }
                try connection.run(
                    "INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('purged', ?1)", [.integer(now)])
                return true
            }
            if isDone { return }
        }
    }

    /// Deletes so many of them, and the texts after the last; in the caller's transaction.
    ///
    /// - Returns: Whether there may be more.
    func deleteOldDeliveries(settings: Settings, limit: Int, now: Int64) throws(StoreError) -> Bool {
        let before = now - Int64(max(settings.keepDays, Store.leastKeepDays)) * 86_400
        let invitations = now - Int64(settings.number(.verifyDays)) * 86_400
        let isOld = """
            (state NOT IN ('queued', 'sending') AND coalesce(sent, ctime, 0)<?1 AND (events IS NOT 'verify' OR ctime<?2)
             AND (state<>'sent' OR sent<?1-31536000 OR subscriberId NOT IN
                   (SELECT subscriberId FROM fx_email_history
                     WHERE subscriberId IS NOT NULL AND class='soft' AND trust='verified' AND lifted IS NULL)))
            """
        try connection.run(
            """
            WITH kept(reader, first) AS MATERIALIZED (
              SELECT subscriberId, min(deliveryId) FROM fx_email_delivery
               WHERE previous IS NOT NULL AND \(isOld) IS NOT TRUE
                 AND deliveryId<(SELECT max(deliveryId) FROM fx_email_delivery WHERE \(isOld)) GROUP BY subscriberId)
            DELETE FROM fx_email_delivery WHERE deliveryId IN
              (SELECT deliveryId FROM fx_email_delivery LEFT JOIN kept ON reader=subscriberId
                WHERE \(isOld) AND (previous IS NULL OR first IS NULL OR deliveryId<first) LIMIT ?3)
            """, [.integer(before), .integer(invitations), SQLValue(limit)])
        if connection.changes == limit { return true }
        try connection.run(
            """
            DELETE FROM fx_email_text
             WHERE ctime<?1 AND textId NOT IN (SELECT textId FROM fx_email_delivery WHERE textId IS NOT NULL)
            """, [.integer(before)])
        try connection.run(
            "DELETE FROM fx_email_latest WHERE deliveryId NOT IN (SELECT deliveryId FROM fx_email_delivery)")
        return false
    }

    // MARK: Rates

    /// How far the rates are used, as the last run left it.
    package func rateState() throws(StoreError) -> String {
        try connection.first("SELECT value FROM fx_email_meta WHERE name='rate'") { $0.text(0) } ?? ""
    }

    /// Keeps how far the rates are used, in the caller's transaction.
    package func keepRateState(_ state: String) throws(StoreError) {
        try connection.run("INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('rate', ?1)", [.text(state)])
    }

    // MARK: Keys

    /// A key of return paths, without its secret.
    package struct KeyLine: Sendable, Hashable {
        package let id: Int64
        /// Seconds since 1970.
        package let made: Int64
    }

    /// The keys, newest first. The first signs; so many verify as `signingKeys` gives.
    package func keyLines() throws(StoreError) -> [KeyLine] {
        try connection.rows("SELECT keyId, ctime FROM fx_email_key ORDER BY keyId DESC") {
            KeyLine(id: $0.integer(0), made: $0.integer(1))
        }
    }

    /// Makes a new key, which signs from now on. What the older ones signed is still accepted.
    package func rotateKey(now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run("INSERT INTO fx_email_key(secret, ctime) VALUES(randomblob(32), ?1)", [.integer(now)])
            try log("notice", "return paths are signed with a new key", inbound: nil, now: now)
        }
    }

    /// Takes a key back: what it signed is not believed any more. The newest one stays. False where there is no such key.
    package func revokeKey(_ id: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            try connection.run(
                "DELETE FROM fx_email_key WHERE keyId=?1 AND keyId<(SELECT max(keyId) FROM fx_email_key)",
                [.integer(id)])
            guard connection.changes == 1 else { return false }
            try log("notice", "key \(id) of return paths was taken back", inbound: nil, now: now)
            return true
        }
    }
}
