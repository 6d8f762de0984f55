import Bounces
import Testing

/// RFC 3464, and what is sent in its name.
@Suite struct DeliveryStatusTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let fields: String
        var address = "user@example.net"
        var original: String?
        var action = Action.failed
        var status: String? = "5.1.1"
    }

    static let cases = [
        Case(
            testDescription: "the fields as RFC 3464 has them",
            fields: "Final-Recipient: rfc822; user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "another original recipient",
            fields: """
                Original-Recipient: rfc822;alias@example.org
                Final-Recipient: rfc822;user@example.net
                Action: failed
                Status: 5.1.1

                """, original: "alias@example.org"),
        Case(
            testDescription: "blanks before the colon",
            fields: "Final-Recipient : rfc822; user@example.net\nAction : failed\nStatus : 5.1.1\n"),
        Case(
            testDescription: "a folded recipient",
            fields: "Final-Recipient: rfc822;\n  user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "angle brackets",
            fields: "Final-Recipient: RFC822; <user@example.net>\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "no address type",
            fields: "Final-Recipient: user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "an address of RFC 6533",
            fields: "Final-Recipient: utf-8; \\x{75}ser@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "xtext of RFC 3461",
            fields: "Final-Recipient: rfc822; user+2Btag@example.net\nAction: failed\nStatus: 5.1.1\n",
            address: "user+tag@example.net"),
        Case(
            testDescription: "a tag that only looks like xtext",
            fields: "Final-Recipient: rfc822; user+42@example.net\nAction: failed\nStatus: 5.1.1\n",
            address: "user+42@example.net"),
        Case(
            testDescription: "a comment behind the address",
            fields: "Final-Recipient: rfc822; user@example.net (Ann (Nan) Other)\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a comment before the address",
            fields: "Final-Recipient: rfc822; (was: ann@example.com) user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a comment and brackets",
            fields: "Final-Recipient: rfc822; <user@example.net> (Ann)\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a parenthesis that nothing closes",
            fields: "Final-Recipient: rfc822; (Ann user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a program that was called for the recipient",
            fields: """
                Final-Recipient: rfc822; user@example.net
                X-Actual-Recipient: rfc822; |exec /usr/local/bin/procmail #ann@example.com
                Action: failed
                Status: 5.1.1

                """),
        Case(
            testDescription: "two addresses",
            fields: "Final-Recipient: rfc822; user@example.net user2@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "no address but in a comment",
            fields: "Final-Recipient: rfc822; unknown (ask ann@example.com)\nAction: failed\nStatus: 5.1.1\n",
            address: "first@example.net"),
        Case(
            testDescription: "a quoted local part with a parenthesis",
            fields: "Final-Recipient: rfc822; \"a(b)\"@example.net\nAction: failed\nStatus: 5.1.1\n",
            address: "\"a(b)\"@example.net"),
        Case(
            testDescription: "a source route of RFC 821",
            fields: "Final-Recipient: rfc822; @a.example,@b.example:user@example.net\nAction: failed\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a quoted local part",
            fields: "Final-Recipient: rfc822; \"two words\"@example.net\nAction: failed\nStatus: 5.1.1\n",
            address: "\"two words\"@example.net"),
        Case(
            testDescription: "a final recipient without local part",
            fields: """
                Original-Recipient: rfc822; user@example.net
                Final-Recipient: rfc822; example.net
                Action: failed
                Status: 5.1.1

                """, original: nil),
        Case(
            testDescription: "the recipient in the diagnostic alone",
            fields: """
                Final-Recipient: rfc822;
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <user@example.net>: no such user

                """),
        Case(
            testDescription: "nobody named, so the original tells",
            fields: "Final-Recipient: rfc822; @\nAction: failed\nStatus: 5.1.1\n", address: "first@example.net"),
        Case(
            testDescription: "where an alias led to",
            fields: """
                Final-Recipient: RFC822; alias@example.org
                X-Actual-Recipient: RFC822; user@example.net
                Action: failed
                Status: 5.1.1

                """, original: "alias@example.org"),
        Case(
            testDescription: "a status with a comment",
            fields: "Final-Recipient: rfc822; user@example.net\nAction: failed (no such user)\nStatus: 5.1.1 (bad)\n"),
        Case(
            testDescription: "action and status before the recipient",
            fields: """
                Action: failed
                Final-Recipient: rfc822; user@example.net
                Original-Recipient: rfc822; user@example.net
                Status: 5.1.1

                """),
        Case(
            testDescription: "a blank line between the fields of one recipient",
            fields: "Final-Recipient: rfc822; user@example.net\n\nAction: failed\n\nStatus: 5.1.1\n"),
        Case(
            testDescription: "a delay",
            fields: "Final-Recipient: rfc822; user@example.net\nAction: delayed\nStatus: 4.4.1\n", action: .delayed,
            status: "4.4.1"),
        Case(
            testDescription: "no action, and a status that tells",
            fields: "Final-Recipient: rfc822; user@example.net\nStatus: 2.1.5\n", action: .delivered, status: "2.1.5"),
    ]

    @Test("a recipient is read from its fields, with LF and with CRLF", arguments: cases)
    func recipient(_ expected: Case) throws {
        for mail in [deliveryReport(expected.fields), crlf(deliveryReport(expected.fields))] {
            let report = report(mail)
            #expect(report.recipients.count == 1)
            let recipient = try #require(report.recipients.first)
            #expect(recipient.address == expected.address)
            #expect(recipient.original == expected.original)
            #expect(recipient.action == expected.action)
            #expect(recipient.status == expected.status)
        }
    }

    @Test("two recipients without a blank line between them are two")
    func missingBlankLine() {
        let report = report(
            deliveryReport(
                """
                Final-Recipient: rfc822; one@example.net
                Action: failed
                Status: 5.1.1
                Final-Recipient: rfc822; two@example.net
                Action: delayed
                Status: 4.2.2

                """))
        #expect(report.recipients.map(\.address) == ["one@example.net", "two@example.net"])
        #expect(report.recipients.map(\.action) == [.failed, .delayed])
        #expect(report.kind == .bounce)
    }

    @Test(
        "the actions make the kind",
        arguments: [
            ("failed", Report.Kind.bounce), ("delayed", .delay), ("delivered", .delivered), ("relayed", .delivered),
            ("expanded", .delivered),
        ])
    func kind(_ action: String, _ kind: Report.Kind) {
        let fields = "Final-Recipient: rfc822; user@example.net\nAction: \(action)\nStatus: 5.0.0\n"
        #expect(report(deliveryReport(fields)).kind == kind)
    }

    @Test("a poor diagnostic is completed from the words about the recipient")
    func poorDiagnostic() {
        let report = report(
            deliveryReport(
                """
                Final-Recipient: rfc822; user@example.net
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550

                """, notice: "<user@example.net>: host mx.example.net[192.0.2.1] said: 550 Mailbox is full"))
        #expect(report.recipients.first?.reason == .mailboxFull)
        #expect(report.recipients.first?.classification == .soft)
    }

    @Test("a report that is encoded is decoded first")
    func encoded() {
        // Final-Recipient: rfc822; user@example.net / Action: failed / Status: 5.1.1
        let mail = """
            From: mailer-daemon@mx.example.net
            Subject: Undelivered Mail
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: base64

            UmVwb3J0aW5nLU1UQTogZG5zOyBteC5leGFtcGxlLm5ldAoKRmluYWwtUmVjaXBpZW50OiByZmM4
            MjI7IHVzZXJAZXhhbXBsZS5uZXQKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=
            --b--

            """
        #expect(report(mail).recipients.map(\.address) == ["user@example.net"])
    }

    @Test("a report written into the text is read as one")
    func embedded() {
        let report = report(
            notice(
                """
                An error occurred while trying to deliver the mail to the following recipients:
                user@example.net

                Reporting-MTA: dns; mx.example.net
                Action: failed
                Final-Recipient: rfc822; user@example.net
                Diagnostic-Code: smtp; 550 5.1.1 user unknown
                Status: 5.1.1
                """))
        #expect(report.kind == .bounce)
        #expect(report.recipients.map(\.address) == ["user@example.net"])
        #expect(report.recipients.first?.status == "5.1.1")
    }

    @Test("what stands inside the returned original is not read as a report")
    func bouncedBounce() {
        let inner = deliveryReport(
            "Final-Recipient: rfc822; inner@example.com\nAction: failed\nStatus: 5.1.1\n"
        ).replacing("=b", with: "=inner")
        let outer = deliveryReport(
            "Final-Recipient: rfc822; outer@example.net\nAction: failed\nStatus: 5.2.2\n", original: inner)
        #expect(report(outer).recipients.map(\.address) == ["outer@example.net"])
    }
}
