import Alerts
import ArgumentParser
import Glibc
import Storage

/// `email inbound`, as a person calls it. A mail server's call never gets here: see `Delivery`.
struct InboundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbound",
        abstract: "Take mails that came back: keep, judge and act.",
        usage: """
            email inbound [--db <file>] [--recipient <address>] [--sender <address>]
            email inbound [options] [--mbox <file>] [--maildir <folder>] [<file> ...]
            email inbound log | replay | show
            """,
        discussion: """
            Without a file a mail is read from standard input, as mail servers hand it over. It is kept first, then judged; \
            bounce history, log and subscriber are changed in one transaction. The same mail delivered twice counts once. \
            Nothing is printed then, whatever happens, and diagnostics go to the system's log.

            With a file, or with --dry-run, a line a mail is printed.

            EXAMPLES
                bounces: "|/usr/local/bin/email inbound --db /var/lib/email/email.db"
                email inbound --dry-run --explain bounce.eml
                email inbound --dry-run --json --maildir ~/Maildir/.Bounces

            ENVIRONMENT, where --db, --recipient or --sender is not given
                EMAIL_DB              the database
                ORIGINAL_RECIPIENT    the envelope recipient before any alias
                RECIPIENT             the envelope recipient
                SENDER                the envelope sender
            Without these, Delivered-To, X-Original-To and To are read.

            EXIT STATUS with a mail on standard input
                0     the mail is on disk, whatever it was
                75    anything else: the mail server is to try again

            EXIT STATUS otherwise
                0     done
                64    wrong usage
                66    a file cannot be read; the others were taken
                75    it may work later
                78    the database or a setting is missing or wrong
            """,
        subcommands: [InboundLogCommand.self, InboundReplayCommand.self, InboundShowCommand.self])

    @Argument(help: ArgumentHelp("Mails, a file each; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("A file in mbox format. May be given again.", valueName: "file"))
    var mbox: [String] = []

    @Option(help: ArgumentHelp("A Maildir folder, or any folder of files. May be given again.", valueName: "folder"))
    var maildir: [String] = []

    @Option(help: ArgumentHelp("The envelope recipient.", valueName: "address"))
    var recipient: String?

    @Option(help: ArgumentHelp("The envelope sender; empty for the null sender.", valueName: "address"))
    var sender: String?

    @Flag(help: "Change nothing; say what would be done. Needs no database.")
    var dryRun = false

    @Flag(help: "Print a line of JSON a mail.")
    var json = false

    @Flag(help: "Print each step of the judgement with the line of the mail that it rests on.")
    var explain = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        umask(0o077)
        let hasSource = !files.isEmpty || !mbox.isEmpty || !maildir.isEmpty
        if !hasSource, isatty(0) == 1 { Console.note("reading a mail from the terminal; Ctrl-D ends it") }
        let source = MailSource(
            files: hasSource ? files : ["-"], mailboxes: mbox, folders: maildir, limit: JudgedMail.maximumBytes)
        let isComplete = dryRun ? try rehearse(source) : try receive(source)
        guard isComplete else { throw Failure(.noInput, "not everything could be read") }
    }

    private func rehearse(_ source: MailSource) throws -> Bool {
        let rehearsal = try storing { () throws(StoreError) in try Rehearsal(path: database.path) }
        let recipients = InboundEnvironment.recipients(option: recipient)
        let presentation = Presentation(wantsJSON: json, wantsExplanation: explain)
        return try source.forEach { item in
            let shown = try storing { () throws(StoreError) in
                try rehearsal.judge(
                    item.content.bytes, recipients: recipients, sender: InboundEnvironment.sender(option: sender),
                    now: Clock.now)
            }
            presentation.show(file: item.name, shown)
        }
    }

    private func receive(_ source: MailSource) throws -> Bool {
        let receiver = try storing { () throws(StoreError) in try Receiver(path: database.path) }
        let recipients = InboundEnvironment.recipients(option: recipient)
        let presentation = Presentation(wantsJSON: json, wantsExplanation: explain)
        return try source.forEach { item in
            let outcome = try storing { () throws(StoreError) in
                try receiver.receive(
                    item.content, recipients: recipients, sender: InboundEnvironment.sender(option: sender),
                    now: Clock.now)
            }
            if let judged = outcome.judged, let conclusion = outcome.conclusion {
                presentation.show(file: item.name, (judged, conclusion))
            } else {
                Console.note("\(visible(item.name)): \(InboundCommand.words(for: outcome.arrival))")
                if json || explain, case .known(let id) = outcome.arrival,
                    let again = try InboundCommand.judgedAgain(id, receiver.store)
                {
                    presentation.show(file: item.name, (again.judged, again.conclusion))
                }
            }
        }
    }

    /// What a mail is that came before, judged as of then. Nothing is changed. Nil where it is not kept any more.
    private static func judgedAgain(_ id: Int64, _ store: Store) throws -> StoredJudgement? {
        guard let stored = try storing({ () throws(StoreError) in try store.storedMail(id) }) else { return nil }
        let settings = try storing { () throws(StoreError) in try store.settings() }
        return try StoredJudgement(stored, store, settings, RulesFile.rules(settings, nil, now: Clock.now))
    }

    private static func words(for arrival: Arrival) -> String {
        switch arrival {
        case .new(let id): "kept as mail \(id)"
        case .known(let id): "came before, as mail \(id): it counts once"
        case .inProgress(let id): "is being judged by another process, as mail \(id)"
        case .again(let id): "came before, as mail \(id), and judging it was interrupted: judged now"
        case .abandoned(let id): "came before, as mail \(id), and judging it failed: set aside"
        }
    }
}
