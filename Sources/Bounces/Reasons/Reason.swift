/// Why a mail was not delivered, in the words that the field uses.
///
/// The order of the cases is the rank: where two phrases of the same strength and length speak for different reasons, the
/// one that stands first wins. Reasons that name a cause stand before those that only name an outcome.
public enum Reason: String, CaseIterable, Sendable, Hashable {
    /// The host that sent has no name in the reverse DNS, or one that does not agree.
    case requirePTR = "require-ptr"
    /// SPF, DKIM, DMARC or ARC did not pass.
    case authFailure = "auth-failure"
    /// The reputation of the sending host or domain is low.
    case badReputation = "bad-reputation"
    /// The host that sent is on a blocklist, or is refused for what it is.
    case blocked
    /// The message holds a virus, or something taken for one.
    case virusDetected = "virus-detected"
    /// The content was taken for spam.
    case spamDetected = "spam-detected"
    /// STARTTLS failed, or encryption is required and was not offered.
    case failedSTARTTLS = "failed-starttls"
    /// The mailbox is full.
    case mailboxFull = "mailbox-full"
    /// The recipient has moved away.
    case hasMoved = "has-moved"
    /// The mailbox exists and is suspended, disabled or inactive.
    case suspend
    /// There is no such mailbox.
    case userUnknown = "user-unknown"
    /// There is no such domain or host.
    case hostUnknown = "host-unknown"
    /// The host or domain accepts no mail at all.
    case notAccept = "not-accept"
    /// The host does not relay for this sender or recipient.
    case noRelaying = "no-relaying"
    /// The recipient, or a filter of the recipient's, does not want this mail.
    case filtered
    /// The message is larger than the server takes.
    case mesgTooBig = "mesg-too-big"
    /// The message is larger than this recipient takes.
    case exceedLimit = "exceed-limit"
    /// Mails to this recipient come too fast.
    case speeding
    /// Too many connections, messages or recipients from this sender.
    case tooManyConn = "too-many-conn"
    /// The message breaks RFC 5322 or a rule that follows from it.
    case notCompliantRFC = "not-compliant-rfc"
    /// The headers or the MIME structure of the message are refused.
    case contentError = "content-error"
    /// A rule of the receiving site refuses the message.
    case policyViolation = "policy-violation"
    /// The sender's address or domain is refused.
    case rejected
    /// Authentication or authorisation is lacking.
    case securityError = "security-error"
    /// The disk of the server is full.
    case systemFull = "system-full"
    /// A program that should have taken the mail failed.
    case mailerError = "mailer-error"
    /// The server is badly configured, or broken.
    case systemError = "system-error"
    /// No route, a loop, a lost connection, or no answer from the DNS.
    case networkError = "network-error"
    /// The servers did not understand each other.
    case syntaxError = "syntax-error"
    /// The server put the mail aside.
    case onHold = "on-hold"
    /// The mail was tried too long.
    case expired
    /// Nothing that was read says why.
    case undefined

    /// Whether mail to this address can never arrive: user or host unknown, moved away, or accepting no mail.
    public var isAddressDead: Bool {
        switch self {
        case .userUnknown, .hostUnknown, .hasMoved, .notAccept: true
        default: false
        }
    }

    /// Whether it says something of the recipient's mailbox or address, which the same words may say of the sender's.
    var isOfRecipient: Bool { isAddressDead || self == .suspend || self == .mailboxFull }

    /// Hard where the address is dead. A host that accepts no mail just now (a status that begins with 4) is soft.
    func classification(permanent: Bool) -> BounceClass {
        isAddressDead && (permanent || self != .notAccept) ? .hard : .soft
    }

    /// The place in the fixed order that breaks ties; lower wins.
    var rank: Int {
        switch self {
        case .requirePTR: 0
        case .authFailure: 1
        case .badReputation: 2
        case .blocked: 3
        case .virusDetected: 4
        case .spamDetected: 5
        case .failedSTARTTLS: 6
        case .mailboxFull: 7
        case .hasMoved: 8
        case .suspend: 9
        case .userUnknown: 10
        case .hostUnknown: 11
        case .notAccept: 12
        case .noRelaying: 13
        case .filtered: 14
        case .mesgTooBig: 15
        case .exceedLimit: 16
        case .speeding: 17
        case .tooManyConn: 18
        case .notCompliantRFC: 19
        case .contentError: 20
        case .policyViolation: 21
        case .rejected: 22
        case .securityError: 23
        case .systemFull: 24
        case .mailerError: 25
        case .systemError: 26
        case .networkError: 27
        case .syntaxError: 28
        case .onHold: 29
        case .expired: 30
        case .undefined: 31
        }
    }
}
