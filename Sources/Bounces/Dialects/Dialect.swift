/// How one mail server words its notices: signs that show it, where the recipient and the diagnosis stand, where the
/// returned original begins, and phrases of its own.
///
/// A dialect is data. Reading a notice is one function for all of them (`TextReader`).
/// Every text here is lowercase, since notices are lowercased once before they are searched.
public struct Dialect: Sendable {
    /// Where a text has to stand to be a sign.
    public enum Sign: Sendable {
        /// The Subject begins so.
        case subject(StaticString)
        /// The Subject contains this.
        case subjectContains(StaticString)
        /// The From header contains this.
        case from(StaticString)
        /// A header field of this name is there.
        case header(StaticString)
        /// A header field of this name contains this text.
        case headerContains(StaticString, StaticString)
        /// The notice text contains this.
        case text(StaticString)
    }

    /// Where an address or a diagnosis stands in the notice text.
    public enum Place: Sendable {
        /// In the rest of the line that contains the text, or else in the first line after it that is not blank.
        case after(StaticString)
        /// In the lines after the one that contains the text, up to a blank line.
        case below(StaticString)
        /// In lines that begin with the text, which is a label: `To:`, `Recipient:`.
        case label(StaticString)
        /// In the text before this, on the same line.
        case before(StaticString)
    }

    /// Texts that mean a reason when this server says them.
    public struct Phrase: Sendable {
        public let reason: Reason
        public let texts: [StaticString]
    }

    public let name: String
    /// Any of these shows the dialect.
    public let signs: [Sign]
    public let recipient: [Place]
    public let diagnosis: [Place]
    /// Line beginnings after which the returned original stands.
    public let separators: [StaticString]
    public let phrases: [Phrase]
    /// Whether a sign of this dialect alone makes the mail a bounce.
    public let isProof: Bool

    public init(
        _ name: String, signs: [Sign], recipient: [Place] = [], diagnosis: [Place] = [],
        separators: [StaticString] = [], phrases: KeyValuePairs<Reason, [StaticString]> = [:], isProof: Bool = false
    ) {
        self.name = name
        self.signs = signs
        self.recipient = recipient
        self.diagnosis = diagnosis
        self.separators = separators
        self.phrases = phrases.map { Phrase(reason: $0.key, texts: $0.value) }
        self.isProof = isProof
    }
}
