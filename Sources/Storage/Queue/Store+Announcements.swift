import Alerts

extension Store {
    /// Queues a letter for all who subscribe to announcements, those who want digests too, in the caller's transaction.
    ///
    /// - Returns: How many mails were queued.
    package func announce(_ letter: Letter, now: Int64) throws(StoreError) -> Int {
        let condition = try wantsAnnouncements()
        guard try announcementAudience() > 0 else { return 0 }
        let first = try numberDeliveries()
        try connection.run(
            """
            INSERT INTO fx_email_delivery(
              deliveryId, subscriberId, address, textId, messageId, state, due, ctime, previous)
            SELECT email_number(), subscriberId, semail, ?1, email_message_id(?2), 'queued', ?3, ?3, \(Store.previousDelivery)
              FROM subscriber LEFT JOIN fx_email_latest USING(subscriberId) WHERE \(condition)
            """, [.integer(keep(letter, now: now)), .text(ownDomain()), .integer(now)])
        return try linkDeliveries(from: first)
    }

    /// How many would get an announcement.
    package func announcementAudience() throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM subscriber WHERE \(wantsAnnouncements())") { Int($0.integer(0)) }
            ?? 0
    }

    private func wantsAnnouncements() throws(StoreError) -> String {
        try reachable(wantsDigest: nil) + " AND ssub LIKE '%a%'"
    }

    /// How long a ticket is good for one announcement.
    package static let ticketSeconds: Int64 = 86_400

    /// Announces as `announce` does, once for each ticket, in a transaction of its own.
    ///
    /// - Parameters:
    ///   - ticket: A word that stands for this announcement alone.
    ///   - made: When it was made. Seconds since 1970.
    /// - Returns: How many mails were queued; nil where the ticket was used before, or is too old to know.
    package func announce(
        _ letter: Letter, ticket: String, made: Int64, now: Int64
    ) throws(StoreError) -> Int? {
        try connection.write { () throws(StoreError) -> Int? in
            guard made > now - Store.ticketSeconds, made <= now else { return nil }
            let value = try connection.first("SELECT value FROM fx_email_meta WHERE name='announced'") { $0.text(0) }
            // TIME:TICKET each; those that are too old to be good go.
            let used = (value ?? "").split(separator: " ").filter { word in
                word.split(separator: ":").first.flatMap { Int64($0) }.map { $0 > now - Store.ticketSeconds } ?? false
            }
            let word = "\(made):\(ticket)"
            guard !used.contains(where: { $0 == word }) else { return nil }
            try connection.run(
                "INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('announced', ?1)",
                [.text((used.map(String.init) + [word]).joined(separator: " "))])
            return try announce(letter, now: now)
        }
    }
}
