extension Dialect {
    /// A qmail that says "Unable to deliver message to the following address(es)", as Yahoo Groups did.
    static let unknown2 = Dialect(
        "x2",
        text: ["unable to deliver message to the following address(es)"],
        recipient: ["unable to deliver message to the following address(es)"],
        separators: ["original message follows."],
        phrases: [
            .userUnknown: ["this user doesn't have a"],
            .suspend: ["this account has been disabled or discontinued"],
            .expired: ["this message has been in the queue too long"],
            .mailboxFull: ["account is overquota", "account is over quota"],
        ])
}
