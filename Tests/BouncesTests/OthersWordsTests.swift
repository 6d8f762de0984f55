import Bounces
import Foundation
import Testing

/// What a mail says of somebody else, or in passing, is not said of the recipient.
@Suite("What is said of others")
struct OthersWordsTests {
    private func notice(
        _ text: String, from: String = "Mail Delivery System <MAILER-DAEMON@mx.example.com>",
        subject: String = "failure notice", header: String = ""
    ) -> Report {
        report(
            """
            Return-Path: <>
            From: \(from)
            To: sender@example.org
            Subject: \(subject)
            \(header)Content-Type: text/plain; charset=utf-8

            \(text)
            """)
    }

    private func fates(_ report: Report) -> [String: Reason] {
        Dictionary(report.recipients.map { ($0.address, $0.reason) }) { first, _ in first }
    }

    // MARK: Several recipients

    @Test(
        "each recipient has its own words, where another's say more",
        arguments: [
            """
            Hi. This is the qmail-send program at mx.example.com.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <anna@example.net>:
            Schnurrdiburr 17.

            <berta@example.net>:
            Sorry, no mailbox here by that name. (#5.1.1)
            """,
            """
            The message that you sent was undeliverable to the following:
            \tanna@example.net (error D10F in POA)
            \tberta@example.net (user not found)
            """,
            """
               ----- The following addresses had permanent fatal errors -----
            <anna@example.net>
            <berta@example.net>

               ----- Transcript of session follows -----
            554 <anna@example.net>... local configuration fault 17
            550 <berta@example.net>... User unknown
            """,
            """
               ----- The following addresses had permanent fatal errors -----
            <berta@example.net>
            <anna@example.net>

               ----- Transcript of session follows -----
            ... while talking to mx.example.net.:
            >>> RCPT To:<berta@example.net>
            <<< 550 User unknown
            >>> RCPT To:<anna@example.net>
            <<< 451 schnurrdiburr 17
            """,
            """
            Delivery failed 20 attempts: anna@example.net

            Unknown user: berta@example.net
            """,
        ])
    func own(_ text: String) {
        let found = fates(notice(text))
        #expect(found.keys.sorted() == ["anna@example.net", "berta@example.net"])
        #expect(found["anna@example.net"]?.isAddressDead == false)
        #expect(found["berta@example.net"] == .userUnknown)
    }

