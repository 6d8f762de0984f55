import Alerts

/// All that decides whether a subscriber gets mail.
package struct Standing: Sendable {
    package let subscriber: Subscriber
    /// Whether the subscription has ended, as it was not renewed.
    package let hasEnded: Bool
    /// The report that made the subscriber do-not-call; nil where that was a person or another program.
    package let silencedBy: HistoryEntry?
    /// The newest reports, oldest first.
    package let entries: [HistoryEntry]
    /// What of them counts.
    package let history: History
    /// When a mail was last handed over. Seconds since 1970.
    package let lastSent: Int64?
    /// What goes on at the provider of the address.
    package let incidents: [Incident]
}

extension Store {
    /// Nil where nobody subscribes with the address.
    package func standing(address: String, limit: Int, now: Int64) throws(StoreError) -> Standing? {
        guard let subscriber = try subscriber(address: address) else { return nil }
        // The number may be that of somebody who left: what was before is not for this one to see.
        let entries = try history(subscriber: subscriber.id).filter {
            $0.received >= subscriber.created || subscriber.hasAddress($0.address)
        }
        let sent = try connection.first(
            """
            SELECT max(sent) FROM fx_email_delivery
             WHERE \(Store.isToSubscriber) AND state='sent' AND (address=?2 OR ctime>=?3)
            """, [.integer(subscriber.id), .text(subscriber.address), .integer(subscriber.created)]
        ) { $0.integerOrNil(0) }
        let domain = FailureGroup.domain(of: subscriber.address)
        return Standing(
            subscriber: subscriber, hasEnded: try hasEnded(subscriber), silencedBy: try silencing(subscriber),
            entries: entries.prefix(limit).reversed(), history: try history(of: [subscriber.id], now: now),
            lastSent: sent ?? nil,
            incidents: try incidents(limit: 100).filter {
                $0.ended == nil && $0.group.side == .domain && $0.group.provider == domain
            })
    }

    /// The report that made a subscriber do-not-call.
    package func silencing(_ subscriber: Subscriber) throws(StoreError) -> HistoryEntry? {
        guard subscriber.isDoNotCall else { return nil }
        return try history(subscriber: subscriber.id).first {
            $0.effect == "do-not-call" && $0.lifted == nil && subscriber.hasAddress($0.address)
        }
    }
}
