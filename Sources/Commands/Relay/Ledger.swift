import Alerts
import Bounces
import MIME
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

    /// What the database knows of a mail that will not go.
    enum Record {
        /// It is a delivery of that number, which has failed.
        case delivery(Int64)
        /// It carries the code of a subscriber, for whom the refusal counts: a mail of Fossil's own.
        case judged
        case nothing
    }

    /// Records what became of mails that will not go.
    func record(_ mails: [PassingMail], now: Int64) throws(StoreError) -> [Record] {
        let ended = mails.map { mail -> Store.EndedMail? in
            // A delivery has one recipient.
            guard let (recipient, outcome) = mail.results.first, mail.results.count == 1 else { return nil }
            let verdict = Verdict(
                outcome, address: recipient, messageID: mail.messageID, attempts: mail.row.attempts + 1,
                retry: RetryPolicy(settings), random: 0, rules: rules)
            return Store.EndedMail(messageID: mail.messageID, recipient: recipient, verdict: verdict)
        }
        let deliveries = try store.recordEnded(ended, settings: settings, now: now)
        var records: [Record] = []
        for (mail, (ended, delivery)) in zip(mails, zip(ended, deliveries)) {
            if let delivery {
                records.append(.delivery(delivery))
            } else if let ended, try isJudged(mail, ended.verdict, now: now) {
                records.append(.judged)
            } else {
                records.append(.nothing)
            }
        }
        return records
    }

    private func isJudged(_ mail: PassingMail, _ verdict: Verdict, now: Int64) throws(StoreError) -> Bool {
        guard case .failed(let found, _) = verdict else { return false }
        let report = Report(
            kind: found.kind, rule: found.rule, original: Original(of: Message(mail.row.mail)),
            recipients: found.recipients)
        return try store.recordRefusal(report, settings: settings, now: now)
    }
}
