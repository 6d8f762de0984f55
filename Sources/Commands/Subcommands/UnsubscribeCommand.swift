import ArgumentParser
import Storage

/// `email unsubscribe`
struct UnsubscribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsubscribe",
        abstract: "Remove a subscriber.",
        discussion: """
            The entry is deleted, as Fossil does. Its bounce history stays.

            EXIT STATUS
                0    removed
                1    nobody subscribes with this address
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var email: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let isRemoved = try storing { () throws(StoreError) in try store.unsubscribe(address: email) }
        guard isRemoved else { throw Failure(.nothing, "\(email): nobody subscribes with this address") }
        Console.line("\(visible(email)): unsubscribed")
    }
}
