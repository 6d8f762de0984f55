import Alerts
import Glibc
import Storage
import Transports

/// Takes mails into one database: keeps each, judges it, and acts.
struct Receiver {
    let store: Store
    let settings: Settings

    /// - Throws: `missing`, `notInitialised` and whatever else keeps the database from being used.
    init(path: String) throws(StoreError) {
        store = try Store(path: path)
        store.expectShortProcess()
        settings = try store.settings()
    }

    /// What became of a mail.
    struct Outcome {
        let arrival: Arrival
        /// Nil where nothing was left to judge.
        let judged: JudgedMail?
        let conclusion: Conclusion?
    }

    /// Keeps the mail in a transaction of its own, then judges it and acts in a second, whose sync is that of both.
    ///
    /// When this returns, the mail is on disk and need not be delivered again, whatever it was.
    func receive(
        _ content: Descriptor.Content, recipients: [String], sender: String?, now: Int64
    ) throws(StoreError) -> Outcome {
        let mail = IncomingMail(
            bytes: content.bytes, size: content.size, recipients: recipients, sender: sender, received: now)
        let arrival = try store.receive(mail.inbound, process: getpid()) { process, since in
            IncomingMail.isRunning(process, since: since, now: now)
        }
        guard let id = arrival.toJudge else { return Outcome(arrival: arrival, judged: nil, conclusion: nil) }
        if let directory = settings.receiveDirectory { keepCopy(content.bytes, id: id, now: now, in: directory) }
        let judged = mail.judged(rules: RulesFile.rules(settings, store, now: now))
        let conclusion = try store.conclude(mail.judgement(judged, id: id, settings: settings), settings: settings)
        return Outcome(arrival: arrival, judged: judged, conclusion: conclusion)
    }

    private func keepCopy(_ mail: [UInt8], id: Int64, now: Int64, in directory: String) {
        guard let message = MailCopy.write(mail, id: id, now: now, in: directory) else { return }
        SystemLog.write(.warning, message)
        try? store.writeLog("warning", message, inbound: id, now: now)
    }
}
