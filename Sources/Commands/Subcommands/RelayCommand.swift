import Alerts
import ArgumentParser
import Glibc
import Storage
import Synchronization
import Transports

/// `email relay`
struct RelayCommand: SendingCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Pass on the mails of a queue database, ours or Fossil's.",
        discussion: """
            The method db, of ours and of Fossil, puts mails into a database, so that who sends needs no mail agent: it may \
            run in a jail, or as a user who may do little. This passes them on: by a command, a program, SMTP, into a \
            folder, whatever email-send-method can be. It is what Fossil's tools/email-sender.tcl is for.

            Recipients and sender are read from the header of each mail, as `sendmail -t` does: To, Cc and Bcc; Return-Path, \
            where the mail begins with one, else Sender, else From. A mail is deleted from the queue when it was accepted. \
            What was put off is tried again after a minute, then two, four and so on up to four hours. What was refused \
            stays, with the reason, and is not tried again without --retry: --list shows it, also beside a relay that runs, and \
            --drop deletes it for good. But a mail that \
            the database sent by the method db, the one that --db or EMAIL_DB names, is recorded there as failed and judged \
            like a bounce, and leaves the queue: `email deliveries retry` sends it again. A refusal of a mail that \
            Fossil itself wrote counts too, by the subscriber's code in it. A mail that was \
            in the hands of a program or server at the very moment when this one died may go out twice, and the next run \
            names it, here and in the system's log; with db none does, nor with dir and maildir, unless email-send-sync is off.

            Only one runs at a time on a queue; a second one says so and ends with 0. Settings such as \
            email-send-relayhost are those of the database that --db or EMAIL_DB names, if any, and of --set.

            EXAMPLES
                email relay --from /var/spool/email/queue.db --to pipe
                email relay --from q.db --to smtp --set email-send-relayhost=mx --poll 10
                email relay --from queue.db --to dir --set email-send-dir=/tmp/mails
                email relay --from queue.db --list
                email relay --from queue.db --drop 17 --drop 18

            EXIT STATUS
                0    every mail was passed on, has failed or stays for good, or another one is at work
                1    --drop: a number is not that of a refused mail
                64   wrong usage
                66   there is no such queue
                75   some mails wait to be tried later, or the mail agent does not work
                78   the file is no queue, or a setting is missing or wrong
            """)

    @Option(help: ArgumentHelp("The queue database.", valueName: "file"))
    var from: String

    @Option(help: ArgumentHelp("How mails go out, as in email-send-method.", valueName: "method"))
    var to: String?

    @Flag(help: "Show the mails that were tried and not accepted, and pass on none.")
    var list = false

    @Option(help: ArgumentHelp("Delete a mail that was refused, and pass on none. Repeatable.", valueName: "number"))
    var drop: [Int64] = []

    @Option(help: ArgumentHelp("Look again after so many seconds, until a signal ends it.", valueName: "seconds"))
    var poll: Int?

    @Option(name: .customLong("set"), help: ArgumentHelp("A setting for this run.", valueName: "name=value"))
    var assignments: [String] = []

    @Flag(help: "Try at once what was put off or refused.")
    var retry = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if list || !drop.isEmpty {
            guard to == nil, poll == nil, !retry, assignments.isEmpty, !list || drop.isEmpty else {
                throw ValidationError("--list and --drop stand alone, each with --from.")
            }
            return
        }
        guard let to else { throw ValidationError("--to says how mails go out. --list and --drop go without it.") }
        guard Setting.methods.contains(to), to != "off" else {
            throw ValidationError(
                "--to is one of \(Setting.methods.dropFirst().joined(separator: ", ")), and not '\(to)'.")
        }
        if let poll, !(1...86_400).contains(poll) {
            throw ValidationError("--poll is a number of seconds from 1 to 86400.")
        }
        _ = try assigned()
    }

    /// The settings of `--set`.
    private func assigned() throws -> [String: String] {
        var values: [String: String] = [:]
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 2, let setting = Setting(rawValue: parts[0]) else {
                throw ValidationError(
                    "--set \(assignment): name a setting and its value, such as email-send-dir=/tmp/x.")
            }
            if let objection = setting.objection(to: parts[1]) {
                throw ValidationError("--set \(assignment): \(objection)")
            }
            values[parts[0]] = parts[1]
        }
        return values
    }

    func run(smtp: MakeSMTP) throws {
        guard unsafe access(from, F_OK) == 0 else {
            throw Failure(.noInput, "\(from): \(Descriptor.message(errno)). Name the queue with --from.")
        }
        guard let to else { return try tend() }
        let store = try openDatabase()
        var settings = try storing { () throws(StoreError) -> Settings in try store?.settings() ?? Settings() }
        let ledger = try storing { () throws(StoreError) -> Ledger? in try openLedger(store, settings) }
        settings.values.merge(try assigned()) { $1 }
        settings.values[Setting.ownSendMethod.rawValue] = to
        let path = RelayCommand.fullPath(from)
        if to == "db", RelayCommand.fullPath(settings[.sendDatabase]) == path {
            throw Failure(
                .configuration, "email-send-db is the queue itself; name another with --set email-send-db=FILE")
        }
        // Held to the end: SQLite's own locks of the file would go when any descriptor of it is closed.
        let lock = unsafe open(from, O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { throw Failure(.configuration, "\(from): \(Descriptor.message(errno))") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            Console.note("another relay is at work on \(from)")
            return
        }
        var relay = Relay(
            queue: try queue(),
            transport: try transport(settings, origin: MailOrigin(path: path), smtp: smtp),
            note: { Console.note(visible($0)) },
            warn: { line in
                Console.note(visible(line))
                SystemLog.write(.warning, "relay: \(line)")
            }, ledger: ledger)
        try nameDoubts(&relay, MailOrigin(path: path), to)
        try work(relay)
    }

    /// `--list`, `--drop`: they need no lock, since no relay touches what was refused.
    private func tend() throws {
        let held = HeldMails(queue: try queue())
        if list {
            for line in try storing({ () throws(StoreError) in try held.lines() }) { Console.line(visible(line)) }
            return
        }
        let (lines, unknown) = try storing { () throws(StoreError) in try held.drop(drop) }
        for line in lines {
            Console.line(visible(line))
            SystemLog.write(.notice, "relay: \(from): \(line)")
        }
        if !unknown.isEmpty {
            let numbers = unknown.map(String.init).joined(separator: ", ")
            throw Failure(.nothing, "\(from): no mail that was refused has the number \(numbers); --list shows them")
        }
    }

    private func queue() throws -> QueueFile {
        do throws(StoreError) {
            return try QueueFile(path: from, to: .empty)
        } catch  where error.code == .notADatabase {
            throw Failure(.configuration, "\(from): \(error.message). Name the queue with --from.")
        } catch {
            throw Failure(error)
        }
    }

    /// Those of a relay that died, also where it passed mails on by another way.
    private func nameDoubts(_ relay: inout Relay, _ origin: MailOrigin, _ to: String) throws {
        guard ["db", "dir", "maildir", "stdout"].contains(to) else {
            return try storing { () throws(StoreError) in try relay.nameDoubts() }
        }
        var journal = JournalWitness(origin)
        try storing { () throws(StoreError) in try relay.nameDoubts(others: journal.doubts) }
        journal.close()
    }

    private func work(_ relay: Relay) throws {
        var relay = relay
        defer {
            relay.transport.close()
            relay.queue.close()
        }
        if retry { try storing { () throws(StoreError) in try relay.queue.retryAll() } }
        guard let poll else {
            let summary = try storing { () throws(StoreError) in
                try relay.pass(now: { Clock.now }, shouldStop: { false })
            }
            if let failure = summary.agentFailure {
                throw Failure(.tryAgain, "the mail agent does not work: \(failure)")
            }
            if summary.postponed > 0 { throw ExitCode(Failure.Status.tryAgain.rawValue) }
            return
        }
        let file = FileIdentity(from)
        RelayStop.onSignals()
        while !RelayStop.isAsked {
            guard FileIdentity(from) == file else {
                throw Failure(.tryAgain, "\(from) is another file than when this began, or none")
            }
            let summary = try storing { () throws(StoreError) in
                try relay.pass(now: { Clock.now }, shouldStop: { RelayStop.isAsked })
            }
            if let failure = summary.agentFailure { Console.note(visible("the mail agent does not work: \(failure)")) }
            for _ in 0..<poll where !RelayStop.isAsked { sleep(1) }
        }
    }

    /// The database, where one is named or there is one.
    private func openDatabase() throws -> Store? {
        let isNamed = database.database != nil || Environment.value("EMAIL_DB") != nil
        let isThere = unsafe access(database.path, F_OK) == 0
        guard isNamed || isThere else { return nil }
        return try database.open()
    }

    /// Nil where there is no database, or one that keeps no deliveries or may only be read.
    private func openLedger(_ store: Store?, _ settings: Settings) throws(StoreError) -> Ledger? {
        guard let store else { return nil }
        if store.isReadOnly {
            Console.note("what is refused is not recorded: \(visible(database.path)) may only be read")
            return nil
        }
        do throws(StoreError) {
            let origin = try WayOut.origin(store, path: database.path)
            return Ledger(store, settings: settings, origin: origin)
        } catch  where error.code == .notInitialised {
            return nil
        }
    }

    private func transport(_ settings: Settings, origin: MailOrigin, smtp: MakeSMTP) throws -> any Transport {
        do throws(TransportError) {
            return try makeTransport(settings: settings, origin: origin, log: .system, smtp: smtp)
        } catch {
            throw Failure(error)
        }
    }

    private static func fullPath(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

/// A signal ends `--poll` after the batch at hand.
private enum RelayStop {
    private static let asked = Atomic(false)

    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    static func onSignals() {
        _ = isAsked
        for number in [SIGTERM, SIGINT, SIGHUP] {
            signal(number) { _ in RelayStop.asked.store(true, ordering: .relaxed) }
        }
    }
}
