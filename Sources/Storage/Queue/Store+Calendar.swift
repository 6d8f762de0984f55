import Alerts

/// What is due once a day or once a week, by the settings in which Fossil remembers it.
extension Store {
    /// Fossil counts digests in whole Julian days, which begin at noon UTC.
    private static func julianDay(_ now: Int64) -> Int64 {
        Int64((Double(now) / 86_400 + 2_440_587.5).rounded(.down))
    }

    /// Whether the last digest is a day old.
    package func isDigestDue(now: Int64) throws(StoreError) -> Bool {
        Store.julianDay(now) > (try number("email-last-digest"))
    }

    /// Remembers that digests were made, in the caller's transaction.
    package func noteDigest(now: Int64) throws(StoreError) {
        try setNumber("email-last-digest", to: Store.julianDay(now), now: now)
    }

    /// How many days before its end a subscription is reminded of it, and how often that is looked at. As Fossil.
    package static let renewalNoticeDays: Int64 = 7

    /// Queues a letter for the subscribers whose subscription ends within a week, and moves on the day before which alerts
    /// are not sent any more, in the caller's transaction.
    ///
    /// - Returns: How many mails were queued.
    package func queueRenewals(_ letter: Letter, settings: Settings, now: Int64) throws(StoreError) -> Int {
        let interval = Int64(settings.number(.renewInterval))
        guard interval >= 14, try hasColumn("lastContact", in: "subscriber") else { return 0 }
        let oldWarning = try number("email-renew-warning")
        let newWarning = now / 86_400 - interval + Store.renewalNoticeDays
        guard newWarning >= oldWarning + Store.renewalNoticeDays else { return 0 }
        let subscribers = try subscribers(
            where: """
                lastContact<=\(newWarning) AND lastContact>\(oldWarning) AND sverified IN (1, 'true')
                AND coalesce(sdonotcall, 0) IN (0, 'false') AND coalesce(ssub, '') NOT LIKE '%k%'
                """)
        try queue(letter, for: subscribers, events: ["renewal"], due: now, now: now)
        if oldWarning > 0 { try setNumber("email-renew-cutoff", to: oldWarning, now: now) }
        try setNumber("email-renew-warning", to: newWarning, now: now)
        return subscribers.count
    }

    // MARK: When a subscription ends

    /// When a row of `subscriber` was last heard of: days since 1970. Older files of Fossil have no `lastContact`; there `mtime`
    /// stands for it.
    func contactColumn() throws(StoreError) -> String {
        try hasColumn("lastContact", in: "subscriber")
            ? "coalesce(lastContact, subscriber.mtime)" : "subscriber.mtime"
    }

    /// The subscribers whose subscription has ended, as they did not renew it: nothing is sent to them until they do, or
    /// somebody does it for them.
    ///
    /// - Parameter subscriber: Only this one.
    package func ended(_ subscriber: Int64? = nil) throws(StoreError) -> Set<Int64> {
        let cutoff = try number("email-renew-cutoff")
        guard cutoff > 0 else { return [] }
        return Set(
            try connection.rows(
                """
                SELECT subscriberId FROM subscriber
                 WHERE coalesce(\(contactColumn()), 0)<?1 \(subscriber.map { "AND subscriberId=\($0)" } ?? "")
                """, [.integer(cutoff)]
            ) { $0.integer(0) })
    }

    /// Those among a few.
    package func ended(among subscribers: [Subscriber]) throws(StoreError) -> Set<Int64> {
        var found: Set<Int64> = []
        for subscriber in subscribers where try hasEnded(subscriber) { found.insert(subscriber.id) }
        return found
    }

    /// Whether the subscription of one has ended.
    package func hasEnded(_ subscriber: Subscriber) throws(StoreError) -> Bool {
        try !ended(subscriber.id).isEmpty
    }

    /// Lets a subscription last as long as a new one, in the caller's transaction.
    ///
    /// - Parameter code: That of the subscriber who is meant, where the number may be another's by now.
    func noteContact(id: Int64, code: [UInt8]? = nil, now: Int64) throws(StoreError) {
        let column = try hasColumn("lastContact", in: "subscriber") ? "lastContact=?2/86400" : "mtime=?2"
        try connection.run(
            "UPDATE subscriber SET \(column) WHERE subscriberId=?1 AND (?3 IS NULL OR subscriberCode=?3)",
            [.integer(id), .integer(now), code.map(SQLValue.blob) ?? .null])
    }
}
