import Bounces
import MIME
import Testing

/// What single mail servers do that no standard tells.
@Suite("Quirks of servers")
struct ServerQuirkTests {
    private static let eximNotice = """
        This message was created automatically by mail delivery software.

        The following address(es) failed:

          ben@example.net
            (generated from team@example.org)
            550 5.1.1 <ben@example.net>: user unknown
          anna@example.net
            (generated from team@example.org)
            552 5.2.2 <anna@example.net>: mailbox full
        """

    @Test("a report that names the alias is about what the alias led to")
    func alias() {
        let fields = """
            Action: failed
            Final-Recipient: rfc822;team@example.org
            Status: 5.0.0
            Diagnostic-Code: smtp; 552 5.2.2 <anna@example.net>: mailbox full

            Action: failed
            Final-Recipient: rfc822;team@example.org
            Status: 5.0.0

            """
        let read = report(
            deliveryReport(
                fields, notice: Self.eximNotice,
                header: "Return-Path: <>\nX-Failed-Recipients: ben@example.net,\n  anna@example.net\n"))
        #expect(read.recipients.map(\.address) == ["anna@example.net", "ben@example.net"])
        #expect(read.recipients.map(\.original) == ["team@example.org", "team@example.org"])
        #expect(read.recipients.map(\.reason) == [.mailboxFull, .userUnknown])
    }

    @Test("an alias behind the recipient on one line is its origin")
    func originOnOneLine() {
        let read = report(notice("<jane@example.net> (expanded from <all@example.org>): unknown user: \"jane\""))
        #expect(read.recipients.map(\.address) == ["jane@example.net"])
        #expect(read.recipients.first?.original == "all@example.org")
    }

    @Test("OpenSMTPD calls a mail delayed that it has given up")
    func expired() {
        let fields = "Final-Recipient: rfc822; jane@example.net\nAction: delayed\nStatus: 4.4.7\n"
        let words = "This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\njane@example.net: "
        let read = report(deliveryReport(fields, notice: words + "Envelope expired"))
        #expect(read.kind == .bounce)
        #expect(read.recipients.first?.reason == .expired)
        #expect(report(deliveryReport(fields, notice: words + "Connection timed out")).kind == .delay)
    }

    @Test("what was answered to MAIL FROM is about the sender, wherever that is said")
    func refusedSender() {
        let fields = """
            Final-Recipient: rfc822; jane@example.net
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 No such user here

            """
        func postfix(_ command: String) -> String {
            "<jane@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user here (in reply to \(command) command)"
        }
        let refused = report(deliveryReport(fields, notice: postfix("MAIL FROM"))).recipients.first
        #expect(refused?.reason == .rejected)
        #expect(refused?.classification == .soft)
        #expect(report(deliveryReport(fields, notice: postfix("RCPT TO"))).recipients.first?.reason == .userUnknown)
        let exim = """
              jane@example.net
                SMTP error from remote mail server after MAIL FROM:<list@example.org>:
                550 5.1.1 No such user here
            """
        #expect(report(deliveryReport(fields, notice: exim)).recipients.first?.reason == .rejected)
        #expect(report(notice(postfix("MAIL FROM"))).recipients.first?.reason == .rejected)
        #expect(report(notice(postfix("RCPT TO"))).recipients.first?.reason == .userUnknown)
        // A transcript names each command, and the refusal is that of the last.
        let transcript = """
            >>> MAIL From:<list@example.org>
            <<< 250 2.1.0 Sender ok
            >>> RCPT To:<jane@example.net>
            <<< 550 5.1.1 No such user here
            """
        #expect(report(deliveryReport(fields, notice: transcript)).recipients.first?.reason == .userUnknown)
    }

    @Test("of several recipients each has the words about itself")
    func refusedSenderOfOne() {
        let fields = ["jane", "ann"].map {
            "Final-Recipient: rfc822; \($0)@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user here\n"
        }
        let words = """
            <jane@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user here (in reply to RCPT TO command)

            <ann@example.net>: host mx2.example.net[192.0.2.2] said: 550 5.1.1 No such user here (in reply to MAIL FROM command)
            """
        let read = report(deliveryReport(fields.joined(separator: "\n"), notice: words))
        #expect(read.recipients.map(\.reason) == [.userUnknown, .rejected])
    }

    @Test("AOL names users without a domain")
    func users() {
        let read = report(
            notice(
                "Your mail to the following recipients could not be delivered because they are not accepting mail"
                    + " from a@example.org:\n\tscreenname\n\tother1\n\nGood bye",
                from: "Mail Delivery Subsystem <MAILER-DAEMON@AOL.com>", subject: "Mail Delivery Problem"))
        #expect(read.recipients.map(\.address) == ["screenname@aol.com", "other1@aol.com"])
        #expect(read.recipients.allSatisfy { $0.reason == .filtered && $0.classification == .soft })
    }

    @Test(
        "a report says who the recipient is, however unlikely the domain",
        arguments: ["jane@#example.net", "a@b.c", "<jane@#example.net>"])
    func implausible(_ address: String) {
        let fields = """
            Final-Recipient: rfc822; \(address)
            Action: failed
            Status: 5.0.0
            Diagnostic-Code: smtp; 554 spam, write to helper@example.com

            """
        let read = report(deliveryReport(fields))
        #expect(read.recipients.map(\.address) == [address.filter { $0 != "<" && $0 != ">" }])
    }

