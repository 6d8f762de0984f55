/// What the mails about one thing share, whoever gets them. In the database it is a row of `fx_email_text`.
package struct Letter: Sendable, Hashable {
    /// Why a mail is sent.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case alert, digest, announcement, renewal, verification, direct, notice
    }

    package let kind: Kind
    /// In UTF-8, one line, without the prefix of `email-subname`.
    package let subject: String
    /// The name beside the address of From, where the source has one.
    package let fromName: String?
    /// In UTF-8, lines ended by LF, without the footer.
    package let body: String
    /// A mail as it came, which goes along as message/rfc822.
    package var attachment: [UInt8]?
    /// What it belongs to, where its mails are to be shown with others.
    package var conversation: Conversation?

    package init(
        kind: Kind, subject: String, fromName: String?, body: String, attachment: [UInt8]? = nil,
        conversation: Conversation? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.fromName = fromName
        self.body = body
        self.attachment = attachment
        self.conversation = conversation
    }
}

/// One mail of a letter: to whom, and under what ids.
package struct Addressee: Sendable, Hashable {
    package let deliveryID: Int64
    /// 0 for somebody who does not subscribe.
    package let subscriberID: Int64
    /// The 32 bytes of the subscriberCode; empty for somebody who does not subscribe.
    package let code: [UInt8]
    package let address: String
    /// With its angle brackets.
    package let messageID: String
    /// As an older program kept it; nil where `messageID` tells it.
    package let givenEnvelopeID: String?

    package init(
        deliveryID: Int64, subscriberID: Int64, code: [UInt8], address: String, messageID: String,
        givenEnvelopeID: String? = nil
    ) {
        self.deliveryID = deliveryID
        self.subscriberID = subscriberID
        self.code = code
        self.address = address
        self.messageID = messageID
        self.givenEnvelopeID = givenEnvelopeID
    }
}
