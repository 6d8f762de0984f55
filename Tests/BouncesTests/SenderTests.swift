import Bounces
import Testing

/// Who speaks: a mail system, or a person or a program that passes on what a mail system said.
@Suite struct SenderTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let mail: String
        let kind: Report.Kind
    }

    static let postfix = """
        This is the mail system at host mx.example.net.

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients. It's attached below.

        <user@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 user unknown
        """

    static let exim = """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          user@example.net
            550 user unknown
        """

    static let returned = """

        ------ This is a copy of the message, including all the headers. ------

        From: sender@example.org
        To: user@example.net
        Subject: A letter

        Hello
        """

    static let exchange = """
        Delivery has failed to these recipients or groups:

        user@example.net
        The email address you entered couldn't be found.
        """

    /// A mail with a report in it, under an outer header as given.
    static func carrying(_ header: String, type: String = "multipart/mixed") -> String {
        """
        \(header)
        To: sender@example.org
        Content-Type: \(type); boundary="=b"

        --=b
        Content-Type: text/plain

        Please see below.
        --=b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; user@example.net
        Action: failed
        Status: 5.1.1

        --=b
        Content-Type: text/rfc822-headers

        From: sender@example.org
        To: user@example.net
        Subject: A letter

        --=b--

        """
    }

    static func text(_ header: String, _ body: String) -> String {
        "\(header)\nTo: sender@example.org\nContent-Type: text/plain; charset=utf-8\n\n\(body)\n"
    }

    static let person = "Return-Path: <jo@example.com>\nFrom: Jo <jo@example.com>"
    static let daemon = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net"

    // MARK: Reports that are carried

    static let carried = [
        Case(
            testDescription: "a person attaches a report under its own subject",
            mail: carrying(person + "\nSubject: Undelivered Mail Returned to Sender"), kind: .other),
        Case(
            testDescription: "a ticket that carries a report",
            mail: carrying(
                "Return-Path: <desk@example.com>\nFrom: Desk <desk@example.com>\nSubject: mail problem\n"
                    + "Auto-Submitted: auto-generated"), kind: .other),
        Case(
            testDescription: "a ticket that goes by the name of the mail system that opened it",
            mail: carrying(
                "Return-Path: <desk@example.com>\nFrom: Mail Delivery System via RT <desk@example.com>\n"
                    + "Subject: [example.com #12] Undelivered Mail Returned to Sender\nRT-Ticket: example.com #12"),
            kind: .other),
        Case(
            testDescription: "an answer with a null path and a report in it",
            mail: carrying("Return-Path: <>\nFrom: Desk <desk@example.com>\nSubject: [Ticket#12] RE: Undeliverable: x"),
            kind: .other),
        Case(
            testDescription: "a report that a mail system sends as multipart/mixed",
            mail: carrying(daemon + "\nSubject: Undelivered Mail Returned to Sender"), kind: .bounce),
        Case(
            testDescription: "a report of a sender without a telling name, with a null path",
            mail: carrying("Return-Path: <>\nFrom: info@mx.example.net\nSubject: Your letter"), kind: .bounce),
        Case(
            testDescription: "a multipart/report of a sender with a path",
            mail: carrying(
                "Return-Path: <info@mx.example.net>\nFrom: info@mx.example.net\nSubject: Undeliverable: x",
                type: "multipart/report; report-type=delivery-status"), kind: .bounce),
        Case(
            testDescription: "a report about a mail to a ticket, under its subject",
            mail: carrying(
                daemon + "\nSubject: [list #12] A letter\nX-Redmine-Project: list",
                type: "multipart/report; report-type=delivery-status"), kind: .bounce),
    ]

    @Test("a report is believed where the outer header is that of a mail system", arguments: carried)
    func kind(carrying expected: Case) { check(expected) }

    // MARK: Notices that are pasted

    static let pasted = [
        Case(
            testDescription: "a person pastes a notice, with the same subject, and asks below",
            mail: text(
                person + "\nSubject: Undelivered Mail Returned to Sender", postfix + "\n\nWhat does this mean?"),
            kind: .other),
        Case(
            testDescription: "a person pastes a notice of Exim and the mail that it returned",
            mail: text(
                person + "\nSubject: Mail delivery failed: returning message to sender",
                exim + "\n\nWhat is it? Jo\n" + returned), kind: .other),
        Case(
            testDescription: "a person with another path pastes a notice",
            mail: text(
                "Return-Path: <jo+7@relay.example>\nFrom: Jo <jo@example.com>\nUser-Agent: Mozilla Thunderbird\n"
                    + "Subject: Mail delivery failed: returning message to sender", exim + returned), kind: .other),
        Case(
            testDescription: "a person's program tells that it is a letter where no path is known",
            mail: text(
                "From: Postmaster <postmaster@example.com>\nX-Mailer: Apple Mail (2.3774)\n"
                    + "Subject: Mail delivery failed: returning message to sender", exim + returned), kind: .other),
        Case(
            testDescription: "a person whose path is not known asks, and then pastes",
            mail: text(
                "From: Jo <jo@example.com>\nSubject: Mail delivery failed: returning message to sender",
                "What is it?\n\n" + exim + returned), kind: .other),
        Case(
            testDescription: "an answer of a help desk, with a null path and a tag before the subject",
            mail: text(
                "Return-Path: <>\nFrom: Desk <desk@example.com>\nSubject: [Ticket#12] RE: Undeliverable: News\n"
                    + "Precedence: bulk", "Thank you for your mail. " + exchange), kind: .other),
        Case(
            testDescription: "an answer of a help desk whose tag stands behind",
            mail: text(
                "Return-Path: <>\nFrom: Desk <desk@example.com>\nSubject: RE: [Ticket#12] Undeliverable: News",
                exchange), kind: .other),
        Case(
            testDescription: "a tracker's mail about a bounce, with a null path",
            mail: text(
                "Return-Path: <>\nFrom: tracker@example.com\nSubject: Undeliverable: News\nX-GitHub-Reason: mention",
                exchange), kind: .other),
        Case(
            testDescription: "a forwarded notice behind a tag",
            mail: text("From: Jo <jo@example.com>\nSubject: [EXTERNAL] Fwd: failure notice", exim + returned),
            kind: .other),
        Case(
            testDescription: "the notice of Exim itself",
            mail: text(
                "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mx.example.net>\n"
                    + "Subject: Mail delivery failed: returning message to sender", exim + returned), kind: .bounce),
        Case(
            testDescription: "a notice that a mail program has moved from one mailbox to another",
            mail: text(
                "From: \"Mail Delivery System\" <MAILER-DAEMON@mx.example.net>\nX-Mailer: Microsoft Office Outlook 12.0\n"
                    + "Subject: Mail delivery failed: returning message to sender", exim + returned), kind: .bounce),
        Case(
            testDescription: "the notice of a mail system without a telling name",
            mail: text(
                "Return-Path: <>\nFrom: info@mx.example.net\nSubject: Undelivered Mail Returned to Sender", postfix),
            kind: .bounce),
        Case(
            testDescription: "a notice whose subject a gateway put a tag on",
            mail: text(daemon + "\nSubject: [EXTERNAL] Undelivered Mail Returned to Sender", postfix), kind: .bounce),
        Case(
            testDescription: "a notice of a postmaster with a path, which returns the mail",
            mail: text(
                "Return-Path: <postmaster@example.com>\nFrom: postmaster@example.com\nSubject: failure notice",
                "Your mail to <user@example.net> could not be delivered.\n" + returned), kind: .bounce),
    ]

    @Test("who passes a notice on does not send one", arguments: pasted)
    func kind(pasting expected: Case) { check(expected) }

    // MARK: What only sounds like a notice

    static let bait = [
        Case(
            testDescription: "a challenge",
            mail: text(
                "Return-Path: <>\nFrom: user@example.net\nSubject: Please confirm your message",
                "Your message to user@example.net has not been delivered yet. To have it delivered, please confirm "
                    + "that you are a human by replying to this message."), kind: .other),
        Case(
            testDescription: "a challenge that returns the mail",
            mail: text(
                "Return-Path: <>\nFrom: user@example.net\nSubject: Your message",
                "Your message to user@example.net was not delivered. Click the link to confirm that you are human.\n"
                    + returned), kind: .other),
        Case(
            testDescription: "spam in the name of the postmaster",
            mail: text(
                "Return-Path: <x@evil.example>\nFrom: Mail Administrator <postmaster@example.org>\n"
                    + "Subject: Mail delivery failed: mailbox full",
                "Dear alerts@example.org,\n\nYour mailbox has exceeded the quota. Incoming messages could not be "
                    + "delivered. Verify your account: http://evil.example"), kind: .other),
        Case(
            testDescription: "spam in the name of a mail system, with a null path",
            mail: text(
                "Return-Path: <>\nFrom: Mail Delivery System <info@evil.example>\nSubject: Undelivered mail",
                "7 incoming messages could not be delivered to your inbox. Click here to release them."), kind: .other),
        Case(
            testDescription: "spam with a null path that names an address",
            mail: text(
                "Return-Path: <>\nFrom: Prize <prize@evil.example>\nSubject: Mail delivery failed",
                "Mail could not be delivered to winner@example.net. You have won. Claim your prize now."), kind: .other),
        Case(
            testDescription: "a parcel",
            mail: text(
                "Return-Path: <>\nFrom: Parcels <noreply@parcels.example>\nSubject: Undeliverable package",
                "Your package is undeliverable. Recipient unknown. Write to service@parcels.example to reschedule."),
            kind: .other),
        Case(
            testDescription: "a newsletter with a null path that asks in its subject",
            mail: text(
                "Return-Path: <>\nFrom: Weekly <news@example.com>\nSubject: Mail delivery failed? Read our tips",
                "550 5.1.1 user unknown\n\nIf mail to john@example.com could not be delivered..."), kind: .other),
        Case(
            testDescription: "a note of a postmaster to all",
            mail: text(
                "Return-Path: <x@example.com>\nFrom: Postmaster <postmaster@example.com>\nSubject: Maintenance",
                "Dear colleagues,\n\nmail sent between 8 and 9 could not be delivered. Ask help@example.com."),
            kind: .other),
        Case(
            testDescription: "a postmaster who writes about somebody",
            mail: text(
                "Return-Path: <x@example.com>\nFrom: Al <postmaster@example.com>\nSubject: Mail to user",
                "Your mail to user@example.com could not be delivered as he left in May. Please remove him."),
            kind: .other),
        Case(
            testDescription: "a delay that a mail system words as the challenge does",
            mail: text(
                daemon + "\nSubject: Your letter", "Your message to user@example.net has not been delivered yet."),
            kind: .delay),
        Case(
            testDescription: "a notice of a mail system that tells where to click",
            mail: text(
                daemon + "\nSubject: failure notice",
                "Your message to user@example.net could not be delivered. Click here to learn more."), kind: .bounce),
        Case(
            testDescription: "an answer of a server that asks to prove oneself",
            mail: text(
                "Return-Path: <>\nFrom: info@mx.example.net\nSubject: Undeliverable: A letter",
                "<user@example.net>: 550 5.7.1 blocked, see http://example.net to prove that you are human"),
            kind: .bounce),
        Case(
            testDescription: "a notice that names nobody, from a mail system",
            mail: text(daemon + "\nSubject: failure notice", "Your message could not be delivered."), kind: .bounce),
        Case(
            testDescription: "a notice that names nobody but shows the answer of a server",
            mail: text(
                "Return-Path: <>\nFrom: info@mx.example.net\nSubject: Undeliverable: A letter",
                "Your message could not be delivered: 552 5.2.2 mailbox full"), kind: .bounce),
        Case(
            testDescription: "a postmaster's notice with a path that shows the answer of a server",
            mail: text(
                "Return-Path: <postmaster@example.com>\nFrom: postmaster@example.com\nSubject: Mail problem",
                "Your mail could not be delivered.\n\nuser@example.com: 550 5.1.1 user unknown"), kind: .bounce),
    ]

    @Test("what only sounds like a notice is none", arguments: bait)
    func kind(sounding expected: Case) { check(expected) }

    private func check(_ expected: Case) {
        #expect(report(expected.mail).kind == expected.kind)
        #expect(report(crlf(expected.mail)).kind == expected.kind)
    }
}
