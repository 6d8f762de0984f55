/// A mail that is ready to be handed to a mail agent.
package final class OutgoingMessage: Sendable {
    /// The number of its delivery; 0 for a mail that has none.
    package let deliveryID: Int64
    /// The envelope sender, without angle brackets; empty for the null sender.
    package let returnPath: String
    /// The one envelope recipient, without angle brackets.
    package let recipient: String
    /// With its angle brackets.
    package let messageID: String
    private let givenEnvelopeID: String?
    /// The address of the From header, without a name.
    package let from: String
    /// The subject in UTF-8, as a person reads it.
    package let subject: String
    /// The whole mail, header and body, each line ended by CRLF, none longer than 998 bytes.
    package let bytes: [UInt8]
    /// Where the body begins in `bytes`.
    package let bodyOffset: Int
    /// The body before its transfer encoding.
    private let body: @Sendable () -> [UInt8]
    /// Whether an address or a header needs SMTPUTF8 (RFC 6531).
    package let needsSMTPUTF8: Bool

    /// - Parameters:
    ///   - givenEnvelopeID: ENVID of RFC 3461, empty for none; nil where `messageID` tells it.
    ///   - text: Called for each time that `text` is asked for.
    package init(
        deliveryID: Int64, returnPath: String, recipient: String, messageID: String, givenEnvelopeID: String?,
        from: String,
        subject: String, bytes: [UInt8], bodyOffset: Int, text: @autoclosure @escaping @Sendable () -> [UInt8],
        needsSMTPUTF8: Bool
    ) {
        self.deliveryID = deliveryID
        self.returnPath = returnPath
        self.recipient = recipient
        self.messageID = messageID
        self.givenEnvelopeID = givenEnvelopeID
        self.from = from
        self.subject = subject
        self.bytes = bytes
        self.bodyOffset = bodyOffset
        body = text
        self.needsSMTPUTF8 = needsSMTPUTF8
    }

    /// ENVID of RFC 3461, not yet in xtext; empty where there is none. Worked out when it is asked for, as only SMTP does.
    package var envelopeID: String { givenEnvelopeID ?? DeliveryID.envelopeID(ofMessageID: messageID) ?? "" }

    /// The body as text, before its transfer encoding, each line ended by LF: what isso gives to a program. Put together when
    /// it is asked for, as most ways out never do.
    package var text: [UInt8] { body() }
}
