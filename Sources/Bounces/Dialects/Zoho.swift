extension Dialect {
    /// Zoho Mail.
    static let zoho = Dialect(
        "zoho",
        header: ["mailer-daemon@mail.zoho", "mailer-daemon@zoho", "x-zohomail:"],
        text: ["error_code :", "this message was created automatically by mail delivery software"],
        recipient: ["this is a permanent error."],
        phrases: [
            .expired: ["host not reachable"],
            .filtered: ["error_code :requested action not taken: mailbox unavailable"],
        ])
}
