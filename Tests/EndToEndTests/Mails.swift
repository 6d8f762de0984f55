/// Mails that the tests deliver, written from the RFCs.
enum Mails {
    /// A delivery status notification about `address`, with the returned header carrying `code` where there is one.
    static func bounce(
        of address: String, code: String? = nil, status: String = "5.1.1",
        diagnostic: String = "550 5.1.1 User unknown", id: String = "1"
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: bounces@example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        Message-ID: <\(id)@mx.example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your message could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; \(address)
        Action: failed
        Status: \(status)
        Diagnostic-Code: smtp; \(diagnostic)

        --b
        Content-Type: text/rfc822-headers

        From: Alerts <alerts@example.org>
        To: \(address)
        Subject: Something happened
        Message-ID: <alert-\(id)@example.org>
        \(code.map { "List-Unsubscribe: <https://example.org/unsubscribe/\($0)>\n" } ?? "")
        --b--

        """
    }

    /// A complaint (RFC 5965) of a provider that leaves out whom the mail went to, unless that is given.
    static func complaint(feedbackID: String, to address: String?, id: String, headersOnly: Bool = false) -> String {
        """
        From: feedback@mx.example.net
        To: complaints@example.org
        Subject: complaint
        Message-ID: <\(id)@mx.example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is a complaint.

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: test/1.0
        Version: 1

        --b
        Content-Type: \(headersOnly ? "text/rfc822-headers" : "message/rfc822")

        From: Alerts <list@example.org>
        To: \(address ?? "redacted@redacted.invalid")
        Subject: x
        CFBL-Feedback-ID: \(feedbackID)

        --b--

        """
    }

    /// A mail that a person wrote.
    static let ordinary = """
        From: Jane <jane@example.com>
        To: bounces@example.org
        Subject: a question
        Message-ID: <question@example.com>

        Where do I find the archive?

        """
}
