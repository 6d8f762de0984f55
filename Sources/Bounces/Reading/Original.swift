import MIME

/// What a report returns of the mail that it is about: the whole of it, its headers, or some quoted lines.
public struct Original: Sendable, Hashable {
    /// With its angle brackets, as it stands.
    public var messageID: String?
    /// The addresses of its From, as they stand there.
    public var from: String?
    /// The addresses of its To.
    public var to: [String] = []
    /// Its subject, decoded.
    public var subject: String?
    /// RFC 5322 as it stands.
    public var date: String?
    /// Its List-Unsubscribe, which names the subscriber of many lists.
    public var listUnsubscribe: String?
    /// RFC 3464 2.2.1, the `ENVID` of the submission.
    public var envelopeID: String?
    /// Every run of 64 hexadecimal digits in List-Unsubscribe or body, lower case, at most 16: what a mail carries to
    /// prove whose it is.
    public var codes: [String] = []

    public init() {}

    /// What a report would return of a mail that is at hand as a whole.
    public init(of message: Message) {
        var reader = OriginalReader()
        reader.read(message.root)
        for part in message.parts where !part.isContainer { reader.readBody(part) }
        self = reader.original
    }

    var isEmpty: Bool { messageID == nil && from == nil && to.isEmpty && subject == nil && date == nil }
}
