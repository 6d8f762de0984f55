import Alerts
import ArgumentParser
import Storage

/// `email allow`
struct AllowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Let a subscriber get mail again.",
        usage: """
            email allow <address>
            email allow --rule <name> [--since <date>]
            """,
        discussion: """
            Lifts do-not-call and says what it was for. What was reported of the address so far counts no longer; it stays \
            in the history.

            With --rule, what one rule did is taken back for all: who became do-not-call by it and by nothing else gets mail \
            again. `email bounces --json` and `email explain` name the rules.

            EXAMPLES
                email allow reader@example.net
                email allow --rule phrase:blocked --since 2026-01-31

            EXIT STATUS
                0    lifted, or there was nothing to lift
                1    nobody subscribes with this address
                64   wrong usage
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var address: String?

    @Option(help: ArgumentHelp("Take back what this rule did.", valueName: "name"))
    var rule: String?

    @Option(help: ArgumentHelp("Only what it did from this day on, UTC.", valueName: "date"))
    var since: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if (address == nil) == (rule == nil) { throw ValidationError("Name an address, or a rule with --rule.") }
        if since != nil, rule == nil { throw ValidationError("--since goes with --rule.") }
        if let since, Clock.day(since) == nil {
            throw ValidationError("'\(visible(since))' is no date such as 2026-01-31.")
        }
    }

    func run() throws {
        let store = try database.open()
        if let rule { try allow(rule: rule, store) }
        if let address { try allow(address, store) }
    }

    private func allow(rule: String, _ store: Store) throws {
        let time = since.flatMap(Clock.day).map { $0 * 86_400 } ?? 0
        let addresses = try storing { () throws(StoreError) in
            try store.allow(rule: rule, since: time, now: Clock.now)
        }
        for address in addresses { Console.line(visible("\(address): gets mail again")) }
        Console.line("\(addresses.count) subscribers get mail again")
    }

    private func allow(_ address: String, _ store: Store) throws {
        let lifted = try storing { () throws(StoreError) in try store.allow(address: address, now: Clock.now) }
        guard let lifted else { throw Failure(.nothing, "\(address): nobody subscribes with this address") }
        if lifted.hadEnded { Console.line("\(visible(address)): the subscription had ended, and is renewed") }
        guard lifted.wasDoNotCall else {
            Console.line("\(visible(address)): was not do-not-call; what was reported so far counts no longer")
            return
        }
        Console.line("\(visible(address)): gets mail again")
        if lifted.entries.isEmpty { Console.line("  do-not-call had been set by a person, not by a bounce") }
        for entry in lifted.entries { Console.line(visible("  \(Clock.text(entry.received))  \(entry.because)")) }
    }
}
