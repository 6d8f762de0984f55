import Alerts
import Storage

/// What a run needs to write and compose mails: the settings, the templates, the keys.
package struct Outbox {
    package let store: Store
    package let settings: Settings
    package let writer: LetterWriter
    package let templates: Templates

    /// - Throws: `Failure` for a template that is wrong or cannot be read.
    package init(_ store: Store) throws {
        self.store = store
        settings = try storing { () throws(StoreError) in try store.settings() }
        templates = try TemplateFolder.load(settings)
        writer = LetterWriter(settings: settings, templates: templates)
    }

    /// - Throws: `Failure` for a setting that is missing or wrong.
    package func composer(now: Int64) throws -> Composer {
        let keys = try storing { () throws(StoreError) in try store.signingKeys() }
        do throws(ComposeError) {
            return try Composer(settings: settings, keys: keys, templates: templates, now: now)
        } catch {
            throw Failure(.configuration, error.description)
        }
    }

    // MARK: What is due

    /// How long Fossil's own sender has to mark what it had read: a hundred times what it takes for an event.
    static let claimSeconds = 2.0

    /// Claims the alerts that are due, where Fossil's own sender is on, in the caller's transaction. True where that has to rest
    /// for `claimSeconds` before `queueDue`.
    func claimDue(wantsDigest: Bool, now: Int64) throws(StoreError) -> Bool {
        var count = try store.claimAlerts(.separately)
        let isDue = try store.isDigestDue(now: now)
        if wantsDigest || isDue { count += try store.claimAlerts(.inDigest) }
        return count > 0
    }

    /// Turns into deliveries whatever is due: alerts one by one, once a day the digests and the reminders, and what inbound
    /// mails asked for. In the caller's transaction.
    ///
    /// - Parameter wantsDigest: The digests now, however old the last ones are.
    /// - Returns: What was queued.
    func queueDue(wantsDigest: Bool, now: Int64) throws(StoreError) -> Queued {
        var queued = try store.queueAlerts(inDigest: false, settings: settings, now: now) { events in
            LetterWriter.mails(of: events).map { (writer.alert($0), $0) }
        }
        let isDue = try store.isDigestDue(now: now)
        if wantsDigest || isDue {
            let digests = try store.queueAlerts(inDigest: true, settings: settings, now: now) { events in
                [(writer.digest(events), events)]
            }
            queued.alerts += digests.alerts
            queued.mails += digests.mails
            queued.mails += try store.queueRenewals(
                writer.renewal(daysLeft: Int(Store.renewalNoticeDays)), settings: settings, now: now)
            try store.noteDigest(now: now)
        }
        let administrator = settings[.admin]
        queued.mails += try store.queueNotices(
            administrator: administrator.isEmpty ? nil : administrator, settings: settings, now: now
        ) { $0.letter }
        if isDue { _ = try store.expireInvitations(settings: settings, now: now) }
        return queued
    }
}
