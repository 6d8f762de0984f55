import ArgumentParser
import Storage

/// `email reset`
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Erase all subscribers, pending alerts, inbound mails and history.",
        discussion: """
            The tables are made anew, with a new key for return paths. Settings and events stay. It cannot be undone.

            EXIT STATUS
                0    erased
                1    not confirmed
                78   the database is missing or wrong
            """)

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var force = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        if !force {
            Console.write(
                """
                This will erase all subscribers, pending alerts, inbound mails and the bounce history of
                \(visible(database.path)). They cannot be recovered.
                Continue? (y/N)\u{20}
                """)
            let answer = readLine() ?? ""
            guard answer.hasPrefix("y") || answer.hasPrefix("Y") else { throw Failure(.nothing, "nothing was erased") }
        }
        try storing { () throws(StoreError) in try Initialiser.reset(store, now: Clock.now) }
        Console.line("\(visible(database.path)): erased")
    }
}
