import Alerts
import ArgumentParser
import MIME
import Storage

/// `email announce`
struct AnnounceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "announce",
        abstract: "Send a text to all who subscribe to announcements.",
        discussion: """
            A mail for each whose subscriptions have the letter a, who is verified and not do-not-call, those who want one \
            mail a day too, is queued; the next `email exec` sends them.

            EXAMPLES
                email announce --subject 'Version 2 is out' --body news.txt
                email announce --subject 'Version 2 is out' --body news.txt --test

            EXIT STATUS
                0    queued, also where nobody subscribes
                64   wrong usage
                65   the text is not UTF-8
                66   the text cannot be read
                78   the database, a setting or a template is missing or wrong
            """)

    @Option(name: [.customShort("S"), .long], help: ArgumentHelp("The subject, a line.", valueName: "text"))
    var subject: String

    @Option(help: ArgumentHelp("The file with the text; - or none is standard input.", valueName: "file"))
    var body = "-"

    @Option(name: .customLong("user"), help: ArgumentHelp("Whose name stands in From.", valueName: "name"))
    var userName: String?

    @Flag(help: "Print the text instead; change nothing.")
    var test = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        try SubjectOption.check(subject)
        if let userName { try SubjectOption.checkLine("--user", userName) }
    }

    func run() throws {
        let store = try database.open(readOnly: test)
        let outbox = try Outbox(store)
        // What is wrong with the settings shows now, and not when the mails are due.
        _ = try outbox.composer(now: Clock.now)
        let text = try TextInput.read(body)
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Failure(.usage, "the text is empty: nothing is announced")
        }
        let letter = outbox.writer.announcement(subject: subject, text: text, fromName: userName)
        if test { return LetterText.show(letter, outbox.settings) }
        let count = try storing { () throws(StoreError) in
            try store.transaction { () throws(StoreError) in try store.announce(letter, now: Clock.now) }
        }
        Console.line("\(count) queued")
    }
}
