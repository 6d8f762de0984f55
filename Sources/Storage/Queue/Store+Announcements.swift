import Alerts

extension Store {
    /// Queues a letter for all who subscribe to announcements, those who want digests too, in the caller's transaction.
    ///
    /// - Returns: How many mails were queued.
    package func announce(_ letter: Letter, now: Int64) throws(StoreError) -> Int {
        let condition = try reachable(wantsDigest: nil) + " AND ssub LIKE '%a%'"
        let count = try connection.first("SELECT count(*) FROM subscriber WHERE \(condition)") { $0.integer(0) } ?? 0
        guard count > 0 else { return 0 }
        try connection.run(
            """
            WITH who AS MATERIALIZED (
              SELECT subscriberId AS id, semail, lower(hex(randomblob(16))) AS random FROM subscriber
               WHERE \(condition))
            INSERT INTO fx_email_delivery(subscriberId, address, textId, messageId, envelopeId, state, due, ctime)
            SELECT id, semail, ?1, '<'||random||'@'||?2||'>', random, 'queued', ?3, ?3 FROM who
            """, [.integer(keep(letter, now: now)), .text(ownDomain()), .integer(now)])
        return connection.changes
    }
}
