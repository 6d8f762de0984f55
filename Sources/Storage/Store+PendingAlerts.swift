import Alerts

extension Store {
    /// The queue of alerts, by id.
    package func pendingAlerts() throws(StoreError) -> [PendingAlert] {
        let moderators = try hasColumn("sentmod", in: "pending_alert") ? "sentMod" : "0"
        return try connection.rows(
            """
            SELECT eventid, sentSep IS TRUE, sentDigest IS TRUE, \(moderators) FROM pending_alert ORDER BY eventid
            """
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
    /// takes what is not marked. What is not marked as served is claimed no more.
    package func markPendingAlerts(_ ids: [String], _ stage: AlertStage) throws(StoreError) {
        if stage == .toModerators, try !hasColumn("sentmod", in: "pending_alert") { return }
        for id in ids {
            try connection.run(
                "UPDATE pending_alert SET \(stage.rawValue)=1 WHERE eventid=?1 AND ifnull(\(stage.rawValue),0) IS NOT 1",
                [.text(id)])
        }
    }

    // MARK: Beside Fossil's own sender

    // An alert that is ours to send has NULL in `sentSep` or `sentDigest`. Fossil takes it neither for one that is to be sent
    // (`NOT sentSep`) nor for one that was (`sentDigest AND sentSep`), which it deletes.

    /// Claims the alerts that wait, where Fossil's own sender is on, in the caller's transaction. Returns how many.
    ///
    /// Fossil reads what is not marked, takes some milliseconds for the texts, marks all that with 1 whatever is there, and then
    /// sends it (`alert_send_alerts`); it switches triggers off, so that nothing in the file can stop it. What still has our
    /// mark after a while was not among what it had read.
    package func claimAlerts(_ stage: AlertStage) throws(StoreError) -> Int {
        guard try kind() == .fossil, try fossilSends() else { return 0 }
        let column = stage.rawValue
        try connection.run("UPDATE pending_alert SET \(column)=NULL WHERE \(column) IS FALSE")
        return connection.changes
    }

    /// The alerts that are claimed; nil where none need be.
    func claimedAlerts(_ stage: AlertStage) throws(StoreError) -> Set<String>? {
        guard try kind() == .fossil, try fossilSends() else { return nil }
        return Set(
            try connection.rows("SELECT eventid FROM pending_alert WHERE \(stage.rawValue) IS NULL") {
                $0.text(0)
            })
    }

    /// Gives back what was claimed and not served, in the caller's transaction.
    func releaseAlerts(_ stage: AlertStage) throws(StoreError) {
        let column = stage.rawValue
        try connection.run("UPDATE pending_alert SET \(column)=0 WHERE \(column) IS NULL")
    }

    /// Deletes what was served in both ways, in the caller's transaction.
    ///
    /// Where Fossil's own sender is on, that is left to it: a row that is gone would be queued again when its event is.
    package func deleteServedAlerts() throws(StoreError) {
        if try kind() == .fossil, try fossilSends() { return }
        try connection.run("DELETE FROM pending_alert WHERE sentSep IS TRUE AND sentDigest IS TRUE")
    }

    /// Whether Fossil's own sender is on in this repository.
    package func fossilSends() throws(StoreError) -> Bool {
        let method = try connection.first("SELECT value FROM config WHERE name='email-send-method'") { $0.text(0) }
        return method != nil && method != "off"
    }
}
