import ArgumentParser
import MIME
import Storage

/// `email test-add-alerts`
struct TestAddAlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-add-alerts",
        abstract: "Queue events for sending, new or again.",
        discussion: """
            Use it to force alerts about certain events while testing. The next `email exec` sends them. What was sent \
            before is sent again.

            EXAMPLES
                email test-add-alerts c4413
                email test-add-alerts c4413 && email exec --test

            EXIT STATUS
                0    queued
                1    there is no such event; nothing was queued
                78   the database is missing or wrong
            """)

    @Argument(help: ArgumentHelp("The events, such as c4413.", valueName: "eventid"))
    var ids: [String]

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let missing = try storing { () throws(StoreError) -> [String] in
            let settings = try store.settings()
            let found = Set(try store.events(ids, settings: settings).map(\.id))
            let missing = ids.filter { !found.contains($0) }
            if missing.isEmpty { try store.addPendingAlerts(ids) }
            return missing
        }
        if !missing.isEmpty {
            throw Failure(.nothing, "there is no event \(missing.joined(separator: ", ")); nothing was queued")
        }
    }
}
