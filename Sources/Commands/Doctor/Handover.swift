/// How a mail server hands over what comes to our bounce address, as its settings say.
struct Handover: Equatable {
    /// The mail server, as its own people call it.
    let server: String
    /// Where that is written: a file, or the command that prints it.
    let place: String
    /// The command; nil where what was found runs none.
    let command: String?
    /// The user as whom it runs.
    let user: String?
    /// Whether it goes by LMTP to a service. Which database that has, only a mail that comes back can tell.
    var isService = false

    /// The program, and the database that the command names.
    var words: [String] {
        (command ?? "").split { $0 == " " || $0 == "\t" || $0 == "\n" }.map { word in
            String(word.filter { $0 != "\"" && $0 != "'" })
        }
    }

    var program: String? { words.first }

    /// What follows `--db`.
    var database: String? {
        for (index, word) in words.enumerated() {
            if word.hasPrefix("--db=") { return String(word.dropFirst(5)) }
            if word == "--db", index + 1 < words.count { return words[index + 1] }
        }
        return nil
    }

    var takesMail: Bool { words.contains("inbound") }
}
