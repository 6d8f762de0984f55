import Alerts

extension Store {
    /// The queue of alerts, by id.
    package func pendingAlerts() throws(StoreError) -> [PendingAlert] {
        let moderators = try hasColumn("sentmod", in: "pending_alert") ? "sentMod" : "0"
        return try connection.rows(
            "SELECT eventid, sentSep, sentDigest, \(moderators) FROM pending_alert ORDER BY eventid"
        ) { row in
            PendingAlert(
                id: row.text(0), isSentSeparately: row.bool(1), isSentInDigest: row.bool(2),
                isSentToModerators: row.bool(3))
        }
    }

    /// The events that are still to be sent one by one, or in the digest, in the order in which they happened.
    package func pendingEvents(inDigest: Bool, settings: Settings) throws(StoreError) -> [AlertEvent] {
        let ids = try pendingAlerts().filter { inDigest ? !$0.isSentInDigest : !$0.isSentSeparately }.map(\.id)
        return try events(ids, settings: settings)
    }

    /// Queues events again, or for the first time. In a transaction of its own.
    package func addPendingAlerts(_ ids: [String]) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            for id in ids { try connection.run("REPLACE INTO pending_alert(eventid) VALUES(?1)", [.text(id)]) }
        }
    }

    /// What of `pending_alert` was served.
    package enum AlertStage: String, Sendable {
        case separately = "sentSep"
        case inDigest = "sentDigest"
        case toModerators = "sentMod"
    }

    /// Marks alerts as served, in the caller's transaction, which must have begun before they were read: Fossil's own sender
    /// takes what is not marked.
    package func markPendingAlerts(_ ids: [String], _ stage: AlertStage) throws(StoreError) {
        if stage == .toModerators, try !hasColumn("sentmod", in: "pending_alert") { return }
        for id in ids {
            // Those that are marked already would wake the guard.
            try connection.run(
                "UPDATE pending_alert SET \(stage.rawValue)=1 WHERE eventid=?1 AND ifnull(\(stage.rawValue),0) IS NOT 1",
                [.text(id)])
        }
    }

    /// Deletes what was served in both ways, in the caller's transaction.
    ///
    /// Where Fossil's own sender is on, that is left to it: it may have read the rows a moment ago, and has to find them
    /// marked (see `Schema.guardTrigger`).
    package func deleteServedAlerts() throws(StoreError) {
        if try kind() == .fossil, try fossilSends() { return }
        try connection.run("DELETE FROM pending_alert WHERE sentSep IS NOT 0 AND sentDigest IS NOT 0")
    }

    /// Whether Fossil's own sender is on in this repository.
    package func fossilSends() throws(StoreError) -> Bool {
        let method = try connection.first("SELECT value FROM config WHERE name='email-send-method'") { $0.text(0) }
        return method != nil && method != "off"
    }
}
