import Alerts
import ArgumentParser
import MIME
import Storage

/// `email test-alert`
struct TestAlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-alert",
        abstract: "Print the text of an alert.",
        discussion: """
            Prints what would be sent about these events, or about all that are pending: for each mail its subject, its \
            author and its text, without the footer. Nothing is sent or changed. Events of a type that nobody can subscribe to are \
            named on standard error.

            The first letter of an id is the type (c check-in, f forum post, t ticket, w wiki, i comment of isso, …), the \
            rest the number in the table event (of isso, in comments).

            EXAMPLES
                email test-alert
                email test-alert c4413 f4414
                email test-alert --digest

            EXIT STATUS
                0    printed, also where nothing is pending
                1    there is no such event
                78   the database, a template or a setting is missing or wrong
            """)

    @Argument(help: ArgumentHelp("The events; without any, all that are pending.", valueName: "eventid"))
    var ids: [String] = []

    @Flag(help: "The text for those who want one mail a day.")
    var digest = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let writer = LetterWriter(settings: settings, templates: try TemplateFolder.load(settings))
        let events = try storing { () throws(StoreError) in
            ids.isEmpty
                ? try store.pendingEvents(inDigest: digest, settings: settings)
                : try store.events(ids, settings: settings)
        }
        let sent = events.filter { !$0.letters.isEmpty }
        let unsent = events.filter(\.letters.isEmpty).map(\.id)
        if !unsent.isEmpty {
            Console.note("not sent, as nobody can subscribe to such events: \(visible(unsent.joined(separator: ", ")))")
        }
        let letters =
            digest
            ? (sent.isEmpty ? [] : [writer.digest(sent)]) : LetterWriter.mails(of: sent).map(writer.alert)
        for (index, letter) in letters.enumerated() {
            if index > 0 { Console.line(String(repeating: "=", count: 72)) }
            LetterText.show(letter, settings)
        }
        let found = Set(events.map(\.id))
        let missing = ids.filter { !found.contains($0) }
        if !missing.isEmpty { throw Failure(.nothing, "there is no event \(missing.joined(separator: ", "))") }
    }
}
