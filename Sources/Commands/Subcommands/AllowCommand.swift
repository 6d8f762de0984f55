import ArgumentParser
import Storage

/// `email allow`
struct AllowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Let a subscriber get mail again.",
        discussion: """
            Lifts do-not-call and says what it was for. What was reported of the address so far counts no longer; it stays \
            in the history.

            EXIT STATUS
                0    lifted, or there was nothing to lift
                1    nobody subscribes with this address
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var address: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let lifted = try storing { () throws(StoreError) in try store.allow(address: address, now: Clock.now) }
        guard let lifted else { throw Failure(.nothing, "\(address): nobody subscribes with this address") }
        guard lifted.wasDoNotCall else {
            Console.line("\(visible(address)): was not do-not-call; what was reported so far counts no longer")
            return
        }
        Console.line("\(visible(address)): gets mail again")
        if lifted.entries.isEmpty { Console.line("  do-not-call had been set by a person, not by a bounce") }
        for entry in lifted.entries { Console.line(visible("  \(Clock.text(entry.received))  \(entry.because)")) }
    }
}
