extension Dialect {
    /// AOL, when it sent by Postfix of its own.
    static let aol = Dialect(
        "aol",
        header: ["mailer-daemon@aol.com"],
        phrases: [
            .hostUnknown: ["host or domain name not found"],
            .notAccept: ["type=mx: malformed or unexpected name server reply"],
        ])
}
