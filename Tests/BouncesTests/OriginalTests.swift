import Bounces
import Testing

/// The returned original, from a message, from headers alone, and from quoted text.
@Suite struct OriginalTests {
    static let code = String(repeating: "0123456789abcdef", count: 4)

    static let header = """
        From: Sender <sender@example.org>
        To: user@example.net
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
        Date: Thu, 01 Jan 2026 00:00:00 +0000
        Message-ID: <1@example.org>
        List-Unsubscribe: <https://example.org/leave/\(code)>

        """

    static let fields = "Final-Recipient: rfc822; user@example.net\nAction: failed\nStatus: 5.1.1\n"

    static let mails = [
        deliveryReport(fields, original: header),
        deliveryReport(fields, original: header).replacing("message/rfc822", with: "text/rfc822-headers"),
        notice(
            "<user@example.net>:\nno such user\n\n--- Below this line is a copy of the message.\n\n\(header)\nHello"),
        notice(
            "The message could not be delivered:\n\n<user@example.net>\n\n----- Original message -----\n\n\(header)\nHi"
        ),
        notice(
            "The message could not be delivered:\n\n<user@example.net>\n\nReturn-Path: <sender@example.org>\n\(header)"),
    ]

    @Test("the original is found wherever it stands", arguments: mails)
    func original(_ mail: String) {
        for mail in [mail, crlf(mail)] {
            let original = report(mail).original
            #expect(original.from == "sender@example.org")
            #expect(original.to == ["user@example.net"])
            #expect(original.subject == "Grüße")
            #expect(original.messageID == "<1@example.org>")
            #expect(original.date == "Thu, 01 Jan 2026 00:00:00 +0000")
            #expect(original.codes == [Self.code])
        }
    }

    @Test("the envelope id of the submission is kept")
    func envelopeID() { #expect(report(deliveryReport(Self.fields)).original.envelopeID == "envelope-7") }

    @Test(
        "a code is found in the body, plain and encoded, and only if it has 64 digits",
        arguments: [
            ("\n\nhttps://example.org/leave/\(code)\n", [code]),
            ("\n\nhttps://example.org/leave/\(code.uppercased())\n", [code]),
            ("\n\n\(code)0\n", []), ("\n\n\(code.dropLast())\n", []),
            (
                "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain\n\n\(code.prefix(30))=\n\(code.dropFirst(30))\n",
                [code]
            ),
        ])
    func codes(_ body: String, _ codes: [String]) {
        let mail = deliveryReport(Self.fields, original: "From: sender@example.org\nTo: user@example.net\n" + body)
        #expect(report(mail).original.codes == codes)
    }

    @Test(
        "addresses beyond ASCII are whole, with and without brackets",
        arguments: ["<jörg.müller@example.net>", "jörg.müller@example.net"])
    func internationalized(to: String) {
        let mail = deliveryReport(Self.fields, original: "From: sender@example.org\nTo: \(to)\n\nHello\n")
        #expect(report(mail).original.to == ["jörg.müller@example.net"])
    }

    @Test("a bounce that names nobody is about whom the original was for")
    func recipientOfOriginal() {
        let mail = notice(
            "Your message could not be delivered.\n\n----- Original message -----\n\(Self.header)",
            subject: "Returned mail")
        #expect(report(mail).recipients.map(\.address) == ["user@example.net"])
    }
}
