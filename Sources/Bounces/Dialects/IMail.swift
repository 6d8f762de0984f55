extension Dialect {
    /// Ipswitch IMail Server.
    static let iMail = Dialect(
        "imail",
        header: ["x-mailer: <smtp32", "x-mailer: <imail"],
        text: [
            "unknown user:", "invalid final delivery userid:", "user mailbox exceeds allowed size:",
            "delivery failed 20 attempts", "undeliverable to ",
        ],
        recipient: [
            "invalid final delivery userid:", "user mailbox exceeds allowed size:", "undeliverable to:", "attempts:",
        ],
        separators: ["original message follows."],
        phrases: [
            .hostUnknown: ["unknown host"],
            .userUnknown: ["unknown user", "invalid final delivery userid"],
            .mailboxFull: ["user mailbox exceeds allowed size"],
            .virusDetected: ["requested action not taken: virus detected"],
            .expired: ["delivery failed 20 attempts", "delivery failed "],
            .securityError: ["undeliverable to "],
        ])
}