    @Test("words that announce the recipient may run over a line end")
    func announcedAcrossLines() {
        let read = report(
            notice(
                "The address to which\nyour message was addressed, jane@example.net, matches nobody.\n\n"
                    + "You may try joe@example.net.", subject: "FAILED MAIL"))
        #expect(read.recipients.map(\.address) == ["jane@example.net"])
    }

    @Test(
        "gateways that send under a name of their own are known by header and words together",
        arguments: [
            (
                "Return-Path: <gateway@example.org>", "Symantec_AntiVirus_for_SMTP_Gateways@example.org",
                "Delivery failure notification",
                "Your message could not be delivered to the following recipients:\n\njane@example.net\n\n"
                    + "Delivery attempts will continue to be made for 5 day(s).", Report.Kind.delay
            ),
            (
                "Return-Path: <>", "admin@example.org", "Non-Delivery: A letter",
                "--- Non-Delivery Report ---\nThe email below could not be delivered to the following user:\n\n"
                    + "\"jane@example.net\" <jane@example.net>\n\nOld message:\n\nHello", .bounce
            ),
            (
                "Return-Path: <>", "gateway@example.org", "RE: A letter : non remis (delivery failed)",
                "Votre message n'a pas pu etre delivre a\njane@example.net", .bounce
            ),
            (
                "Return-Path: <box@example.org>", "Mailer-Daemon@example.org", "Message status - undeliverable",
                "The message that you sent was undeliverable to the following:\n\n\tjane@example.net (user not found)",
                .bounce
            ),
        ])
    func gateways(_ path: String, _ from: String, _ subject: String, _ text: String, _ kind: Report.Kind) {
        let read = report(notice(text, from: from, subject: subject, header: path + "\n"))
        #expect(read.kind == kind)
        #expect(read.recipients.map(\.address) == ["jane@example.net"])
    }

    @Test("a person who asks about a bounce under its subject has sent none")
    func question() {
        let quoted = """
            This message was created automatically by mail delivery software.
            A message that you sent could not be delivered to one or more of its
            recipients. The following address(es) failed:
              jane@example.net
                Unrouteable address
            """
        let subject = "Mail delivery failed: returning message to sender"
        let header = "Return-Path: <joe@example.org>\n"
        let asked = notice(
            "What does this mean?\n\n" + quoted, from: "joe@example.org", subject: subject, header: header)
        #expect(report(asked).kind == .other)
        #expect(report(notice(quoted, from: "ndr@example.org", subject: subject, header: header)).kind == .other)
        #expect(report(notice(quoted, from: "ndr@example.org", subject: subject)).kind == .bounce)
    }

    @Test("MDaemon returns the session, and what the server said in it is the reason")
    func session() {
        let read = report(
            notice(
                """
                The attached message had PERMANENT fatal delivery errors!

                Failed address: jane@example.net

                --- Session Transcript ---
                 Thu 2010-04-29 11:34:45: --> RCPT To:<jane@example.net>
                 Thu 2010-04-29 11:34:45: <-- 550 no such user
                --- End Transcript ---
                : Message contains [1] file attachments
                """, from: "MDaemon@example.org", subject: "Permanent Delivery Failure"))
        #expect(read.recipients.map(\.address) == ["jane@example.net"])
        #expect(read.recipients.first?.reason == .userUnknown)
    }

    @Test("behind an expiry the words name what the mail waited for")
    func cause() {
        let fields = "Final-Recipient: rfc822; jane@example.net\nAction: failed\nStatus: 4.4.7\n"
        let read = report(deliveryReport(fields, notice: "<jane@example.net>... Deferred: Mailbox full"))
        #expect(read.recipients.first?.reason == .mailboxFull)
        #expect(read.recipients.first?.status == "4.4.7")
    }

    @Test("what a server answers for now does not make an address dead, whatever became of the mail")
    func busy() {
        let fields = """
            Final-Recipient: rfc822; jane@example.net
            Action: failed
            Status: 5.0.0
            Diagnostic-Code: smtp; 421 4.3.2 Service not available: retry timeout exceeded

            """
        #expect(report(deliveryReport(fields)).recipients.first?.classification == .soft)
    }

    @Test(
        "a status that names a success or a subject stays as it was reported",
        arguments: [("4.5.0", "421 4.3.2 too busy", "delayed"), ("2.0.0", "250 2.1.5 Ok", "relayed")])
    func reported(_ status: String, _ diagnostic: String, _ action: String) {
        let fields = """
            Final-Recipient: rfc822; jane@example.net
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; \(diagnostic)

            """
        #expect(report(deliveryReport(fields)).recipients.first?.status == status)
    }

    @Test(
        "what Exim and dma say of a host",
        arguments: [
            ("all relevant MX records point to non-existent hosts", Reason.hostUnknown),
            ("an MX or SRV record indicated no SMTP service", .notAccept),
            ("this mailbox is no longer in use", .userUnknown),
        ])
    func hosts(_ words: String, _ reason: Reason) {
        let text =
            "This message was created automatically by mail delivery software.\n\n  jane@example.net\n    " + words
        let recipient = report(notice(text, header: "Return-Path: <>\nX-Failed-Recipients: jane@example.net\n"))
            .recipients.first
        #expect(recipient?.reason == reason)
        #expect(recipient?.classification == .hard)
    }

    @Test("dma names a host that is not there")
    func noHost() {
        let text = """
            This is the DragonFly Mail Agent v0.13 at mx.example.org.

            There was an error delivering your mail to <jane@gone.example>.

            DNS lookup failure: host gone.example not found
            """
        #expect(report(notice(text)).recipients.first?.reason == .hostUnknown)
    }
}
