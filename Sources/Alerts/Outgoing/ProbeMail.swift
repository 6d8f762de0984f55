import MIME

/// The mail that `email doctor` sends round: a report as a mail server makes it, about an address that cannot exist.
package enum ProbeMail {
    /// - Parameters:
    ///   - recipient: A return path of ours, with the token of a probe.
    ///   - random: 16 bytes that nobody can guess.
    package static func message(to recipient: String, token: ProbeToken, random: [UInt8]) -> OutgoingMessage {
        let domain = recipient.split(separator: "@").last.map(String.init) ?? "localhost"
        let messageID = "<\(Base32.encode(random))@\(domain)>"
        let header = [
            "From: MAILER-DAEMON@\(domain)", "To: \(recipient)", "Subject: A probe of email doctor",
            "Date: \(DateText.header(token.made))", "Message-ID: \(messageID)", "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0", "Content-Type: multipart/report; report-type=delivery-status; boundary=\"probe\"", "",
        ]
        let body = [
            "--probe", "Content-Type: text/plain; charset=us-ascii", "",
            "This mail was sent by `email doctor`. It goes the way of a bounce, and says nothing about anybody.", "",
            "--probe", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; \(domain)", "",
            "Final-Recipient: rfc822; probe@doctor.invalid", "Action: failed", "Status: 5.1.2", "", "--probe--",
        ]
        let head = Array(header.joined(separator: "\r\n").utf8) + [0x0D, 0x0A]
        let text = body.joined(separator: "\n") + "\n"
        return OutgoingMessage(
            deliveryID: 0, returnPath: "", recipient: recipient, messageID: messageID, givenEnvelopeID: "",
            from: "MAILER-DAEMON@\(domain)", subject: "A probe of email doctor",
            bytes: head + Array((body.joined(separator: "\r\n") + "\r\n").utf8), bodyOffset: head.count,
            text: Array(text.utf8), needsSMTPUTF8: !isASCIIOnly(recipient))
    }
}
