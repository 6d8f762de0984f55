/// How one mail server words its notices: the signs that show it, where recipient and diagnosis stand, and phrases of its
/// own with their reason.
///
/// A dialect is data; reading a notice is one function for all of them (`NoticeReader`). All texts are lower case and at
/// least four bytes long. To add one, write a file like `Dialects/Domino.swift`, name it in `Dialect.all`, and add a case
/// to the tests.
public struct Dialect: Sendable {
    /// Texts that mean a reason when this server says them.
    public struct Phrase: Sendable {
        public let reason: Reason
        public let texts: [StaticString]
    }

    /// The rule's name in a report.
    public let name: String
    /// Signs in the outer header, which is read as lines like `subject: failure notice`: a line holds one of these.
    public let header: [StaticString]
    /// Signs in the notice text: it holds one of these.
    public let text: [StaticString]
    /// Behind one of these, on the same line or on those below, stand recipients.
    public let recipient: [StaticString]
    /// Behind one of these stands what the refusing server said.
    public let diagnosis: [StaticString]
    /// A line that begins so, leaving out dashes and the like, is the last one before the returned original.
    public let separators: [StaticString]
    /// Words by which this server says that it has given up, though its report calls the mail delayed.
    public let givenUp: [StaticString]
    /// Whether recipients stand without a domain, one a line: it is the domain of the sender of the notice.
    public let namesUsers: Bool
    /// Phrases of its own, which go before those of all.
    public let phrases: [Phrase]

    public init(
        _ name: String, header: [StaticString] = [], text: [StaticString] = [], recipient: [StaticString] = [],
        diagnosis: [StaticString] = [], separators: [StaticString] = [],
        givenUp: [StaticString] = [], namesUsers: Bool = false,
        phrases: KeyValuePairs<Reason, [StaticString]> = [:]
    ) {
        self.name = name
        self.header = header
        self.text = text
        self.recipient = recipient
        self.diagnosis = diagnosis
        self.separators = separators
        self.givenUp = givenUp
        self.namesUsers = namesUsers
        self.phrases = phrases.map { Phrase(reason: $0.key, texts: $0.value) }
    }
}
