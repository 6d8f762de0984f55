extension Dialect {
    /// KDDI: au one net, dion.ne.jp.
    static let kddi = Dialect(
        "kddi",
        header: ["dion.ne.jp", "no-reply@app.auone-net.jp"],
        text: ["could not be delivered to:", "your mail sent on:", "your mail attempted to be delivered on:"],
        recipient: ["could not be delivered to:"],
        phrases: [
            .mailboxFull: ["as their mailbox is full"],
            .noRelaying: ["due to the following smtp relay error"],
            .hostUnknown: ["as the remote domain doesnt exist"],
        ])
}
