extension Dialect {
    /// A qmail that says "may not be able to deliver".
    static let unknown4 = Dialect(
        "x4",
        header: ["subject: permanent delivery failure"],
        text: [
            "we're sorry. there's a problem with the e-mail address", "check your send e-mail address",
        ],
        recipient: ["this is a permanent error; i've given up"],
        separators: ["original message follows", "below this line is a copy of the message"],
        phrases: [
            .mailboxFull: ["mailbox size is over quota", "mailbox over quota", "quota exceeded"],
            .userUnknown: ["user does not exist", "user may not exist"],
        ])
}
