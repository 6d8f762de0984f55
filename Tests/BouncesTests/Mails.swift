import Bounces
import MIME

/// Small mails for the tests, written from the RFCs. A mail is a text with LF; every reader is tried with CRLF as well.
func report(_ mail: String) -> Report {
    Report(Message([UInt8](mail.utf8)), isExplained: true)
}

func crlf(_ mail: String) -> String {
    mail.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
}

/// A report as RFC 3464 has it, with the fields of the recipients as given.
func deliveryReport(
    _ fields: String, notice: String = "The mail could not be delivered.", header: String = "Return-Path: <>\n",
    original: String =
        "From: sender@example.org\nTo: first@example.net\nSubject: A letter\nMessage-ID: <1@example.org>\n"
) -> String {
    """
    \(header)From: Mail Delivery System <mailer-daemon@mx.example.net>
    To: sender@example.org
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

    --=b
    Content-Type: text/plain

    \(notice)

    --=b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.net
    Original-Envelope-Id: envelope-7

    \(fields)
    --=b
    Content-Type: message/rfc822

    \(original)
    Hello.
    --=b--

    """
}

/// A notice in plain words.
func notice(
    _ text: String, from: String = "MAILER-DAEMON@mx.example.net", subject: String = "failure notice",
    header: String = "Return-Path: <>\n"
) -> String {
    "\(header)From: \(from)\nTo: sender@example.org\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n\n\(text)\n"
}
