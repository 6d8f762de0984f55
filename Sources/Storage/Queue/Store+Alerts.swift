import Alerts

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
        let contact = try contactColumn()
        var condition = """
            semail IS NOT NULL AND sverified IN (1, 'true') AND coalesce(sdonotcall, 0) IN (0, 'false') AND coalesce(\(contact), 0)>=\(cutoff)
              AND coalesce(ssub, '') NOT LIKE '%k%'
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

    /// Turns the alerts that wait into deliveries, in the caller's transaction: each reader gets what was subscribed to and
    /// may be seen, and the alerts are marked as Fossil marks them. Where Fossil's own sender is on, only those that
    /// `claimAlerts` has claimed a while ago are taken. An alert whose event is gone is done with too. What waits
    /// for a moderator is told to moderators once, and never in a digest.
    ///
    /// - Parameter word: The letters that tell of events, each with the events that it covers.
    package func queueAlerts(
        inDigest: Bool, settings: Settings, now: Int64,
        word: ([AlertEvent]) -> [(letter: Letter, events: [AlertEvent])]
    ) throws(StoreError) -> Queued {
        let stage: AlertStage = inDigest ? .inDigest : .separately
        let claimed = try claimedAlerts(stage)
        let alerts = try pendingAlerts().filter {
            (inDigest ? !$0.isSentInDigest : !$0.isSentSeparately) && claimed?.contains($0.id) != false
        }
        guard !alerts.isEmpty else { return Queued() }
        var events = try events(alerts.map(\.id), settings: settings)
        let isTold = Set(alerts.filter(\.isSentToModerators).map(\.id))
        let held = Set(events.filter(\.awaitsModeration).map(\.id))
        events.removeAll { $0.awaitsModeration && (inDigest || isTold.contains($0.id)) }
        var round = Round(
            condition: try reachable(wantsDigest: inDigest), grants: try kind() == .fossil ? try grants() : nil,
            domain: try ownDomain(), now: now)
        let mails = events.isEmpty ? 0 : try queue(events, &round, word)
        let done = alerts.map(\.id).filter { !held.contains($0) }
        try markPendingAlerts(done, stage)
        try releaseAlerts(stage)
        if !inDigest { try markPendingAlerts(events.filter(\.awaitsModeration).map(\.id), .toModerators) }
        try deleteServedAlerts()
        return Queued(alerts: done.count, mails: mails)
    }

    /// What holds for all mails of one transaction.
    private struct Round {
        /// On a row of `subscriber`.
        let condition: String
        /// Nil where everybody may see everything: not in a Fossil repository.
        let grants: Privileges.Grants?
        let domain: String
        let now: Int64
        /// The letters that were kept, by the events that a reader wants.
        var texts: [[String]: [(text: Int64, events: [String])]] = [:]

        var users: String { grants == nil ? "" : "LEFT JOIN user ON user.login=suname" }
        var capabilities: String { grants == nil ? "''" : "coalesce(user.cap, '')" }

        func mayGet(_ event: AlertEvent, capabilities: String) -> Bool {
            guard let grants, let type = event.id.first else { return !event.awaitsModeration }
            let privileges = Privileges(capabilities, grants: grants)
            return event.awaitsModeration ? privileges.mayModerate(type) : privileges.maySee(type)
        }
    }

    private func queue(
        _ events: [AlertEvent], _ round: inout Round,
        _ word: ([AlertEvent]) -> [(letter: Letter, events: [AlertEvent])]
    ) throws(StoreError) -> Int {
        var mails = 0
        // Those whom a reply concerns want what others with the same letters do not.
        let answered = try answered(events, round)
        for (subscriber, capabilities) in answered {
            let wanted = events.filter {
                $0.isWanted(by: subscriber) && round.mayGet($0, capabilities: capabilities)
            }
            for (text, events) in try texts(of: wanted, &round, word) {
                mails += try queue(
                    text: text, events: events, round, condition: "subscriberId=?6 AND ?7=''", .integer(subscriber.id),
                    "")
            }
        }
        let others = answered.map { String($0.subscriber.id) }.joined(separator: ",")
        for audience in try audiences(round) {
            let anybody = Subscriber(id: 0, address: "", subscriptions: audience.letters)
            let wanted = events.filter {
                $0.isWanted(by: anybody) && round.mayGet($0, capabilities: audience.capabilities)
            }
            guard !wanted.isEmpty, try isReachable(audience, round) else { continue }
            for (text, events) in try texts(of: wanted, &round, word) {
                mails += try queue(
                    text: text, events: events, round,
                    condition: """
                        coalesce(ssub, '')=?6 AND \(round.capabilities)=?7 AND subscriberId NOT IN (\(others))
                        """, .text(audience.letters), audience.capabilities)
            }
        }
        return mails
    }

    private func texts(
        of wanted: [AlertEvent], _ round: inout Round,
        _ word: ([AlertEvent]) -> [(letter: Letter, events: [AlertEvent])]
    ) throws(StoreError) -> [(text: Int64, events: [String])] {
        if wanted.isEmpty { return [] }
        let key = wanted.map(\.id)
        if let known = round.texts[key] { return known }
        var kept: [(text: Int64, events: [String])] = []
        for (letter, events) in word(wanted) { kept.append((try keep(letter, now: round.now), events.map(\.id))) }
        round.texts[key] = kept
        return kept
    }

    /// The subscribers to whose own words an event replies, and who want to know of that.
    private func answered(
        _ events: [AlertEvent], _ round: Round
    ) throws(StoreError) -> [(subscriber: Subscriber, capabilities: String)] {
        var found: [(subscriber: Subscriber, capabilities: String)] = []
        for name in Set(events.flatMap(\.repliesTo)).sorted() {
            for id in try connection.rows(
                """
                SELECT subscriberId, \(round.capabilities) FROM subscriber \(round.users)
                 WHERE \(round.condition) AND ssub LIKE '%r%' AND (suname=?1 OR semail=?1)
                """, [.text(name)], { (id: $0.integer(0), capabilities: $0.text(1)) })
            where !found.contains(where: { $0.subscriber.id == id.id }) {
                if let subscriber = try subscriber(id: id.id) { found.append((subscriber, id.capabilities)) }
            }
        }
        return found
    }

    /// Those of all subscribers, reachable or not. By DISTINCT and with that condition it takes five times as long.
    private func audiences(_ round: Round) throws(StoreError) -> [Audience] {
        var found: Set<Audience> = []
        var last: Audience?
        try connection.each("SELECT ssub, \(round.capabilities) FROM subscriber \(round.users)") { row in
            let audience = Audience(letters: row.text(0), capabilities: row.text(1))
            if audience != last { found.insert(audience) }
            last = audience
        }
        return found.sorted { ($0.letters, $0.capabilities) < ($1.letters, $1.capabilities) }
    }

    private func isReachable(_ audience: Audience, _ round: Round) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM subscriber \(round.users)
             WHERE \(round.condition) AND coalesce(ssub, '')=?1 AND \(round.capabilities)=?2
            """, [.text(audience.letters), .text(audience.capabilities)]
        ) { _ in true } ?? false
    }

    /// Queues a text for all for whom a condition on `?6` and `?7` holds: one statement, whatever their number.
    private func queue(
        text: Int64, events: [String], _ round: Round, condition: String, _ value: SQLValue,
        _ capabilities: String
    ) throws(StoreError) -> Int {
        let first = try numberDeliveries()
        try connection.run(
            """
            INSERT INTO fx_email_delivery(
              deliveryId, subscriberId, address, textId, events, messageId, state, due, ctime, previous)
            SELECT email_number(), subscriberId, semail, ?1, ?2, email_message_id(?3), 'queued', ?4, ?5, \(Store.previousDelivery)
              FROM subscriber \(round.users) LEFT JOIN fx_email_latest USING(subscriberId)
             WHERE \(round.condition) AND \(condition)
            """,
            [
                .integer(text), SQLValue(Store.joined(events)), .text(round.domain), .integer(round.now),
                .integer(round.now), value, .text(capabilities),
            ])
        return try linkDeliveries(from: first)
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
}
