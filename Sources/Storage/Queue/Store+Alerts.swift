import Alerts

/// An alert that waits: a row of Fossil's `pending_alert`.
package struct WaitingAlert: Sendable, Hashable {
    /// `c12`
    package let id: String
    /// Only moderators are told of it yet.
    package let needsModerator: Bool

    package var type: Character { id.first ?? " " }
}

extension Store {
    /// Subscribers who get the same mails: they asked for the same and may see the same.
    private struct Audience: Hashable {
        let letters: String
        /// Fossil's capabilities; empty elsewhere.
        let capabilities: String
    }

    /// The conditions on a row of `subscriber` under which alerts are sent. What Fossil left null was never switched on.
    func reachable(wantsDigest: Bool?) throws(StoreError) -> String {
        let cutoff = try number("email-renew-cutoff")
        let contact = try hasColumn("lastContact", in: "subscriber") ? "coalesce(lastContact, subscriber.mtime)" : "subscriber.mtime"
        var condition = """
            sverified IN (1, 'true') AND coalesce(sdonotcall, 0) IN (0, 'false') AND coalesce(\(contact), 0)>=\(cutoff)
            """
        if let wantsDigest {
            condition += " AND coalesce(sdigest, 0) \(wantsDigest ? "NOT " : "")IN (0, 'false')"
        }
        return condition
    }

    /// A setting of Fossil's that is a number; 0 where it is none.
    func number(_ name: String) throws(StoreError) -> Int64 {
        try connection.first("SELECT value FROM config WHERE name=?1", [.text(name)]) { $0.integer(0) } ?? 0
    }

    func setNumber(_ name: String, to value: Int64, now: Int64) throws(StoreError) {
        try connection.run(
            "INSERT OR REPLACE INTO config(name, value, mtime) VALUES(?1, ?2, ?3)",
            [.text(name), .integer(value), .integer(now)])
    }

    var isFossil: Bool {
        get throws(StoreError) {
            try connection.first("SELECT value FROM fx_email_meta WHERE name='kind'") { $0.text(0) } == "fossil"
        }
    }

    /// The alerts that were not sent yet, each alone or in a digest. In a digest there is none that waits for a moderator.
    package func waitingAlerts(isDigest: Bool) throws(StoreError) -> [WaitingAlert] {
        let column = isDigest ? "sentDigest" : "sentSep"
        let hasPrivate = try hasTable("private")
        let hasModeration = try hasColumn("sentMod", in: "pending_alert")
        let waits = hasPrivate ? "EXISTS (SELECT 1 FROM private WHERE rid=substr(eventid, 2))" : "0"
        let isTold = hasModeration ? "coalesce(sentMod, 0)" : "1"
        return try connection.rows(
            """
            SELECT eventid, needsModerator FROM
              (SELECT eventid, \(waits) AS needsModerator, \(isTold) AS isTold FROM pending_alert
                WHERE coalesce(\(column), 0) IN (0, 'false'))
             WHERE NOT needsModerator OR NOT (isTold OR ?1) ORDER BY eventid
            """, [SQLValue(isDigest)]
        ) { WaitingAlert(id: $0.text(0), needsModerator: $0.bool(1)) }
    }

