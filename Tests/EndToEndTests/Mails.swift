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

    /// A mail that a person wrote.
    static let ordinary = """
        From: Jane <jane@example.com>
        To: bounces@example.org
        Subject: a question
        Message-ID: <question@example.com>

        Where do I find the archive?

        """
}
