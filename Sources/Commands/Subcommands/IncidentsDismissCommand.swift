import ArgumentParser
import Storage

/// `email incidents dismiss`
struct IncidentsDismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Say that an incident was none: the addresses really are dead.",
        discussion: """
            What was reported counts after all. For a week the same provider and reason make no incident.

            EXIT STATUS
                0    dismissed
                1    there is no such incident, or it was dismissed before
                78   the database is missing or wrong
            """)

    @Argument(help: "The number of the incident.")
    var number: Int64

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let silenced = try storing { () throws(StoreError) in
            try store.dismissIncident(number, settings: try store.settings(), now: Clock.now)
        }
        guard let silenced else {
            throw Failure(.nothing, "there is no incident \(number) that could be dismissed; see `email incidents`")
        }
        Console.line("incident \(number) counts: \(silenced) subscribers are do-not-call now")
    }
}
