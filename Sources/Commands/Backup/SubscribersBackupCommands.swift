import Alerts
import ArgumentParser
import MIME
import Storage
import Transports

extension SubscriberFormat: ExpressibleByArgument {}

/// `email subscribers export`
struct SubscribersExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all subscribers to standard output, as a backup.",
        discussion: """
            A line of JSON each, or CSV with the same names. The subscriberCode is in it: who reads the file controls every \
            subscription, so keep it as you keep the database. Settings are not in it: two systems that send to the same \
            people would send everything twice.

            Whoever has no address that mail can be sent to is left out, and so are codes and letters that mean nothing. Each \
            is said on standard error.

            EXAMPLES
                umask 077; email subscribers export > subscribers.json
                email subscribers export --format csv

            EXIT STATUS
                0    written
                78   the database is missing or wrong
            """)

    @Option(help: ArgumentHelp("json or csv.", valueName: "format"))
    var format = SubscriberFormat.json

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let records = try storing { () throws(StoreError) in try store.subscriberRecords() }.compactMap { record in
            let (kept, objection) = SubscriberFormat.exportable(record)
            if let objection { Console.note(visible("\(record.address): \(objection)")) }
            return kept
        }
        if format == .csv {
            Console.write(CSV.line(SubscriberFormat.names) + records.map(SubscriberFormat.csv).joined())
            return
        }
        var writer = JSONWriter()
        for record in records { SubscriberFormat.json(record, to: &writer) }
        Console.write(writer.bytes)
    }
}

/// `email subscribers import`
struct SubscribersImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add and update subscribers from a backup.",
        discussion: """
            Reads what `export` writes, JSON or CSV; of CSV the first line names the columns, of which only address is \
            needed. Who is not there is added; who is there is changed, unless that was changed later than the backup says. \
            Nobody is deleted, and do-not-call is never lifted. Who is not said to be verified is not, and is sent nothing; \
            no invitation is sent either.

            All is done or nothing. A line that cannot be read is said, and then nothing is done.

            EXAMPLES
                email subscribers import --dry-run subscribers.json
                email subscribers import - < subscribers.csv

            EXIT STATUS
                0    taken
                65   a line cannot be read
                66   the file cannot be read
                78   the database is missing or wrong
            """)

    @Argument(help: "The backup; - is standard input.")
    var file: String

    @Flag(help: "Change nothing; say what would be done.")
    var dryRun = false

    @OptionGroup var database: DatabaseOptions

    private static let maximumBytes = 1 << 30

    func run() throws {
        let content =
            file == "-"
            ? Descriptor.readToEnd(0, limit: SubscribersImportCommand.maximumBytes)
            : Descriptor.file(file, limit: SubscribersImportCommand.maximumBytes)
        guard let content, content.failure == 0 else {
            throw Failure(.noInput, "\(file) cannot be read")
        }
        let (records, mistakes) = SubscriberFormat.records(content.bytes)
        for mistake in mistakes.prefix(100) { Console.note(visible("\(file):\(mistake.line): \(mistake.message)")) }
        if !mistakes.isEmpty { throw Failure(.badInput, "nothing was done; mend or remove these lines") }
        let store = try database.open()
        var counts: [Importing: Int] = [:]
        func take() throws(StoreError) {
            for (line, record) in records {
                let result = try store.take(record, now: Clock.now)
                counts[result, default: 0] += 1
                if let words = SubscribersImportCommand.words(for: result) {
                    Console.note(visible("\(file):\(line): \(record.address): \(words)"))
                }
            }
        }
        try storing { () throws(StoreError) in
            if dryRun { try store.rehearsal(take) } else { try store.transaction(take) }
        }
        func count(_ results: Importing...) -> Int { results.reduce(0) { $0 + (counts[$1] ?? 0) } }
        Console.line(
            "\(dryRun ? "would be: " : "")\(count(.added, .codeTaken(isNew: true))) added, "
                + "\(count(.updated, .codeTaken(isNew: false), .stillDoNotCall)) changed, "
                + "\(count(.unchanged)) the same, \(count(.older)) older than what is here")
    }

    private static func words(for result: Importing) -> String? {
        switch result {
        case .added, .updated, .unchanged, .older: nil
        case .codeTaken: "its code is another subscriber's; it has one of its own"
        case .stillDoNotCall: "stays do-not-call; `email allow` lifts that"
        }
    }
}

/// `email subscribers renew-codes`
struct SubscribersRenewCodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew-codes",
        abstract: "Give new codes to one subscriber, or to all, where codes have become known.",
        discussion: """
            Who knows the code of a subscriber controls the subscription. With new codes the links in mails that were sent \
            before do not work any more, and a bounce of such a mail is proven by its return path alone.

            EXIT STATUS
                0    done
                1    nobody subscribes with this address
                64   wrong usage
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var address: String?

    @Flag(help: "Every subscriber.")
    var all = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if (address == nil) != all { throw ValidationError("Name an address, or give --all.") }
    }

    func run() throws {
        let store = try database.open()
        let count = try storing { () throws(StoreError) in try store.renewCodes(address: address, now: Clock.now) }
        if count == 0, let address { throw Failure(.nothing, "\(address): nobody subscribes with this address") }
        Console.line("\(count) got a new code")
    }
}
