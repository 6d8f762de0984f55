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
}
