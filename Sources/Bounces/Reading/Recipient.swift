/// What became of the mail for one recipient. RFC 3464 2.3.3, `Action`.
public enum Action: String, Sendable, CaseIterable, Hashable {
    case failed, delayed, delivered, relayed, expanded

    /// Whether the mail has not arrived: `failed` or `delayed`.
    public var isFailure: Bool { self == .failed || self == .delayed }
}

/// Whether the address is dead. It follows from the reason, never from the first digit of a status.
public enum BounceClass: String, Sendable, CaseIterable, Hashable {
    /// The user or the host is unknown, has moved, or accepts no mail.
    case hard
    /// Any other failure.
    case soft
}

/// One recipient of a report, and what the report says of it.
public struct Recipient: Sendable, Hashable {
    /// The address that the mail could not, or could, be delivered to (RFC 3464 2.3.2, `Final-Recipient`).
    public let address: String
    /// The address that the sender had named, where it differs (RFC 3464 2.3.1, `Original-Recipient`).
    public let original: String?
    /// What became of the mail to this recipient.
    public let action: Action
    /// The enhanced status (RFC 3463) as reported, or the best that follows from reply code and text.
    public let status: String?
    /// The SMTP reply code, `550`.
    public let reply: String?
    /// Whether the address is dead (`hard`) or anything else stood in the way (`soft`), by the reason, never by the first
    /// digit of a code.
    public let classification: BounceClass
    /// Why, in the word that the field uses.
    public let reason: Reason
    /// The words of the server that refused.
    public let diagnostic: String?
    /// The server that refused (RFC 3464 2.3.5, `Remote-MTA`).
    public let remoteMTA: String?
    /// The rule that found the recipient: the name of a dialect, or `dsn`.
    public let rule: String

    public init(
        address: String, original: String? = nil, action: Action, status: String? = nil, reply: String? = nil,
        classification: BounceClass, reason: Reason, diagnostic: String? = nil, remoteMTA: String? = nil, rule: String
    ) {
        self.address = address
        self.original = original
        self.action = action
        self.status = status
        self.reply = reply
        self.classification = classification
        self.reason = reason
        self.diagnostic = diagnostic
        self.remoteMTA = remoteMTA
        self.rule = rule
    }
}
