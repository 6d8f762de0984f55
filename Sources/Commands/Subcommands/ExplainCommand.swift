import Alerts
import ArgumentParser
import Storage

/// `email explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why somebody gets mail, or no longer does.",
        discussion: """
            Subscriptions, verification, what was sent, what came back and which rule judged it, and what the next report \
            would do. Times are UTC.

            EXAMPLES
                email explain reader@example.net

            EXIT STATUS
                0    explained
                1    nobody subscribes with this address
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var address: String

    @Option(help: ArgumentHelp("No more than the newest so many reports.", valueName: "number"))
    var limit = 20

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let now = Clock.now
        let found = try storing { () throws(StoreError) in
            try store.standing(address: address, limit: max(0, limit), now: now)
        }
        guard let standing = found else {
            throw Failure(.nothing, "\(address): nobody subscribes with this address")
        }
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let lines = StandingText.lines(standing, settings: settings, now: now)
        Console.write(lines.map { visible($0) + "\n" }.joined())
    }
}
