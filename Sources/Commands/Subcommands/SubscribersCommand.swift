import Alerts
import ArgumentParser
import MIME
import Storage

/// `email subscribers`
struct SubscribersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribers",
        abstract: "List the subscribers.",
        usage: """
            email subscribers [options] [<pattern>]
            email subscribers export | import | renew-codes
            """,
        discussion: """
            A line a subscriber: the address, what is subscribed to, and what keeps mail back. The pattern is looked for in \
            address and user name, as LIKE (%, _) and as GLOB (*, ?) do.

            EXAMPLES
                email subscribers
                email subscribers '@example.org' --json

            EXIT STATUS
                0    listed
                78   the database is missing or wrong
            """,
        subcommands: [
            SubscribersExportCommand.self, SubscribersImportCommand.self, SubscribersRenewCodesCommand.self,
        ])

    @Argument(help: "Only those whose address or user name holds this.")
    var pattern: String?

    @Flag(help: "Print a line of JSON a subscriber.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let subscribers = try storing { () throws(StoreError) in try store.subscribers(matching: pattern) }
        let ended = try storing { () throws(StoreError) in try store.ended() }
        if json {
            var output = JSONWriter()
            for subscriber in subscribers {
                SubscribersCommand.write(subscriber, hasEnded: ended.contains(subscriber.id), to: &output)
            }
            Console.write(output.bytes)
            return
        }
        for subscriber in subscribers {
            var states: [String] = []
            if !subscriber.isVerified { states.append("not verified") }
            if subscriber.isDoNotCall { states.append("do-not-call") }
            if ended.contains(subscriber.id) { states.append("ended") }
            if subscriber.wantsDigest { states.append("digest") }
            let letters = subscriber.subscriptions.isEmpty ? "-" : subscriber.subscriptions
            let line =
                "\(subscriber.address)  \(letters)" + (states.isEmpty ? "" : "  " + states.joined(separator: ", "))
            Console.line(visible(line))
        }
    }

    /// The subscriberCode is a secret and is not shown.
    private static func write(_ subscriber: Subscriber, hasEnded: Bool, to json: inout JSONWriter) {
        json.beginObject()
        json.member("subscriber", Int(subscriber.id))
        json.member("address", subscriber.address)
        json.member("user", subscriber.userName)
        json.key("verified")
        json.bool(subscriber.isVerified)
        json.key("do_not_call")
        json.bool(subscriber.isDoNotCall)
        json.key("ended")
        json.bool(hasEnded)
        json.key("digest")
        json.bool(subscriber.wantsDigest)
        json.member("subscriptions", subscriber.subscriptions)
        json.member("created", Int(subscriber.created))
        json.member("modified", Int(subscriber.modified))
        json.endObject()
        json.newline()
    }
}
