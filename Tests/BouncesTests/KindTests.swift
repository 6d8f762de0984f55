import Bounces
import Testing

/// What is a bounce, and what only looks like one. Precision comes before recall.
@Suite struct KindTests {
    static let bounceText = """
        This is the mail system at host mx.example.net.

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients. It's attached below.

        <user@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 user unknown
        """

    static let quoted = bounceText.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(
        separator: "\n")

    static let bounceMail = deliveryReport(
        "Final-Recipient: rfc822; user@example.net\nAction: failed\nStatus: 5.1.1\n", notice: bounceText)

    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let mail: String
        let kind: Report.Kind
    }

    static let cases = [
        Case(
            testDescription: "a person forwards a bounce in the text",
            mail: """
                From: Jo <jo@example.org>
                To: admin@example.org
                Subject: Fwd: Undelivered Mail Returned to Sender

                What does this mean?

                Begin forwarded message:

                From: MAILER-DAEMON@mx.example.net
                Subject: Undelivered Mail Returned to Sender

                \(bounceText)
                """, kind: .other),
        Case(
            testDescription: "a person attaches a bounce",
            mail: """
                From: Jo <jo@example.org>
                To: admin@example.org
                Subject: Undelivered mail, please help
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: text/plain

                The mail could not be delivered, see below.
                --outer
                Content-Type: message/rfc822

                \(bounceMail)
                --outer--

                """, kind: .other),
        Case(
            testDescription: "a person answers about a bounce and quotes it",
            mail: """
                From: Jo <jo@example.org>
                To: admin@example.org
                Subject: Re: Undelivered Mail Returned to Sender
                In-Reply-To: <1@example.org>

                Have you tried it again?

                \(quoted)
                """, kind: .other),
        Case(
            testDescription: "a ticket about a bounce",
            mail: """
                From: Support <support@helpdesk.example.org>
                To: jo@example.org
                Subject: [#4711] Undelivered Mail Returned to Sender
                Auto-Submitted: auto-generated

                We have received your request:

                \(bounceText)
                """, kind: .other),
        Case(
            testDescription: "a letter of a postmaster in person",
            mail: """
                From: Postmaster <postmaster@example.net>
                To: jo@example.org
                Subject: Your account
                In-Reply-To: <1@example.org>

                Dear Jo, the quota of jo@example.org is now 2 GB. Regards
                """, kind: .other),
        Case(
            testDescription: "a newsletter about bounces",
            mail: """
                From: News <news@example.com>
                To: jo@example.org
                Subject: Why was my message rejected?
                List-Unsubscribe: <mailto:leave@example.com>
                Precedence: list

                Ten reasons why mail is returned to sender: user unknown, mailbox full, ...
                Write to editor@example.com
                """, kind: .other),
        Case(
            testDescription: "spam that calls itself a returned mail",
            mail: """
                From: sales@shop.example
                To: jo@example.org
                Subject: Returned mail: your order

                Buy now. Contact offers@shop.example
                """, kind: .other),
        Case(
            testDescription: "a mail without anything", mail: "", kind: .other),
        Case(
            testDescription: "a vacation note of RFC 3834",
            mail: """
                Return-Path: <>
                From: Jo <jo@example.org>
                To: admin@example.org
                Subject: Re: your letter
                Auto-Submitted: auto-replied

                I am away until Monday. Mails to jo@example.org are not delivered to my phone.
                """, kind: .autoReply),
        Case(
            testDescription: "an out-of-office note that says so in the subject alone",
            mail: "From: jo@example.org\nTo: a@example.org\nSubject: Out of Office: your letter\n\nBack on Monday.\n",
            kind: .autoReply),
        Case(
            testDescription: "a vacation note in German",
            mail: "From: jo@example.org\nSubject: Abwesenheitsnotiz\n\nIch bin bis Montag nicht im Hause.\n",
            kind: .autoReply),
        Case(
            testDescription: "a vacation note in Japanese, in encoded words",
            mail: "From: jo@example.org\nSubject: =?utf-8?B?6Ieq5YuV5b+c562U?=\n\nx\n", kind: .autoReply),
        Case(
            testDescription: "a challenge",
            mail: """
                Return-Path: <>
                From: Jo <jo-confirm@example.org>
                To: admin@example.org
                Subject: Please confirm your message
                Auto-Submitted: auto-replied

                Answer this mail to have your message delivered.
                """, kind: .autoReply),
        Case(
            testDescription: "a receipt of RFC 8098",
            mail: """
                From: jo@example.org
                To: admin@example.org
                Subject: Disposition notification
                Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                --b
                Content-Type: text/plain

                The message was displayed.
                --b
                Content-Type: message/disposition-notification

                Final-Recipient: rfc822; jo@example.org
                Original-Message-ID: <1@example.org>
                Disposition: manual-action/MDN-sent-manually; displayed
                --b--

                """, kind: .receipt),
        Case(
            testDescription: "a request to be taken off, in the subject",
            mail: "From: jo@example.org\nTo: leave@example.org\nSubject: Unsubscribe\n\n\n", kind: .unsubscribe),
        Case(
            testDescription: "a request to be taken off, in the body",
            mail: "From: jo@example.org\nTo: leave@example.org\nSubject:\n\nunsubscribe\n", kind: .unsubscribe),
        Case(
            testDescription: "a question about being taken off",
            mail: "From: jo@example.org\nTo: a@example.org\nSubject: How do I unsubscribe from this?\n\nHelp\n",
            kind: .other),
        Case(
            testDescription: "the same bounce, from the mail system itself", mail: bounceMail, kind: .bounce),
        Case(
            testDescription: "a bounce in words alone",
            mail: notice(bounceText, subject: "Undelivered Mail Returned to Sender"), kind: .bounce),
        Case(
            testDescription: "a bounce marked as an automatic answer, as Exim does",
            mail: notice(
                bounceText, from: "Mail Delivery System <Mailer-Daemon@mx.example.net>",
                subject: "Mail delivery failed: returning message to sender",
                header: "X-Failed-Recipients: user@example.net\nAuto-Submitted: auto-replied\n"), kind: .bounce),
    ]

    @Test("the outer message decides the kind", arguments: cases)
    func kind(_ expected: Case) {
        #expect(report(expected.mail).kind == expected.kind)
        #expect(report(crlf(expected.mail)).kind == expected.kind)
    }

    @Test("who asks to be taken off is named")
    func unsubscriber() {
        let report = report("From: Jo <jo@example.org>\nSubject: unsubscribe\n\n")
        #expect(report.recipients.map(\.address) == ["jo@example.org"])
    }

    @Test(
        "a complaint names who complains",
        arguments: [
            (
                "Feedback-Type: abuse\nOriginal-Rcpt-To: <user@example.net>\n", Report.Kind.complaint,
                ["user@example.net"]
            ),
            ("Feedback-Type: opt-out\nRemoval-Recipient: user@example.net\n", .complaint, ["user@example.net"]),
            ("Feedback-Type: abuse\n", .complaint, ["first@example.net"]),
            ("Feedback-Type: fraud\nOriginal-Rcpt-To: redacted@example.net\n", .complaint, ["redacted@example.net"]),
            ("Feedback-Type: not-spam\nOriginal-Rcpt-To: user@example.net\n", .other, []),
        ])
    func complaint(_ fields: String, _ kind: Report.Kind, _ addresses: [String]) {
        let mail = """
            From: abuse@example.net
            To: loop@example.org
            Subject: FW: A letter
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: text/plain

            This is an email abuse report.
            --b
            Content-Type: message/feedback-report

            \(fields)User-Agent: Example/1.0
            Version: 1
            --b
            Content-Type: message/rfc822

            From: list@example.org
            To: first@example.net
            Subject: A letter

            Hello
            --b--

            """
        let report = report(mail)
        #expect(report.kind == kind)
        #expect(report.recipients.map(\.address) == addresses)
    }
}
