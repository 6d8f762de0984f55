import Alerts

extension Store {
    /// Whose file this is, as `init` found it.
    package func kind() throws(StoreError) -> DatabaseKind {
        let recorded = try connection.first("SELECT value FROM fx_email_meta WHERE name='kind'") { $0.text(0) }
        return recorded.flatMap(DatabaseKind.init(rawValue:)) ?? .own
    }

    /// An event in the words of its source; nil where there is none of that id, or no longer.
    ///
    /// - Parameter id: As in `pending_alert`: `c12`.
    package func event(id: String, settings: Settings) throws(StoreError) -> AlertEvent? {
        guard let letter = id.first, let number = Int64(id.dropFirst()), number >= 0 else { return nil }
        switch try kind() {
        case .fossil:
            return try fossilEvent(id: id, number: number)?.alert(baseURL: settings[.url])
        case .isso where letter == IssoComment.type:
            let site = settings[.siteURL].isEmpty ? settings[.url] : settings[.siteURL]
            return try issoComment(number: number)?.alert(siteURL: site)
        case .own, .isso:
            guard let alert = try ownEvent(number: number)?.alert, alert.id == id else { return nil }
            return alert
        }
    }

    /// The events of these ids, in the order in which they happened. What is there no longer is left out.
    package func events(_ ids: [String], settings: Settings) throws(StoreError) -> [AlertEvent] {
        var events: [AlertEvent] = []
        for id in ids {
            if let event = try event(id: id, settings: settings) { events.append(event) }
        }
        // Numbers grow, and a second is long.
        return events.sorted { ($0.time, Int64($0.id.dropFirst()) ?? 0) < ($1.time, Int64($1.id.dropFirst()) ?? 0) }
    }

    // MARK: Our own events

    /// Adds an event of our own; the trigger queues it. Returns its id, such as `c12`.
    ///
    /// - Parameters:
    ///   - type: One of `OwnEvent.kinds`.
    ///   - subject: What happened, in a line.
    package func addEvent(
        type: Character, subject: String, body: String?, url: String?, user: String?, now: Int64
    ) throws(StoreError) -> String {
        try connection.write { () throws(StoreError) -> String in
            // Fossil calls check-ins ci.
            let stored = type == "c" ? "ci" : String(type)
            let day = Double(now) / 86_400 + 2_440_587.5
            // What belongs to it goes first, so that it is there when the trigger runs.
            let number = try connection.first("SELECT coalesce(max(objid), 0)+1 FROM event") { $0.integer(0) } ?? 1
            try connection.run("DELETE FROM fx_email_event WHERE objid=?1", [.integer(number)])
            if body != nil || url != nil {
                try connection.run(
                    "INSERT INTO fx_email_event(objid, body, url) VALUES(?1, ?2, ?3)",
                    [.integer(number), SQLValue(body), SQLValue(url)])
            }
            try connection.run(
                "INSERT INTO event(type, mtime, objid, user, comment, omtime) VALUES(?1, ?2, ?3, ?4, ?5, ?2)",
                [.text(stored), .real(day), .integer(number), SQLValue(user), .text(subject)])
            return "\(type)\(number)"
        }
    }

    private func ownEvent(number: Int64) throws(StoreError) -> OwnEvent? {
        try connection.first(
            """
            SELECT type, CAST(strftime('%s', coalesce(mtime, 2440587.5)) AS INT),
                   coalesce(nullif(euser,''), user), coalesce(nullif(ecomment,''), comment, brief, ''), body, url
              FROM event LEFT JOIN fx_email_event USING(objid) WHERE objid=?1
            """, [.integer(number)]
        ) { row in
            OwnEvent(
                number: number, type: row.text(0), time: row.integer(1), user: row.textOrNil(2), comment: row.text(3),
                body: row.textOrNil(4), url: row.textOrNil(5))
        }
    }

    // MARK: isso's comments

    /// Nil for a comment that was deleted, and for one that only stands there because others answer it (mode 4).
    private func issoComment(number: Int64) throws(StoreError) -> IssoComment? {
        let parents = try connection.rows(
            """
            SELECT DISTINCT theirs.email FROM comments AS own JOIN comments AS theirs ON theirs.id=own.parent
             WHERE own.id=?1 AND theirs.email IS NOT own.email AND length(theirs.email)>0
            """, [.integer(number)]
        ) { $0.text(0) }
        return try connection.first(
            """
            SELECT created, author, website, text, uri, title, parent, mode
              FROM comments JOIN threads ON threads.id=comments.tid WHERE comments.id=?1 AND mode IN (1, 2)
            """, [.integer(number)]
        ) { row in
            IssoComment(
                number: number, time: row.integer(0), author: row.textOrNil(1), website: row.textOrNil(2),
                text: row.text(3), uri: row.text(4), title: row.textOrNil(5), parent: row.integerOrNil(6),
                repliesTo: parents, awaitsModeration: row.integer(7) == 2)
        }
    }
}
