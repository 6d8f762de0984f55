import Alerts
import ArgumentParser
import Glibc
import Storage
import Transports

/// `email send`
struct SendCommand: SendingCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send one text to the addresses given, by the way out that is set.",
        discussion: """
            Each gets a mail of its own, now. It goes through the queue: what cannot be handed over is tried again by \
            `email exec`. Nothing is sent to a subscriber who is do-not-call.

            EXAMPLES
                echo 'It works.' | email send me@example.org --subject Test
                email send me@example.org --body text.txt --stdout

            EXIT STATUS
                0    sent, or queued while an `email exec` is running
                1    at least one was refused
                64   an address is none
                65   the text is not UTF-8
                66   the text cannot be read
                75   at least one is tried again later
                78   the database or a setting is missing or wrong
            """)

    @Argument(help: ArgumentHelp("The addresses.", valueName: "to"))
    var addresses: [String]

    @Option(name: [.customShort("S"), .long], help: ArgumentHelp("The subject.", valueName: "text"))
    var subject = "Test message"

    @Option(help: ArgumentHelp("The file with the text; - or none is standard input.", valueName: "file"))
    var body = "-"

    @Flag(help: "Print the mails instead; change nothing.")
    var stdout = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        try SubjectOption.check(subject)
        for address in addresses where !isSendable(address) {
            throw ValidationError("'\(visible(address))' is no mail address. Give one such as reader@example.net.")
        }
    }

    func run(smtp: MakeSMTP) throws {
        umask(0o077)
        let store = try database.open(readOnly: stdout)
        let outbox = try Outbox(store)
        let composer = try outbox.composer(now: Clock.now)
        if stdout { return try show(try letter(), composer, outbox.settings) }
        // Before the text is read: it may have to be left on standard input for the program that speaks SMTP.
        guard try WayOut.make(outbox.settings, origin: .none, smtp: smtp) != nil else {
            throw Failure(.configuration, "nothing is sent, as email-send-method is off")
        }
        let ids = try queue(try letter(), store)
        guard let lock = try ExecCommand.lock(database.path, otherwise: "it sends these too", as: .send) else {
            Console.line("\(ids.count) queued")
            return
        }
        defer { lock.release() }
        StopSignal.watch()
        try send(ids, outbox.settings, composer, store, smtp)
        try report(ids, store)
    }

    private func send(
        _ ids: [Int64], _ settings: Settings, _ composer: Composer, _ store: Store, _ smtp: MakeSMTP
    ) throws {
        let recovery = Recovery(store: store, path: database.path)
        for line in try storing({ () throws(StoreError) in try recovery.run(settings) }) {
            SystemLog.write(.warning, line)
        }
        let origin = try storing { () throws(StoreError) in try WayOut.origin(store, path: database.path) }
        guard let transport = try WayOut.make(settings, origin: origin, smtp: smtp) else { return }
        var dispatcher = try storing { () throws(StoreError) in
            try Dispatcher(store: store, settings: settings, composer: composer, transport: transport)
        }
        defer { dispatcher.transport.close() }
        try storing { () throws(StoreError) in try dispatcher.run(only: ids) }
    }

    private func letter() throws -> Letter {
        if body == "-", isatty(0) == 1 { Console.note("reading the text from the terminal; Ctrl-D ends it") }
        return Letter(kind: .direct, subject: subject, fromName: nil, body: try TextInput.read(body))
    }

    private func queue(_ letter: Letter, _ store: Store) throws -> [Int64] {
        let now = Clock.now
        var refused: String?
        var seen: Set<[UInt8]> = []
        let addresses = addresses.filter { seen.insert(foldedAddress($0)).inserted }
        let ids = try storing { () throws(StoreError) in
            try store.transaction { () throws(StoreError) -> [Int64] in
                var ids: [Int64] = []
                for address in addresses {
                    let known = try store.subscriber(address: address)
                    if known?.isDoNotCall == true {
                        refused = address
                        return []
                    }
                    let subscriber = known.map { $0.isVerified ? $0.id : 0 } ?? 0
                    ids.append(
                        try store.queue(
                            letter, to: known?.address ?? address, subscriber: subscriber, due: now, now: now))
                }
                return ids
            }
        }
        if let refused {
            throw Failure(.nothing, "\(refused) is do-not-call: nothing was sent. `email allow` lifts it")
        }
        return ids
    }

    private func show(_ letter: Letter, _ composer: Composer, _ settings: Settings) throws {
        let prepared = composer.prepare(letter)
        var output = StandardOutput()
        var seen: Set<[UInt8]> = []
        for address in addresses where seen.insert(foldedAddress(address)).inserted {
            let random = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
            let ids = Composer.ids(random: random, settings: settings)
            let addressee = Addressee(
                deliveryID: 0, subscriberID: 0, code: [], address: address, messageID: ids.messageID,
                givenEnvelopeID: ids.envelopeID)
            if case .agentFailed(let reason)? = output.deliver([composer.compose(prepared, for: addressee)]).first {
                throw Failure(.tryAgain, reason)
            }
        }
    }

    private func report(_ ids: [Int64], _ store: Store) throws {
        var status: Failure.Status?
        for id in ids {
            guard let line = try storing({ () throws(StoreError) in try store.deliveryLine(id) }) else { continue }
            Console.line(visible("\(line.address): \(line.state)" + (line.error.map { ": \($0)" } ?? "")))
            switch line.state {
            case "sent": continue
            case "queued", "sending": if status == nil { status = .tryAgain }
            default: status = .nothing
            }
        }
        if let status { throw Failure(status, "not all were sent; `email deliveries` shows them") }
    }
}
