extension Dialect {
    /// Novell GroupWise Internet Agent.
    static let groupWise = Dialect(
        "groupwise",
        header: ["x-mailer: novell groupwise", "x-mailer: groupwise"],
        text: ["the message that you sent was undeliverable to the following"],
        recipient: ["was undeliverable to the following:"],
        phrases: [
            .userUnknown: ["user not found"]
        ])
}
