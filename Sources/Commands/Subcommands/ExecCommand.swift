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

            Run it from cron, or as a service with --loop. One runs at a time on a database: a second says so and ends. \
            However it ends, no mail is lost, and none goes twice but those that were in the mail agent's hands at that \
            moment; where nobody can know whether the agent has them they are sent again, and the log names each.

            In a Fossil repository, alerts are taken whether Fossil's own sender is on or off; what it has marked as sent \
            is left alone, and what is taken here is marked for it (see `email help init`).

            EXAMPLES
                * * * * *  PATH=$PATH:/usr/sbin /usr/local/bin/email exec --db /var/lib/email/email.db
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
        guard let lock = try ExecCommand.lock(database.path, otherwise: "nothing was done") else { return }
        defer { lock.release() }
        StopSignal.watch()
        var wantsDigest = digest
        while true {
            let began = Clock.preciseNow
            do {
                try round(store, wantsDigest: wantsDigest, smtp: smtp)
                wantsDigest = false
            } catch let failure as Failure where loop != nil && failure.status == .tryAgain {
                Console.note(visible(failure.message))
                SystemLog.write(.error, "exec: \(failure.message)")
            }
            guard let loop, StopSignal.sleep(until: began + Double(loop)) else { return }
        }
    }

    /// Nil where another one runs, which is said.
    ///
    /// - Parameter consequence: What that means.
    static func lock(_ path: String, otherwise consequence: String) throws -> RunLock? {
        do throws(RunLock.Refusal) {
            return try RunLock(database: path)
        } catch {
            switch error {
            case .held(let process):
                let who = process.map { " (process \($0))" } ?? ""
                Console.note("another `email exec`\(who) is sending from \(visible(path)); \(consequence)")
                return nil
            case .failed(let file, let reason):
                throw Failure(
                    .configuration, "\(file): \(Descriptor.message(reason)). It keeps two from sending at once.")
            }
        }
    }

    private func round(_ store: Store, wantsDigest: Bool, smtp: MakeSMTP) throws {
        try storing { () throws(StoreError) in
            // Fossil would take a method that it does not know for one that sent.
            if try store.exposedSendMethod() == nil { return }
            _ = try store.transaction { () throws(StoreError) in try store.protectSendMethod(now: Clock.now) }
        }
        var outbox = try Outbox(store)
        guard let transport = try WayOut.make(outbox.settings, database: database.path, smtp: smtp) else {
            if isatty(2) == 1 { Console.note("nothing is sent, as email-send-method is off") }
            return
        }
        let composer = try outbox.composer(now: Clock.now)
        var dispatcher = try storing { () throws(StoreError) in
            try Dispatcher(store: store, settings: outbox.settings, composer: composer, transport: transport)
        }
        defer { dispatcher.transport.close() }
        for line in try storing({ () throws(StoreError) in try dispatcher.recover() }) {
            Console.note(visible(line))
            SystemLog.write(.warning, line)
        }
        var makesDigest = wantsDigest
        while true {
            let mustRest = try storing { () throws(StoreError) in
                try store.transaction { () throws(StoreError) in
                    try outbox.claimDue(wantsDigest: makesDigest, now: Clock.now)
                }
            }
            if mustRest { _ = StopSignal.sleep(until: Clock.preciseNow + Outbox.claimSeconds) }
            let now = Clock.now
            let due = try storing { () throws(StoreError) in
                _ = try store.transaction { () throws(StoreError) in
                    try outbox.queueDue(wantsDigest: makesDigest, now: now)
                }
                return try store.queueLength(now: now).due
            }
            makesDigest = false
            dispatcher.bar = ProgressBar(total: dispatcher.tally.handled + due)
            defer { dispatcher.bar.finish() }
            try storing { () throws(StoreError) in try dispatcher.run() }
            guard dispatcher.tally.agentFailure == nil, let moment = try nextMoment(store, dispatcher),
                StopSignal.sleep(until: Double(moment))
            else { break }
            // Settings and templates may have changed while a rate held mails back, and so has the time.
            outbox = try Outbox(store)
            dispatcher.composer = try outbox.composer(now: Clock.now)
        }
        try storing { () throws(StoreError) in
            try store.deleteOldDeliveries(settings: outbox.settings, now: Clock.now)
        }
        try report(dispatcher.tally)
    }

    /// When the next of the mails may go that were due but for a rate; nil where there is none.
    private func nextMoment(_ store: Store, _ dispatcher: Dispatcher) throws -> Int64? {
        let now = Clock.now
        guard dispatcher.heldUntil > now else { return nil }
        let next = try storing { () throws(StoreError) in try store.queueLength(now: now).next }
        return next.flatMap { $0 <= dispatcher.heldUntil ? $0 : nil }
    }

    private func report(_ tally: Dispatcher.Tally) throws {
        if tally.handled > 0, isatty(1) == 1 || loop == nil && isatty(2) == 1 {
            var parts = ["\(tally.sent) sent"]
            if tally.failed > 0 { parts.append("\(tally.failed) failed") }
            if tally.waiting > 0 { parts.append("\(tally.waiting) to be tried again") }
            Console.line(parts.joined(separator: ", "))
        }
        if let reason = tally.agentFailure {
            throw Failure(.tryAgain, "the mail agent does not work, so nothing more was tried: \(reason)")
        }
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
        _ = output.deliver(mails)
    }
}
