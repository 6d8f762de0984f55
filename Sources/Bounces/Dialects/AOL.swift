extension Dialect {
    /// AOL: of its own, which names users without a domain, and by Postfix.
    static let aol = Dialect(
        "aol",
        header: ["mailer-daemon@aol.com"],
        text: ["because they are not accepting mail"],
        recipient: ["your mail to the following recipients"],
        namesUsers: true,
        phrases: [
            .filtered: ["because they are not accepting mail"],
            .hostUnknown: ["host or domain name not found"],
            .notAccept: ["type=mx: malformed or unexpected name server reply"],
        ])
}