    @Test("a list of addresses shares the words behind it")
    func shared() {
        let list = (1...3).map { "<user\($0)@example.net>\n" }.joined()
        let found = fates(notice("I could not deliver your message to:\n\n\(list)\nThere is no such user here.\n"))
        #expect(
            found == [
                "user1@example.net": .userUnknown, "user2@example.net": .userUnknown, "user3@example.net": .userUnknown,
            ])
    }

    @Test(
        "who has few words, or stands behind a later one, does not get another's",
        arguments: [
            "I could not deliver your message to:\n\nanna@example.net: sent\nberta@example.net: 550 5.1.1 User unknown\n",
            "I could not deliver your message to:\n\nanna@example.net: 452 4.2.2\nberta@example.net: 550 5.1.1 User unknown\n",
            "Your mail to anna@example.net has problems.\n\nberta@example.net: 550 5.1.1 User unknown\nanna@example.net: 452 4.2.2 Mailbox full\n",
            "These failed:\n\nberta@example.net\nanna@example.net\n\n550 5.1.1 <berta@example.net>... User unknown\n",
        ])
    func few(_ text: String) {
        let found = fates(notice(text))
        #expect(found["berta@example.net"] == .userUnknown)
        #expect(found["anna@example.net"]?.isAddressDead == false)
    }

    @Test("whom the mail reached did not fail, where another did")
    func reached() {
        let text =
            "Your message was delivered to:\n\n  anna@example.net\n\nIt could not be delivered to:\n\n  berta@example.net   550 user unknown\n"
        #expect(fates(notice(text)) == ["berta@example.net": .userUnknown])
    }

    @Test(
        "advice and explanations behind an answer are no answer",
        arguments: [
            (
                "Reason: the mailbox is full. Hint: if the address does not exist any more, remove it.",
                Reason.mailboxFull
            ),
            (
                "554 5.7.1 Message identified as spam\n\nWhat the codes mean: 5.1.1 user unknown. The address does not exist.",
                .spamDetected
            ),
            (
                "Things to check:\n - the address may be misspelled or does not exist any more (user unknown)",
                .undefined
            ),
        ])
    func advice(_ words: String, _ reason: Reason) {
        #expect(fates(notice("<user@example.net>:\n\(words)\n")) == ["user@example.net": reason])
    }

    @Test(
        "what names the sender, or another recipient, is not about this one",
        arguments: [
            "550 5.1.1 <sender@example.org>: User unknown", "550 unknown host example.org",
            "550 Domain example.org does not exist",
            "550 5.1.1 Verification failed for <sender@example.org> No Such User Here",
            "550 berta@example.com:550 5.1.1 no such user",
        ])
    func named(_ words: String) {
        let found = report(
            deliveryReport(
                """
                Final-Recipient: rfc822; anna@example.net
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; \(words)

                Final-Recipient: rfc822; berta@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                """))
        #expect(fates(found)["anna@example.net"]?.isAddressDead == false)
        #expect(fates(found)["berta@example.com"] == .userUnknown)
    }

    @Test(
        "a relay that is not found is not the recipient's domain, as all mail goes through it",
        arguments: [
            (
                "4.3.5",
                "Host or domain name not found. Name service error for name=relay.example.com type=A: Host not found",
                false
            ),
            (
                "5.1.2",
                "550 5.1.2 <anna@example.net>... Host unknown (Name server: relay.example.com.: host not found)", false
            ),
            (
                "5.4.4",
                "Host or domain name not found. Name service error for name=mx.example.com type=A: Host not found", true
            ),
            (
                "4.4.3",
                "Host or domain name not found. Name service error for name=example.net type=MX: Host not found", true
            ),
            (
                "5.1.2", "550 5.1.2 <anna@example.net>... Host unknown (Name server: mx.example.net.: host not found)",
                true
            ),
        ])
    func relay(status: String, diagnostic: String, isDead: Bool) throws {
        let fields = """
            Final-Recipient: rfc822; anna@example.net
            Action: failed
            Status: \(status)
            Diagnostic-Code: X-Postfix; \(diagnostic)

            """
        let recipient = try #require(report(deliveryReport(fields)).recipients.first)
        #expect(recipient.reason == (isDead ? .hostUnknown : .networkError))
        #expect(recipient.classification == (isDead ? .hard : .soft))
    }

    @Test("an address in a link is nobody's")
    func link() {
        let text =
            "Your message could not be delivered: user unknown\nhttps://gwx.example/track?from=a@example.com&to=user@example.com\n<user@example.net>: no such user\n"
        #expect(fates(notice(text)) == ["user@example.net": .userUnknown])
    }

    @Test("many recipients whose transcript names each again")
    func many() {
        let list = (0..<1000).map { "<user\($0)@example.net>\n" }.joined()
        let lines = (0..<20).map { _ in (0..<1000).map { "550 <user\($0)@example.net>... User unknown\n" }.joined() }
        let found = notice(
            "----- The following addresses had permanent fatal errors -----\n\(list)\n----- Transcript of session follows -----\n"
                + lines.joined())
        #expect(found.recipients.count == 1000)
        #expect(found.recipients.allSatisfy { $0.reason == .userUnknown })
    }

    @Test(
        "the sender and the mail's id, named in the sentence, are no recipients",
        arguments: [
            "Your message from sender2@example.org to user@example.net could not be delivered: user unknown.",
            "Your message <20251122.abc@mail.example.org> to user@example.net could not be delivered: user unknown.",
            "Die Nachricht von sender2@example.org an user@example.net ist unzustellbar: Benutzer unbekannt.",
            "Delivery to user@example.net failed: no such user. See cid:image001@01D0.ABC.com",
        ])
    func sentence(_ text: String) {
        #expect(fates(notice(text)) == ["user@example.net": .userUnknown])
    }

    @Test("who is named alone is the recipient, whatever stands before it")
    func alone() {
        #expect(
            fates(notice("Could not deliver mail from user@example.net: user unknown")) == [
                "user@example.net": .userUnknown
            ])
    }

    // MARK: Automatic answers and postmasters

    private static let office = "Postmaster <postmaster@example.com>"
    private static let example = """
        Thank you for writing to the postmaster. If you report an undeliverable message, include
        the whole error, such as "550 5.1.1 <user@example.com>: user unknown".
        """

    @Test(
        "an automatic answer of a postmaster quotes an example",
        arguments: [
            ("Automatic reply: News", "Auto-Submitted: auto-replied\n"), ("Re: News", "Auto-Submitted: auto-replied\n"),
            ("News", "X-Autoreply: yes\n"), ("Automatische Antwort: News", "Auto-Submitted: auto-replied\n"),
        ])
    func answer(subject: String, header: String) {
        let found = notice(Self.example, from: Self.office, subject: subject, header: header)
        #expect(found.kind == .autoReply && found.recipients.isEmpty)
    }

    @Test("a notice of a mail system that says auto-replied is one")
    func autoReplied() {
        let found = notice(
            SenderTests.postfix, subject: "Undelivered Mail Returned to Sender",
            header: "Auto-Submitted: auto-replied\n")
        #expect(fates(found) == ["user@example.net": .userUnknown])
    }

    @Test("what Postfix tells its postmaster of a stranger's session is no bounce", arguments: ["server", "client"])
    func session(_ side: String) {
        let text = """
            Transcript of session follows.

             Out: 220 mx.example.com ESMTP Postfix
             In:  MAIL FROM:<x@example.net>
             Out: 250 2.1.0 Ok
             In:  RCPT TO:<user@example.com>
             Out: 550 5.1.1 <user@example.com>: Recipient address rejected: User unknown in local recipient table
            """
        let found = notice(text, subject: "Postfix SMTP \(side): errors from unknown[192.0.2.7]")
        #expect(found.kind == .other)
        let own = notice(text, subject: "Postfix SMTP server: errors from localhost[127.0.0.1]")
        #expect(own.kind == .bounce)
    }

    @Test("a help desk that takes in a bounce, without a return path, has words of its own first")
    func desk() {
        let text = "Your request (77) has been received and is being reviewed.\n\n\(SenderTests.postfix)"
        for subject in ["[Ticket 77] mail problem", "mail problem"] {
            let found = notice(
                text, from: "Help <support@desk.example.com>", subject: subject,
                header: "Received: by desk.example.com (Postfix)\nPrecedence: bulk\n")
            #expect(found.kind == .other)
        }
    }

    @Test("a mail that lures twice is no notice, whatever it quotes")
    func lure() {
        let text = """
            7 incoming messages could not be delivered to your inbox, as your mailbox is full.
            Status: 552 5.2.2 Mailbox quota exceeded
            Click here: http://example.com/
            """
        #expect(notice(text, subject: "Undelivered Mail Returned to Sender").kind == .other)
    }

    // MARK: Feedback

    private func feedback(_ type: String) -> Report {
        report(
            """
            From: feedback@example.com
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b

            A report.
            --b
            Content-Type: message/feedback-report

            \(type)User-Agent: x/1
            Version: 1
            Original-Rcpt-To: user@example.com

            --b--
            """)
    }

    @Test("a feedback report says what it is")
    func types() {
        #expect(feedback("Feedback-Type: Abuse\n").feedbackType == "abuse")
        #expect(feedback("Feedback-Type: abuse (junk button)\n").feedbackType == "abuse")
        #expect(feedback("Feedback-Type: opt-out;\n").feedbackType == "opt-out")
        #expect(feedback("Feedback-Type: auth-failure\n").feedbackType == "auth-failure")
        #expect(feedback("").feedbackType == nil)
        #expect(feedback("").kind == .complaint && feedback("Feedback-Type: virus\n").kind == .complaint)
    }

    @Test("Microsoft's feedback loop names who complains in the mail that it hands on")
    func hotmail() {
        let found = report(
            """
            Return-Path: <staff@hotmail.com>
            From: staff@hotmail.com
            To: sender@example.org
            Subject: complaint about message from 192.0.2.1
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: message/rfc822

            X-HmXmrOriginalRecipient: <user@hotmail.example>
            From: sender@example.org
            To: user@hotmail.example
            Subject: News

            Text
            --b--
            """)
        #expect(found.kind == .complaint && found.recipients.map(\.address) == ["user@hotmail.example"])
    }

    // MARK: Exchange and reports under other labels

    @Test("Exchange's notice without a report part, which says auto-replied")
    func exchange() {
        let text = """
            Delivery has failed to these recipients or groups:
            user@example.net
            The email address you entered couldn't be found.
            Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
            """
        let found = notice(
            text, from: "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>",
            subject: "Undeliverable: News", header: "Auto-Submitted: auto-replied\nX-MS-Exchange-Message-Is-Ndr:\n")
        #expect(fates(found) == ["user@example.net": .userUnknown])
    }

    @Test("a report part of another type, or of none", arguments: ["text/plain", "application/octet-stream", nil])
    func labels(_ type: String?) {
        let found = report(
            """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.com
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Your mail could not be delivered.
            --b
            \(type.map { "Content-Type: \($0)\n" } ?? "")
            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; user@example.net
            Action: failed
            Status: 5.1.1

            --b--
            """)
        #expect(fates(found) == ["user@example.net": .userUnknown])
    }

    @Test("a receipt under another label is no failure")
    func receipt() {
        let found = report(
            """
            Return-Path: <>
            From: user@example.net
            Content-Type: multipart/report; report-type=disposition-notification; boundary=b

            --b

            Your mail was read.
            --b
            Content-Type: application/octet-stream

            Original-Recipient: rfc822;user@example.net
            Final-Recipient: rfc822;user@example.net
            Disposition: manual-action/MDN-sent-manually; displayed

            --b--
            """)
        #expect(found.kind != .bounce && found.recipients.isEmpty)
    }

    @Test("the samples say the same with lines that end with CR, CR LF, or LF", arguments: ["\r", "\r\n"])
    func lineEnds(_ end: String) throws {
        let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Samples/Bounces").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }
        #expect(names.count > 100)
        for name in names {
            let text = String(
                decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: Unicode.ASCII.self)
            let lines = text.replacingOccurrences(of: "\r\n", with: "\n")
            let (one, other) = (report(lines), report(lines.replacingOccurrences(of: "\n", with: end)))
            #expect(one.kind == other.kind && one.rule == other.rule, "\(name)")
            #expect(one.recipients.map(\.address) == other.recipients.map(\.address), "\(name)")
            #expect(one.recipients.map(\.reason) == other.recipients.map(\.reason), "\(name)")
            #expect(one.recipients.map(\.status) == other.recipients.map(\.status), "\(name)")
        }
    }
}
