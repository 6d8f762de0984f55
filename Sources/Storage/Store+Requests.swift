import Alerts

/// What somebody asked for on a web page, for an address that may be anybody's.
package struct WebRequest: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case subscribe
        /// The link to one's own page.
        case link
    }

    package let id: Int64
    package let kind: Kind
    package let address: String
    /// The letters of `ssub`, of a `subscribe`.
    package let letters: String?
    package let wantsDigest: Bool
    /// The address of the client.
    package let network: String
}

extension Store {
    /// So many requests wait at most; one more is forgotten. They wait for a second or so, unless the database is in the way.
    private static let maximumRequests: Int64 = 10_000

    /// What `events` says of a mail with the link to a page; its index rests on it.
    private static let link = "link"

    /// Keeps a request. It costs the same whoever has the address, since nobody looks it up.
    package func addRequest(
        _ kind: WebRequest.Kind, address: String, letters: String? = nil, wantsDigest: Bool = false, network: String,
        now: Int64
    ) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run(
                """
                INSERT INTO fx_email_request(time, kind, address, letters, digest, network)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count(*) FROM fx_email_request) < ?7
                """,
                [
                    .integer(now), .text(kind.rawValue), .text(address), SQLValue(letters), SQLValue(wantsDigest),
                    .text(network), .integer(Store.maximumRequests),
                ])
        }
    }

    /// The requests that wait, oldest first.
    package func requests(limit: Int) throws(StoreError) -> [WebRequest] {
        try connection.rows(
            """
            SELECT requestId, kind, address, letters, digest, network FROM fx_email_request
             ORDER BY requestId LIMIT ?1
            """, [SQLValue(limit)]
        ) { row in
            WebRequest(
                id: row.integer(0), kind: WebRequest.Kind(rawValue: row.text(1)) ?? .link, address: row.text(2),
                letters: row.textOrNil(3), wantsDigest: row.bool(4), network: row.text(5))
        }
    }

    /// Deletes a request that is done with.
    package func endRequest(_ id: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run("DELETE FROM fx_email_request WHERE requestId=?1", [.integer(id)])
        }
    }

    /// When an address was last sent an invitation or a link, or will be, whoever has the address now; nil where that is not
    /// within two days.
    package func lastAnswer(address: String, now: Int64) throws(StoreError) -> Int64? {
        var last: Int64?
        // One query would use neither index. An invitation may be due a day later.
        for events in ["verify", Store.link] {
            let found = try connection.first(
                """
                SELECT max(max(ctime, iif(sent<=?3, sent, 0), iif(due<=?3+86400, due, 0))) FROM fx_email_delivery
                 WHERE events='\(events)' AND address=?1 AND ctime>?2 AND ctime<=?3 AND state<>'cancelled'
                """, [.text(address), .integer(now - 2 * 86_400), .integer(Store.latest(now))]
            ) { $0.integerOrNil(0) }
            if let time = found ?? nil { last = max(last ?? time, time) }
        }
        return last
    }

    /// Queues a letter that ends with the links of a subscriber. It goes before all others.
    package func queueLink(_ letter: Letter, for subscriber: Subscriber, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            _ = try queue(letter, for: [subscriber], events: [Store.link], due: 0, now: now)
        }
    }

    /// Queues what a visitor writes to the administrator, no more than so many a day.
    ///
    /// - Returns: False where that many were queued.
    package func queueMessage(
        _ letter: Letter, to administrator: String, dailyLimit: Int, now: Int64
    ) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            let count = try connection.first(
                """
                SELECT count(*) FROM fx_email_delivery
                 WHERE subscriberId=0 AND previous IS NULL AND events='message' AND ctime>?1 AND ctime<=?2
                """,
                [.integer(now - 86_400), .integer(Store.latest(now))]
            ) { $0.integer(0) }
            guard (count ?? 0) < dailyLimit else { return false }
            try queue(letter, to: administrator, events: ["message"], due: 0, now: now)
            return true
        }
    }
}
