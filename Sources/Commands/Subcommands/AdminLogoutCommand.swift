import ArgumentParser
import Storage

/// `email admin logout`
struct AdminLogoutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "End every session of the administrator.",
        discussion: """
            EXIT STATUS
                0    done
                78   the database is missing or wrong
            """)

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let count = try storing { () throws(StoreError) in try store.endSessions(now: Clock.now) }
        Console.line("\(count) sessions ended")
    }
}