    /// Turns the alerts that wait into deliveries, in the caller's transaction: each reader gets what was subscribed to and
    /// may be seen, and the alerts are marked as Fossil marks them. An alert whose event is gone is done with too.
    ///
    /// - Parameters:
    ///   - read: The events of ids, oldest first.
    ///   - word: The letters that tell of events, each with the events that it covers.
    package func queueAlerts(
        isDigest: Bool, now: Int64, read: ([String]) throws(StoreError) -> [AlertEvent],
        word: ([AlertEvent]) -> [(letter: Letter, events: [AlertEvent])]
    ) throws(StoreError) -> Queued {
        let alerts = try waitingAlerts(isDigest: isDigest)
        guard !alerts.isEmpty else { return Queued() }
        let events = try read(alerts.map(\.id))
        let held = Set(alerts.filter(\.needsModerator).map(\.id))
        var queued = Queued(alerts: alerts.count)
        if !events.isEmpty {
            let isFossil = try isFossil
            let grants = isFossil ? try grants() : Privileges.Grants()
            let condition = try reachable(wantsDigest: isDigest)
            let domain = try ownDomain()
            var texts: [[String]: [(text: Int64, events: [String])]] = [:]
            for audience in try audiences(condition, isFossil: isFossil) {
                let privileges = isFossil ? Privileges(audience.capabilities, grants: grants) : nil
                let wanted = events.filter { event in
                    Store.wants(event, audience.letters, privileges, needsModerator: held.contains(event.id))
                }
                if wanted.isEmpty { continue }
                let key = wanted.map(\.id)
                if texts[key] == nil {
                    var kept: [(Int64, [String])] = []
                    for (letter, events) in word(wanted) { kept.append((try keep(letter, now: now), events.map(\.id))) }
                    texts[key] = kept
                }
                for (text, events) in texts[key] ?? [] {
                    queued.mails += try queue(
                        text: text, events: events, for: audience, condition, isFossil: isFossil, domain: domain,
                        now: now)
                }
            }
        }
        try mark(alerts, isDigest: isDigest)
        return queued
    }

    private static func wants(
        _ event: AlertEvent, _ letters: String, _ privileges: Privileges?, needsModerator: Bool
    ) -> Bool {
        guard letters.contains(where: event.letters.contains) else { return false }
        guard let privileges, let type = event.id.first else { return !needsModerator }
        return needsModerator ? privileges.mayModerate(type) : privileges.maySee(type)
    }

    private func audiences(_ condition: String, isFossil: Bool) throws(StoreError) -> [Audience] {
        let capabilities = isFossil ? "coalesce(user.cap, '')" : "''"
        let users = isFossil ? "LEFT JOIN user ON user.login=suname" : ""
        return try connection.rows(
            """
            SELECT DISTINCT coalesce(ssub, ''), \(capabilities) FROM subscriber \(users)
             WHERE \(condition) ORDER BY 1, 2
            """
        ) { Audience(letters: $0.text(0), capabilities: $0.text(1)) }
    }

    private func queue(
        text: Int64, events: [String], for audience: Audience, _ condition: String, isFossil: Bool, domain: String,
        now: Int64
    ) throws(StoreError) -> Int {
        let users = isFossil ? "LEFT JOIN user ON user.login=suname" : ""
        let mayDoTheSame = isFossil ? "AND coalesce(user.cap, '')=?7" : "AND ?7=''"
        try connection.run(
            """
            WITH who AS MATERIALIZED (
              SELECT subscriberId AS id, semail, lower(hex(randomblob(16))) AS random FROM subscriber \(users)
               WHERE \(condition) AND coalesce(ssub, '')=?6 \(mayDoTheSame))
            INSERT INTO fx_email_delivery(subscriberId, address, textId, events, messageId, envelopeId, state, due, ctime)
            SELECT id, semail, ?1, ?2, '<'||random||'@'||?3||'>', random, 'queued', ?4, ?5 FROM who
            """,
            [
                .integer(text), SQLValue(Store.joined(events)), .text(domain), .integer(now), .integer(now),
                .text(audience.letters), .text(audience.capabilities),
            ])
        return connection.changes
    }

    /// What the special users of a Fossil repository grant to others.
    private func grants() throws(StoreError) -> Privileges.Grants {
        var grants = Privileges.Grants()
        try connection.each(
            "SELECT login, cap FROM user WHERE login IN ('nobody', 'anonymous', 'reader', 'developer')"
        ) { row in
            switch row.text(0) {
            case "nobody": grants.nobody = row.text(1)
            case "anonymous": grants.anonymous = row.text(1)
            case "reader": grants.reader = row.text(1)
            default: grants.developer = row.text(1)
            }
        }
        return grants
    }

    /// As Fossil marks them; what was sent both ways is deleted.
    private func mark(_ alerts: [WaitingAlert], isDigest: Bool) throws(StoreError) {
        for alert in alerts {
            let column = isDigest ? "sentDigest" : alert.needsModerator ? "sentMod" : "sentSep"
            try connection.run("UPDATE pending_alert SET \(column)=1 WHERE eventid=?1", [.text(alert.id)])
        }
        try connection.run("DELETE FROM pending_alert WHERE sentDigest AND sentSep")
    }
}
