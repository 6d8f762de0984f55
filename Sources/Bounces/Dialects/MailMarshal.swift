extension Dialect {
    /// Trustwave MailMarshal SMTP.
    static let mailMarshal = Dialect(
        "mailmarshal",
        header: ["subject: undeliverable mail: \""],
        text: ["could not be delivered because of", "the following recipients were affected", "sender-mta:"],
        recipient: ["the following recipients were affected:"],
        diagnosis: ["could not be delivered because of"])
}
