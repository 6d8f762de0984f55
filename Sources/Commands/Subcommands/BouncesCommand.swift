import Alerts
import ArgumentParser
import Bounces
import MIME
import Storage

/// `email bounces`
struct BouncesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces",
        abstract: "Show what came back, and what was done about it.",
        discussion: """
            Two lines an entry, the newest last: when, who, what was reported; then what was done and why. Times are those \
            at which a report came, in UTC.

            EXAMPLES
                email bounces
                email bounces reader@example.net --json

            EXIT STATUS
                0    listed, also where there is nothing
                78   the database is missing or wrong
            """)

    @Argument(help: "Only what concerns this address.")
    var address: String?

    @Flag(help: "Print a line of JSON an entry.")
    var json = false

    @Option(help: ArgumentHelp("No more than the newest so many.", valueName: "number"))
    var limit = 1000

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let entries = try storing { () throws(StoreError) in try store.history(address: address, limit: limit) }
        if json {
            var output = JSONWriter()
            for entry in entries { BouncesCommand.write(entry, to: &output) }
            Console.write(output.bytes)
            return
        }
        for entry in entries {
            var what = entry.kind
            // What was delivered has no class and no reason.
            let isFailure = entry.action.flatMap { Action(rawValue: $0) }?.isFailure ?? true
            let words = isFailure ? [entry.classification, entry.status, entry.reason] : [entry.action, entry.status]
            for case let word? in words { what += " \(word)" }
            let lifted = entry.lifted == nil ? "" : ", lifted"
            Console.line(visible("\(Clock.text(entry.received))  \(entry.address)  \(what)"))
            Console.line(visible("    \(entry.effect) (\(entry.trust)\(lifted)). \(entry.because)"))
            if let diagnostic = entry.diagnostic { Console.line(visible("    | \(diagnostic.prefix(160))")) }
        }
    }

    private static func write(_ entry: HistoryEntry, to json: inout JSONWriter) {
        json.beginObject()
        json.member("subscriber", entry.subscriber.map { Int($0) })
        json.member("address", entry.address)
        json.member("mail", entry.inbound.map { Int($0) })
        json.member("sent", entry.sent.map { Int($0) })
        json.member("received", Int(entry.received))
        json.member("kind", entry.kind)
        json.member("action", entry.action)
        json.member("status", entry.status)
        json.member("reply", entry.reply)
        json.member("class", entry.classification)
        json.member("reason", entry.reason)
        json.member("diagnostic", entry.diagnostic)
        json.member("remote_mta", entry.remoteMTA)
        json.member("rule", entry.rule)
        json.member("trust", entry.trust)
        json.member("delivery", entry.delivery)
        json.member("effect", entry.effect)
        json.member("because", entry.because)
        json.member("lifted", entry.lifted.map { Int($0) })
        json.endObject()
        json.newline()
    }
}
