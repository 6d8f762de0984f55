import Alerts
import ArgumentParser
import MIME
import Storage

/// `email deliveries`
struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List the mails that were sent, wait or failed.",
        usage: """
            email deliveries [options] [<address>]
            email deliveries retry | cancel
            """,
        discussion: """
            A line a mail, the newest last: its number, when it was queued (UTC), to whom, what it is, and what became of it.

            queued: it waits. sending: the mail agent has it in its hands. sent: the mail agent took it, which does not mean \
            that it arrived. failed: the recipient's side refused it. given-up: it was tried too often, or can never go. \
            cancelled: it was not to be sent any more.

            Mails that ended go after email-keep-days.

            EXAMPLES
                email deliveries
                email deliveries reader@example.net --json
                email deliveries --state failed
                email deliveries retry reader@example.net

            EXIT STATUS
                0    listed, also where there is nothing
                64   there is no such state
                78   the database is missing or wrong
            """,
        subcommands: [DeliveriesRetryCommand.self, DeliveriesCancelCommand.self])

    static let states = ["queued", "sending", "sent", "failed", "given-up", "cancelled"]

    @Argument(help: "Only those to this address, or the one of this number.")
    var address: String?

    @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: String?

    @Flag(help: "Print a line of JSON a mail.")
    var json = false

    @Option(help: ArgumentHelp("No more than the newest so many.", valueName: "number"))
    var limit = 100

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if let state, !DeliveriesCommand.states.contains(state) {
            throw ValidationError(
                "There is no state '\(visible(state))'. Use one of \(DeliveriesCommand.states.joined(separator: ", "))."
            )
        }
    }

    func run() throws {
        let store = try database.open(readOnly: true)
        let lines = try storing { () throws(StoreError) -> [DeliveryLine] in
            if let number = address.flatMap({ Int64($0) }) {
                return try store.deliveryLine(number).map { [$0] }?.filter { state == nil || $0.state == state } ?? []
            }
            return try store.deliveryLines(address: address, state: state, limit: max(0, limit))
        }
        var output = JSONWriter()
        for line in lines {
            if json { DeliveriesCommand.write(line, to: &output) } else { DeliveriesCommand.show(line) }
        }
        Console.write(output.bytes)
    }

    private static func show(_ line: DeliveryLine) {
        var text = "\(line.id)  \(line.queued.map(Clock.text) ?? "-")  \(line.address)  \(line.kind ?? "-")"
        if let events = line.events { text += " \(events)" }
        text += "  \(line.state)"
        if line.state == "queued", line.attempts > 0 {
            text += " after \(line.attempts) tries, next \(line.due.map(Clock.text) ?? "-")"
        }
        if line.state == "sent", let sent = line.sent { text += " \(Clock.text(sent))" }
        Console.line(visible(text))
        if let error = line.error { Console.line(visible("    | \(error.prefix(160))")) }
    }

    private static func write(_ line: DeliveryLine, to json: inout JSONWriter) {
        json.beginObject()
        json.member("delivery", Int(line.id))
        json.member("subscriber", line.subscriber == 0 ? nil : Int(line.subscriber))
        json.member("address", line.address)
        json.member("kind", line.kind)
        json.member("subject", line.subject)
        json.member("events", line.events?.split(separator: " ").map(String.init) ?? [])
        json.member("message_id", line.messageID)
        json.member("state", line.state)
        json.member("attempts", line.attempts)
        json.member("due", line.due.map { Int($0) })
        json.member("error", line.error)
        json.member("queued", line.queued.map { Int($0) })
        json.member("sent", line.sent.map { Int($0) })
        json.endObject()
        json.newline()
    }
}

/// Which deliveries `retry` and `cancel` mean.
extension DeliveryChoice {
    static func check(_ words: [String]) throws {
        for word in words where Int64(word) == nil && !word.contains("@") {
            throw ValidationError("'\(visible(word))' is neither a number nor an address.")
        }
    }

    static func choices(_ words: [String], all: Bool) -> [DeliveryChoice] {
        all ? [.all] : words.map { word in Int64(word).map(DeliveryChoice.number) ?? .address(word) }
    }
}

/// `email deliveries retry`
struct DeliveriesRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Let mails be tried again now.",
        discussion: """
            With --all every mail that waits is tried at the next `email exec`. With numbers or addresses also those that \
            failed, were given up or cancelled are queued again, with all their tries before them; with --state all that ended \
            so and are still listed, as when the mail agent had taken nothing. What was sent is not sent again.

            EXAMPLES
                email deliveries retry reader@example.net
                email deliveries retry --state given-up

            EXIT STATUS
                0    queued
                1    there was none
                64   wrong usage
                78   the database is missing or wrong
            """)

    @Argument(help: "The numbers of deliveries, or addresses.")
    var which: [String] = []

    @Flag(help: "All that wait.")
    var all = false

    @Option(help: ArgumentHelp("All that ended so: failed, given-up or cancelled.", valueName: "state"))
    var state: String?

    @OptionGroup var database: DatabaseOptions

    private static let states = ["failed", "given-up", "cancelled"]

    func validate() throws {
        if let state {
            guard DeliveriesRetryCommand.states.contains(state) else {
                throw ValidationError("--state is one of \(DeliveriesRetryCommand.states.joined(separator: ", ")).")
            }
            if which.isEmpty, !all { return }
        } else if which.isEmpty == all {
            try DeliveryChoice.check(which)
            return
        }
        throw ValidationError("Name numbers or addresses, or give --all or --state.")
    }

    func run() throws {
        let choices = state.map { [DeliveryChoice.ended($0)] } ?? DeliveryChoice.choices(which, all: all)
        let store = try database.open()
        let count = try storing { () throws(StoreError) -> Int in
            var count = 0
            for choice in choices { count += try store.retry(choice, now: Clock.now) }
            return count
        }
        if count == 0 { throw Failure(.nothing, "there is none to try again") }
        Console.line("\(count) to be tried at the next `email exec`")
    }
}

/// `email deliveries cancel`
struct DeliveriesCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Take mails that wait out of the queue.",
        discussion: """
            EXIT STATUS
                0    cancelled
                1    none waits
                64   wrong usage
                78   the database is missing or wrong
            """)

    @Argument(help: "The numbers of deliveries, or addresses.")
    var which: [String] = []

    @Flag(help: "All that wait.")
    var all = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if which.isEmpty != all { throw ValidationError("Name numbers or addresses, or give --all.") }
        try DeliveryChoice.check(which)
    }

    func run() throws {
        let store = try database.open()
        let count = try storing { () throws(StoreError) -> Int in
            var count = 0
            for choice in DeliveryChoice.choices(which, all: all) { count += try store.cancel(choice, now: Clock.now) }
            return count
        }
        if count == 0 { throw Failure(.nothing, "none waits") }
        Console.line("\(count) cancelled")
    }
}
