import Alerts
import ArgumentParser
import Glibc
import Storage
import Transports

/// `email exec`
struct ExecCommand: SendingCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Send what is due.",
        discussion: """
            Alerts that wait are turned into mails, one a subscriber and only what was subscribed to; once a day those who \
            want a digest get theirs, and those whose subscription ends are reminded. Then every mail that is due is handed \
            to the mail agent that email-send-method names. What cannot be handed over is tried again later, by email-retry; \
            what the recipient's side refuses counts like a bounce. Where the mail agent itself does not work, nothing more \
            is tried.

            Run it from cron (by a line `* * * * *`, below a line `PATH=` that has /usr/sbin, where sendmail is), or as a \
            service with --loop. One runs at a time on a database: a second says so and ends. \
            However it ends, no mail is lost, and none goes twice but those that were in the mail agent's hands at that \
            moment; where nobody can know whether the agent has them they are sent again, and the log names each.

            In a Fossil repository, alerts are taken whether Fossil's own sender is on or off; what it has marked as sent \
            is left alone, and what is taken here is marked for it (see `email help init`).

            EXAMPLES
                email exec --db /var/lib/email/email.db
                email exec --loop 20
                email exec --test

            EXIT STATUS
                0    done, or another one is at it, or email-send-method is off
                75   the mail agent does not work, or the database is locked
                78   the database, a setting or a template is missing or wrong
            """)

    @Flag(help: "Make the digests now, however old the last ones are.")
    var digest = false

    @Flag(help: "Print the mails that would be sent; change nothing.")
    var test = false

    @Option(help: ArgumentHelp("Go on, and look for what is due every so many seconds.", valueName: "seconds"))
    var loop: Int?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if let loop, !(1...86_400).contains(loop) {
            throw ValidationError("--loop takes a number of seconds from 1 to 86400.")
        }
        if loop != nil, test { throw ValidationError("--test and --loop exclude each other.") }
    }

    func run(smtp: MakeSMTP) throws {
        umask(0o077)
        let store = try database.open()
        store.expectManyMails()
        if test { return try rehearse(store) }
        if isatty(2) == 1 { warnOfRoot() }
        guard let lock = try ExecCommand.lock(database.path, otherwise: "nothing was done") else { return }
        defer { lock.release() }
        StopSignal.watch()
        var wantsDigest = digest
        var round = ExecRound(store: store, path: database.path)
        // What else comes must not have to wait for longer.
        if let loop { round.patienceSeconds = Int64(loop) }
        while true {
            let began = Clock.preciseNow
            var held = Double.infinity
            do {
                let tally = try round.run(wantsDigest: wantsDigest, smtp: smtp)
                wantsDigest = false
                if let next = tally?.next { held = Double(next) }
                if let tally { try report(tally) }
            } catch let failure as Failure where loop != nil && failure.status == .tryAgain && !store.isReplaced {
                Console.note(visible(failure.message))
                SystemLog.write(.error, "exec: \(failure.message)")
            }
            guard let loop, StopSignal.sleep(until: min(began + Double(loop), held)) else { return }
        }
    }

    /// How long an `email send` is waited for.
    private static let patienceSeconds = 30.0

    /// Nil where another one runs, which is said.
    ///
    /// An `email send` beside it sends its own mails only: it is waited for.
    ///
    /// - Parameter consequence: What that means; nil where nothing is to be said.
    static func lock(
        _ path: String, otherwise consequence: String?, as purpose: RunLock.Purpose = .exec
    ) throws -> RunLock? {
        let began = Clock.preciseNow
        let end = began + patienceSeconds
        do throws(RunLock.Refusal) {
            while true {
                do throws(RunLock.Refusal) {
                    return try RunLock(database: path, for: purpose)
                } catch {
                    // Whoever has just got it has not yet said what for.
                    guard case .held(let process, let other) = error, other == .send || process == nil,
                        Clock.preciseNow < (other == .send ? end : began + 0.2),
                        StopSignal.sleep(until: Clock.preciseNow + 0.05)
                    else { throw error }
                }
            }
        } catch {
            switch error {
            case .held(let process, let other):
                if other == .send, purpose == .send {
                    throw Failure(
                        .tryAgain, "another `email send` takes long: the mails wait for the next `email exec`")
                }
                guard let consequence else { return nil }
                let who = process.map { " (process \($0))" } ?? ""
                Console.note("another `email exec`\(who) is sending from \(visible(path)); \(consequence)")
                return nil
            case .failed(let file, let reason):
                throw Failure(
                    .configuration, "\(file): \(Descriptor.message(reason)). It keeps two from sending at once.")
            }
        }
    }

    private func report(_ tally: Dispatcher.Tally) throws {
        if tally.handled > 0, isatty(1) == 1 || loop == nil && isatty(2) == 1 {
            var parts = ["\(tally.sent) sent"]
            if tally.failed > 0 { parts.append("\(tally.failed) failed") }
            if tally.waiting > 0 { parts.append("\(tally.waiting) to be tried again") }
            Console.line(parts.joined(separator: ", "))
        }
        if tally.givenUp > 0 {
            let what = tally.givenUp == 1 ? "a mail was" : "\(tally.givenUp) mails were"
            Console.note(
                visible("\(what) given up: \(tally.lastReason.prefix(300)) (see `email deliveries --state given-up`)"))
        }
        if let reason = tally.agentFailure {
            throw Failure(.tryAgain, "the mail agent does not work, so nothing more was tried: \(reason)")
        }
    }

    /// What root makes, a queue or a folder, may be closed to the one who sends otherwise.
    private func warnOfRoot() {
        var status = stat()
        guard geteuid() == 0, unsafe stat(database.path, &status) == 0, status.st_uid != 0 else { return }
        Console.note(
            "this runs as root, and the database belongs to user \(status.st_uid), who may not be able to use what is made now; "
                + "as that user: sudo -u '#\(status.st_uid)' email exec")
    }

    /// Does it all in a transaction that is undone.
    private func rehearse(_ store: Store) throws {
        let outbox = try Outbox(store)
        let now = Clock.now
        let composer = try outbox.composer(now: now)
        let mails = try storing { () throws(StoreError) in
            try store.rehearsal { () throws(StoreError) -> [OutgoingMessage] in
                _ = try outbox.claimDue(wantsDigest: digest, now: now)
                _ = try outbox.queueDue(wantsDigest: digest, now: now)
                var mails: [OutgoingMessage] = []
                var text: (id: Int64, letter: PreparedLetter)?
                for mail in try store.takeDue(limit: 1_000_000, now: now, delay: { _ in nil }) {
                    if text?.id != mail.textID {
                        text = try store.letter(mail.textID).map { (mail.textID, composer.prepare($0)) }
                    }
                    if let text { mails.append(composer.compose(text.letter, for: mail.addressee)) }
                }
                return mails
            }
        }
        var output = StandardOutput()
        for case .agentFailed(let reason) in output.deliver(mails) { throw Failure(.tryAgain, reason) }
    }
}
