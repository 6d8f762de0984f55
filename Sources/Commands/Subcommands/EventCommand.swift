import Alerts
import ArgumentParser
import MIME
import Storage

/// `email event`
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event", abstract: "Add events that alerts are sent about.", subcommands: [EventAddCommand.self])
}

/// `email event add`
struct EventAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an event of our own.",
        discussion: """
            The event is queued, and the next `email exec` sends it to those whose subscriptions have its letter. Its id is \
            printed. Any application can do the same with plain SQL:

                INSERT INTO event(type, mtime, user, comment) VALUES('w', julianday('now'), 'anna', 'Edited the start page')

            The first line of the comment is the subject, what follows it the body.

            TYPES
            \(OwnEvent.kinds.map { "    \($0.type)  \($0.name)" }.joined(separator: "\n"))

            Events of the types c, t and w that happen between two runs go out together in one mail; the others are mails of \
            their own, from their author. A new thread (n) and a reply (r) also go to those who subscribe to all posts (f).

            In a Fossil repository the events are Fossil's: use `fossil commit`, `fossil wiki` and so on.

            EXAMPLES
                email event add --type a --subject 'Version 2 is out' --body news.txt --url https://example.org/news/2
                make 2>&1 | email event add --type c --subject 'Nightly build' --body -

            EXIT STATUS
                0    added
                64   wrong usage, or a Fossil repository
                65   the body is not UTF-8
                66   there is no such body
                78   the database is missing or wrong
            """)

    @Option(help: ArgumentHelp("The letter of what it is.", valueName: "letter"))
    var type: String

    @Option(name: [.customShort("S"), .long], help: ArgumentHelp("What happened, in a line.", valueName: "text"))
    var subject: String

    @Option(help: ArgumentHelp("A file with what is to be said; - is standard input.", valueName: "file"))
    var body: String?

    @Option(help: ArgumentHelp("Where to see it.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("Who did it.", valueName: "name"))
    var user: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard type.count == 1, OwnEvent.kinds.contains(where: { String($0.type) == type }) else {
            let letters = OwnEvent.kinds.map { String($0.type) }.joined(separator: ", ")
            throw ValidationError("'\(visible(type))' is no type. Give one of \(letters).")
        }
        for (name, value) in [("--subject", subject), ("--url", url ?? ""), ("--user", user ?? "")]
        where value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw ValidationError("\(name): '\(visible(value))' has control characters. Give one line.")
        }
        guard subject.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("The subject is empty. Say in a line what happened.")
        }
    }

    func run() throws {
        let store = try database.open()
        guard try storing({ () throws(StoreError) in try store.kind() }) != .fossil else {
            throw Failure(
                .usage, "this is a Fossil repository, where events are made by Fossil: a commit, a wiki page, …")
        }
        let text = try body.map(TextInput.read)
        let id = try storing { () throws(StoreError) in
            try store.addEvent(
                type: type.first ?? "c", subject: subject, body: text, url: url, user: user, now: Clock.now)
        }
        Console.line(id)
    }
}
