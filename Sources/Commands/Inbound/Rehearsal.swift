import Alerts
import Storage

/// Judges mails without keeping them: `--dry-run`.
struct Rehearsal {
    /// Nil where there is no database: then nothing is decided.
    private let store: Store?
    private let settings: Settings

    /// - Throws: What keeps an existing database from being read. A missing one is no mistake.
    init(path: String) throws(StoreError) {
        do throws(StoreError) {
            let store = try Store(path: path, readOnly: true)
            settings = try store.settings()
            self.store = store
        } catch {
            guard error.code == .missing else { throw error }
            store = nil
            settings = Settings()
        }
    }

    func judge(
        _ mail: [UInt8], recipients: [String], sender: String?, now: Int64
    ) throws(StoreError) -> (JudgedMail, Conclusion) {
        let judged = JudgedMail(
            mail, recipients: recipients, sender: sender, rules: RulesFile.rules(settings, nil, now: now),
            isExplained: true)
        guard let store else {
            return (judged, Conclusion(report: judged.report, decisions: [], inbound: nil, received: now))
        }
        let proofs = try store.proofs(for: judged.clues, now: now)
        var history = try store.history(of: proofs.subscribers.map(\.id), now: now)
        history.failures = try store.failures(judged.questions(proofs), settings: settings, now: now, isDry: true)
        let conclusion = judged.conclusion(
            proofs: proofs, history: history, settings: settings, inbound: nil, received: now)
        return (judged, conclusion)
    }
}
