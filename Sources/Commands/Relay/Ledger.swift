import Alerts
import Bounces
import Storage
import Transports

/// The database whose deliveries pass through a queue: what is refused on the way counts there as if `email exec` had been
/// told so itself.
struct Ledger {
    private let store: Store
    private let settings: Settings
    private let rules: Rules
    /// What tells its deliveries in the queue from those of another database.
    let origin: String

    init(_ store: Store, settings: Settings, origin: MailOrigin) {
        self.store = store
        self.settings = settings
        self.origin = origin.name
        rules = RulesFile.rules(settings, store, now: Clock.now)
    }

    /// Records what became of mails that will not go.
    ///
    /// - Returns: The number of the delivery that each of them is; nil for one that is none.
    func record(_ mails: [PassingMail], now: Int64) throws(StoreError) -> [Int64?] {
        let ended = mails.map { mail -> Store.EndedMail? in
            // A delivery has one recipient.
            guard let (recipient, outcome) = mail.results.first, mail.results.count == 1 else { return nil }
            let verdict = Verdict(
                outcome, address: recipient, messageID: mail.messageID, attempts: mail.row.attempts + 1,
                retry: RetryPolicy(settings), random: 0, rules: rules)
            return Store.EndedMail(messageID: mail.messageID, recipient: recipient, verdict: verdict)
        }
        return try store.recordEnded(ended, settings: settings, now: now)
    }
}
