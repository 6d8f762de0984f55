extension Dialect {
    /// Sendmail 5, before reports had parts: a transcript, then the unsent message.
    static let oldSendmail = Dialect(
        "sendmail-5",
        text: ["unsent message follows"],
        separators: ["unsent message follows"],
        phrases: [
            .blocked: ["no access from mail server"],
            .expired: ["deferred: connection timed out during user open with"],
            .hostUnknown: ["550 host unknown"],
        ])
}
