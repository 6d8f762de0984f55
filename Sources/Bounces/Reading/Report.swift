import MIME

/// What a mail reports: that a delivery failed or waits, that somebody complains, is away, or has read a mail, or nothing.
///
///     let report = Report(Message(bytes))
///     report.kind                      // .bounce
///     report.recipients[0].address     // "user@example.net"
///     report.recipients[0].reason      // .userUnknown
///
/// Reading is pure: no files, no clock. Only the outer message reports; what stands inside the returned original is never
/// read as a report. With `isExplained` every step leaves its `Evidence`. A mail of 4 KB takes some 50 microseconds.
public struct Report: Sendable {
    /// What a mail is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A delivery failed.
        case bounce
        /// A delivery is still being tried.
        case delay
        /// Reported as delivered, relayed or expanded.
        case delivered
        /// A recipient complains, RFC 5965.
        case complaint
        /// A vacation note or another automatic answer, RFC 3834.
        case autoReply = "auto-reply"
        /// A message disposition notification, RFC 8098.
        case receipt
        /// A request to be taken off by mail.
        case unsubscribe
        case other
    }

    /// What the mail is as a whole.
    public let kind: Kind
    /// What decided the kind: the name of a dialect, or `dsn`, `notice`, `notification`, `feedback-report`,
    /// `feedback-not-spam`, `opt-out`, `unsubscribe`, `auto-reply`, `mdn`, `mdn-rejection`, `none`.
    public let rule: String
    /// What a feedback report says that it is, RFC 5965 7.3, in lower case: `abuse`, `fraud`, `opt-out`, and `virus`, `other`,
    /// `auth-failure` (RFC 6591), which no reader asked for. Nil where it does not say.
    public let feedbackType: String?
    /// The mail's own Message-ID.
    public let messageID: String?
    /// What is known of the mail that the report is about.
    public let original: Original
    /// Who the report is about. For a complaint, who complains; for an unsubscribe request, who asks.
    public let recipients: [Recipient]
    /// The steps of the reading, where they were asked for.
    public let evidence: [Evidence]

    /// Reads a mail.
    ///
    /// - Parameter isExplained: Whether to keep the evidence. It changes nothing else.
    public init(_ message: Message, rules: Rules = .builtIn, isExplained: Bool = false) {
        let message = BareReturns.mended(message.bytes).map(message.reading) ?? message
        var reading = Reading(message, rules, isExplained: isExplained)
        reading.read()
        kind = reading.kind
        rule = reading.rule
        feedbackType = reading.feedbackType
        messageID = message.parts[0].value("message-id").map(Words.string)
        original = reading.originals.original
        recipients = reading.recipients
        evidence = reading.evidence
    }

    /// A report that was not read from a mail.
    package init(
        kind: Kind, rule: String, feedbackType: String? = nil, messageID: String? = nil,
        original: Original = Original(),
        recipients: [Recipient] = [],
        evidence: [Evidence] = []
    ) {
        self.kind = kind
        self.rule = rule
        self.feedbackType = feedbackType
        self.messageID = messageID
        self.original = original
        self.recipients = recipients
        self.evidence = evidence
    }
}
