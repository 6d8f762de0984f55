import ArgumentParser
import MIME
import Storage

/// `email inbound show`
struct InboundShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a stored mail, decoded, and how it was judged.",
        discussion: """
            The text parts are shown as text, all other parts are named. With --raw the mail is written as it came, for \
            `decode-email` or a file.

            EXAMPLES
                email inbound show 17
                email inbound show 17 --raw | decode-email --json

            EXIT STATUS
                0    shown
                1    there is no such mail, or it is not kept any more
                78   the database is missing or wrong
            """)

    @Argument(help: "The number of the mail, as `email inbound log` lists it.")
    var mail: Int64

    @Flag(help: "Write the mail as it came.")
    var raw = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        guard let stored = try storing({ () throws(StoreError) in try store.storedMail(mail) }) else {
            throw Failure(.nothing, "mail \(mail) is not kept; see `email inbound log`")
        }
        if raw {
            Console.write(stored.bytes)
            return
        }
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let judgement = try StoredJudgement(
            stored, store, settings, RulesFile.rules(settings, nil, now: Clock.now))
        Console.write(Explanation.text(file: "mail \(mail)", judgement.judged, judgement.conclusion))
        Console.line("")
        InboundShowCommand.show(Message(stored.bytes))
    }

    /// Each part in turn. What is no text is named only.
    private static func show(_ message: Message) {
        for part in message.parts {
            for field in part.fields where part.depth == 0 || part.contentType.isMessage || isOriginal(part, message) {
                // What was folded with tabs is one line here.
                let value = part.decodedValue(field).split(separator: "\t").joined(separator: " ")
                Console.line(visible("\(part.name(field)): \(value)"))
            }
            guard !part.isContainer else { continue }
            let isText = part.contentType.type == "text" || part.contentType.type == "message"
            Console.line("")
            Console.line(visible("[\(part.path) \(part.contentType.essence)]"))
            guard isText else { continue }
            for line in String(decoding: part.text(), as: UTF8.self).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            {
                Console.line(visible(String(line)))
            }
        }
    }

    /// The root of a returned message.
    private static func isOriginal(_ part: Part, _ message: Message) -> Bool {
        part.parent.map { message.parts[$0].contentType.isMessage } ?? false
    }
}
