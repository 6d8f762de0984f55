import Alerts

/// Mails for the ways out.
package func mail(
    _ number: Int64 = 1, to recipient: String = "anna@example.net", subject: String = "News: grüße, \"x\"",
    returnPath: String = "bounces+abc@example.org", body: String = "line one\r\n.\r\n..two\r\n",
    text: String = "line one\n.\n..two\n"
) -> OutgoingMessage {
    let header = """
        From: <list@example.org>\r
        To: <\(recipient)>\r
        Subject: test \(number)\r
        Message-ID: <\(number)@example.org>\r
        \r

        """
    return OutgoingMessage(
        deliveryID: number, returnPath: returnPath, recipient: recipient, messageID: "<\(number)@example.org>",
        givenEnvelopeID: "env+\(number)", from: "list@example.org", subject: subject,
        bytes: Array((header + body).utf8),
        bodyOffset: header.utf8.count, text: Array(text.utf8), needsSMTPUTF8: false)
}

extension OutgoingMessage {
    /// The mail with LF.
    package var lineFeeds: String {
        String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}

extension Addressee {
    /// The ENVID that a mail to it has.
    package var envelopeID: String { givenEnvelopeID ?? DeliveryID.envelopeID(ofMessageID: messageID) ?? "" }
}
