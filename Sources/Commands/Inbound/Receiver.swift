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
        let mail = InboundMail(
            bytes: content.bytes, size: content.size, fingerprint: MailFingerprint.of(content.bytes),
            recipient: recipients.first, sender: sender, received: now)
        let arrival = try store.receive(mail, process: getpid()) { process, since in
            Receiver.isRunning(process, since: since, now: now)
        }
        guard case .new(let id) = arrival else { return Outcome(arrival: arrival, judged: nil, conclusion: nil) }
        if let directory = settings.receiveDirectory { keepCopy(content.bytes, id: id, now: now, in: directory) }
        let judged = JudgedMail(
            content.bytes, recipients: recipients, sender: sender,
            rules: RulesFile.rules(settings, store, now: now))
        // What `email doctor` sends round is about nobody, whatever it says.
        if let probe = try store.genuineProbe(among: judged.clues.probes, now: now) {
            let sighting = ProbeSighting.observe(probe, recipients: recipients, sender: sender)
            let conclusion = Conclusion(probe: sighting.sentence)
            try store.concludeProbe(id, probe, conclusion, sighting: sighting.json, now: now)
            return Outcome(arrival: arrival, judged: judged, conclusion: conclusion)
        }
        let conclusion = try store.conclude(
            id, clues: judged.clues, now: now, settings: settings, ask: judged.questions
        ) {
            judged.conclusion(proofs: $0, history: $1, settings: settings, inbound: id, received: now)
        }
        return Outcome(arrival: arrival, judged: judged, conclusion: conclusion)
    }

    /// Whether the process that marked a mail as being judged may still be at it. Past its deadline it cannot; and it is not
    /// this one, whatever its number: numbers come again, soon in a container. What was marked later than now was marked by a
    /// clock that has been set back since, and says nothing.
    private static func isRunning(_ process: Int32, since: Int64, now: Int64) -> Bool {
        let isRecent = since <= now && now - since <= Int64(DeliveryProcess.deadlineSeconds)
        guard process > 0, process != getpid(), isRecent else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    /// Writes the mail into `email-receive-dir`. That is for looking at mails: a failure is logged and fails nothing.
    private func keepCopy(_ mail: [UInt8], id: Int64, now: Int64, in directory: String) {
        let path = "\(directory)/email-\(now)-\(id).eml"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let isWritten = descriptor >= 0 && Descriptor.write(mail, to: descriptor)
        let failure = errno
        if descriptor >= 0 { close(descriptor) }
        guard !isWritten else { return }
        let message = "\(path) (email-receive-dir) cannot be written: \(Descriptor.message(failure))"
        SystemLog.write(.warning, message)
        try? store.writeLog("warning", message, inbound: id, now: now)
    }
}
