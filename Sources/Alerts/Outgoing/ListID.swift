import MIME

/// What `email-listid` says: an id (RFC 2919), or a name of the list and its id in angle brackets.
struct ListID {
    /// The longest id: a longer one would make its line too long (RFC 5322 2.1.1).
    static let maximumLength = 74
    /// The longest name; the header cuts what is longer.
    static let maximumPhrase = 100

    /// Empty where there is none.
    let phrase: String
    /// As it was set; empty where there is none.
    let id: String
    /// What follows the brackets.
    private let rest: String

    init(_ text: String) {
        guard let open = text.utf8.lastIndex(of: UInt8(ascii: "<")) else {
            (phrase, id, rest) = ("", HeaderText.trimmed(text), "")
            return
        }
        let inside = text[text.index(after: open)...]
        let end = inside.utf8.firstIndex(of: UInt8(ascii: ">")) ?? inside.endIndex
        phrase = HeaderText.trimmed(String(text[..<open])).filter { $0 != "\"" }
        id = String(inside[..<end])
        rest = HeaderText.trimmed(String(inside[end...].dropFirst()))
    }

    /// The id, or what of it can stand in one; empty where nothing can.
    var harmless: String {
        String(
            decoding: id.utf8.filter { $0 < 0x80 && (ASCII.isAtomText($0) || $0 == UInt8(ascii: ".")) }.prefix(
                Self.maximumLength),
            as: UTF8.self)
    }

    /// Why the text does not suit, in a sentence that says what would; nil where it does.
    var objection: String? {
        if id.utf8.count > Self.maximumLength { return "The id has at most \(Self.maximumLength) characters." }
        let labels = id.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard harmless == id, rest.isEmpty, labels.allSatisfy({ !$0.isEmpty }) else {
            return "It is an id of letters, digits, hyphens and dots such as news.example.org, or a name and an id: "
                + "News <news.example.org>."
        }
        return phrase.count > Self.maximumPhrase ? "The name has at most \(Self.maximumPhrase) characters." : nil
    }
}
