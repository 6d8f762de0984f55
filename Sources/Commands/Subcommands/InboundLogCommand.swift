import Alerts
import ArgumentParser
import MIME
import Storage

/// `email inbound log`
struct InboundLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List the mails that came in, or the messages of the program.",
        discussion: """
            A line a mail, the newest last: its number, when it first came (UTC), how often, what it was, and what was done. \
            A mail that is set aside could not be judged; `email inbound replay` tries again.

            EXIT STATUS
                0    listed
                78   the database is missing or wrong
            """)

    @Flag(help: "Show the messages of the program instead.")
    var messages = false

    @Flag(help: "Only mails that were set aside.")
    var setAside = false

    @Flag(help: "Print a line of JSON a mail.")
    var json = false

    @Option(help: ArgumentHelp("No more than the newest so many.", valueName: "number"))
    var limit = 100

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        if messages {
            for line in try storing({ () throws(StoreError) in try store.logLines(limit: limit) }) {
                let mail = line.inbound.map { " mail \($0)" } ?? ""
                Console.line(visible("\(Clock.text(line.time))  \(line.level)\(mail)  \(line.message)"))
            }
            return
        }
        let lines = try storing { () throws(StoreError) in
            try store.inboundLines(state: setAside ? "set-aside" : nil, limit: limit)
        }
        var output = JSONWriter()
        for line in lines {
            if json { InboundLogCommand.write(line, to: &output) } else { InboundLogCommand.show(line) }
        }
        Console.write(output.bytes)
    }

    private static func show(_ line: InboundLine) {
        let times = line.deliveries > 1 ? " (\(line.deliveries) times)" : ""
        let judged = line.kind.map { "\($0) \(line.trust ?? ""): \(line.effect ?? "-")" } ?? line.state
        let because = line.because.map { ". \($0)" } ?? ""
        Console.line(
            visible("\(line.id)  \(Clock.text(line.received))\(times)  \(line.size) bytes  \(judged)\(because)"))
    }

    private static func write(_ line: InboundLine, to json: inout JSONWriter) {
        json.beginObject()
        json.member("mail", Int(line.id))
        json.member("received", Int(line.received))
        json.member("deliveries", line.deliveries)
        json.member("size", line.size)
        json.member("sender", line.sender)
        json.member("recipient", line.recipient.map(ReturnPathToken.hidden))
        json.member("state", line.state)
        json.member("kind", line.kind)
        json.member("rule", line.rule)
        json.member("trust", line.trust)
        json.member("effect", line.effect)
        json.member("because", line.because)
        json.key("kept")
        json.bool(line.isKept)
        json.endObject()
        json.newline()
    }
}
