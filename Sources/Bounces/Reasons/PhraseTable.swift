/// Phrases that mean the same, one a line, lowercase.
///
/// A phrase that begins with a letter or digit matches only where a word begins; one that ends with a digit only where the
/// number ends. One ` * ` in a line stands for at most `PhraseIndex.gap` bytes of anything: `user * not found`.
/// A table is one literal, since a thousand separate strings take longer to set up than a mail takes to judge.
struct PhraseTable: Sendable {
    /// How much a phrase may decide.
    enum Strength: UInt8, Sendable, Comparable {
        /// Says only that something was refused; the stage of the dialogue tells what.
        case refusal
        /// Says what happened to the mail in the end, not why. Any reason goes before it.
        case outcome
        /// Holds where the enhanced status says nothing of its own.
        case weak
        /// Clear words: they beat the enhanced status.
        case clear
        /// Names a blocklist, a virus or a policy so plainly that it beats other clear words.
        case plain

        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    /// What a phrase of this table means when it is found.
    enum Meaning: Sendable {
        case reason(Reason, Strength)
        /// A phrase of one provider, which counts only where that provider is known to speak.
        case provider(UInt8, Reason)
        /// Shows that a provider speaks.
        case sign(UInt8)
        /// Shows at which command the server refused.
        case stage(Stage)
        /// Says that the failure was one for now; it tells the first digit of the status where no code does.
        case temporary
        /// Says that the words near it are about who sent, and what they then mean.
        case sender(Reason, SenderReach)
    }

    let meaning: Meaning
    let lines: StaticString

    /// Clear words.
    init(_ reason: Reason, _ lines: StaticString) {
        self.init(.reason(reason, .clear), lines)
    }

    init(_ reason: Reason, _ strength: Strength, _ lines: StaticString) {
        self.init(.reason(reason, strength), lines)
    }

    init(_ meaning: Meaning, _ lines: StaticString) {
        self.meaning = meaning
        self.lines = lines
    }
}

/// How far words about the sender reach: nothing that they reach is said of the recipient.
enum SenderReach: Sendable {
    /// To the phrase right behind them, or that they are part of: `sender domain`.
    case phrase
    /// To the end of the sentence: `sender address rejected`, behind which stands why.
    case sentence
}

/// The command that the server answered when it refused. RFC 5321 4.1.
enum Stage: UInt8, Sendable {
    case connect, hello, mail, recipient, data

    /// The rule that holds where nothing but the command is known.
    var name: String {
        switch self {
        case .connect: "refused at connect"
        case .hello: "refused at HELO"
        case .mail: "refused at MAIL FROM"
        case .recipient: "refused at RCPT TO"
        case .data: "refused at DATA"
        }
    }
}
