import MIME

/// Rules of an administrator: dialects like those of this library, read from a text. They are tried before these.
///
///     # What the filter of our university says
///     dialect campus
///       header "x-mailer: campus gate"
///       text "the campus gate could not"
///       recipient "for the person"
///       diagnosis "the gate said:"
///       user-unknown "has left the university" "nobody of that name"
///
///     # Without signs (header, text) the phrases hold whoever speaks.
///     dialect anywhere
///       blocked "your network is on our list"
///
/// A line is a word and texts in double quotes, of which case does not count; `\"` and `\\` stand for themselves. The word is
/// `header` or `text` (a sign that this dialect speaks, in the outer header as lines like `subject: …`, or in the notice),
/// `recipient` or `diagnosis` (behind it stands one), or a reason, such as `user-unknown`, that the texts mean.
public struct LocalRules: Sendable {
    /// Why a text is no rules, in a sentence with the number of the line.
    public struct Mistake: Error, Hashable, CustomStringConvertible {
        /// The line of the file, from 1.
        public let line: Int
        /// What is wrong with it, in a sentence.
        public let message: String

        public var description: String { "line \(line): \(message)" }
    }

    /// One dialect. All texts are lower case.
    struct Dialect: Sendable {
        let name: String
        var header: [[UInt8]] = []
        var text: [[UInt8]] = []
        var recipient: [[UInt8]] = []
        var diagnosis: [[UInt8]] = []
        var phrases: [(reason: Reason, text: [UInt8])] = []

        var hasSigns: Bool { !header.isEmpty || !text.isEmpty }
    }

    /// A shorter one would be found in nearly every mail.
    static let shortestText = 4
    /// All of them are searched for one by one.
    static let maximumTexts = 2_000

    private(set) var dialects: [Dialect] = []

    /// Reads a file of rules.
    ///
    /// - Throws: `Mistake`, the first one: nothing of a file that has one is used.
    public init(parsing text: [UInt8]) throws(Mistake) {
        var texts = 0
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            let line = line[trimmed(text, line.startIndex..<line.endIndex)]
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let wordEnd = line.firstIndex { $0 <= 0x20 } ?? line.endIndex
            let word = String(decoding: line[..<wordEnd], as: UTF8.self).lowercased()
            if word == "dialect" {
                try begin(line[wordEnd...], number)
            } else {
                let values = try LocalRules.texts(line[wordEnd...], number)
                texts += values.count
                guard texts <= LocalRules.maximumTexts else {
                    throw Mistake(line: number, message: "there are more than \(LocalRules.maximumTexts) texts")
                }
                try add(word, values, number)
            }
        }
    }

    private mutating func begin(_ rest: ArraySlice<UInt8>, _ number: Int) throws(Mistake) {
        let name = String(decoding: rest.drop { $0 <= 0x20 }, as: UTF8.self)
        guard !name.isEmpty, name.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }) else {
            throw Mistake(line: number, message: "a dialect has a name of letters, digits, - and .")
        }
        dialects.append(Dialect(name: name))
    }

    private mutating func add(_ word: String, _ texts: [[UInt8]], _ number: Int) throws(Mistake) {
        guard !dialects.isEmpty else { throw Mistake(line: number, message: "it stands before any `dialect NAME`") }
        let last = dialects.count - 1
        switch word {
        case "header": dialects[last].header += texts
        case "text": dialects[last].text += texts
        case "recipient": dialects[last].recipient += texts
        case "diagnosis": dialects[last].diagnosis += texts
        default:
            guard let reason = Reason(rawValue: word) else {
                throw Mistake(
                    line: number,
                    message:
                        "'\(word)' is neither dialect, header, text, recipient, diagnosis nor a reason such as user-unknown"
                )
            }
            dialects[last].phrases += texts.map { (reason, $0) }
        }
    }

    /// The quoted texts of a line, in lower case.
    private static func texts(_ line: ArraySlice<UInt8>, _ number: Int) throws(Mistake) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        var rest = line.drop { $0 <= 0x20 }
        while let quote = rest.popFirst() {
            guard quote == UInt8(ascii: "\"") else {
                throw Mistake(line: number, message: "texts stand in double quotes")
            }
            var text: [UInt8] = []
            var isClosed = false
            while !isClosed, let byte = rest.popFirst() {
                if byte == UInt8(ascii: "\"") {
                    isClosed = true
                } else if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                    text.append(escaped)
                } else {
                    text.append(byte)
                }
            }
            guard isClosed else { throw Mistake(line: number, message: "a double quote is missing at the end") }
            texts.append([UInt8](String(decoding: text, as: UTF8.self).lowercased().utf8))
            rest = rest.drop { $0 <= 0x20 }
        }
        guard !texts.isEmpty else { throw Mistake(line: number, message: "a text in double quotes is missing") }
        guard texts.allSatisfy({ $0.count >= shortestText }) else {
            throw Mistake(line: number, message: "a text has at least \(shortestText) bytes")
        }
        return texts
    }
}
