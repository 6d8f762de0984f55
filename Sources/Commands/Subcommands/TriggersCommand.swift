import ArgumentParser
import Storage

/// `email triggers`
struct TriggersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triggers",
        abstract: "Show, drop or make the triggers that queue new events.",
        discussion: """
            Each new row of event, and each new comment of isso that is shown, is queued for sending by a trigger in the \
            database. Before the rows are made anew (a rebuild, an import of old comments) the triggers are switched off, \
            so that nobody gets a mail about every old event; then on again. `email init` does not make what was switched \
            off. Switching on twice does no harm: an event is queued once.

            In a Fossil repository there are none: Fossil queues its events itself as soon as the table pending_alert is \
            there, by a trigger that lives as long as its process, and not while it rebuilds.

            EXAMPLES
                email triggers
                email triggers off && isso -c isso.cfg import old.xml; email triggers on

            EXIT STATUS
                0    shown or done, also where there was nothing to do
                78   the database is missing or wrong
            """)

    /// What to do.
    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    @Argument(help: "on or off; without it the state is shown.")
    var state: Switch?

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: state == nil)
        let now = try storing { () throws(StoreError) in
            if let state { try store.setTriggers(on: state == .on) } else { try store.triggerState() }
        }
        switch now {
        case .on: Console.line("on: new events are queued")
        case .off: Console.line("off: new events are not queued")
        case .fossils:
            Console.line("Fossil queues its events itself, and not while it rebuilds: there is nothing to switch")
        }
    }
}
