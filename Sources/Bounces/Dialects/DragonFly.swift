extension Dialect {
    /// dma, the DragonFly mail agent: `dma/mail.c`.
    static let dragonFly = Dialect(
        "dma",
        text: ["this is the dragonfly mail agent"],
        recipient: ["there was an error delivering your mail to"],
        diagnosis: [
            "did not like our rcpt to:", "did not like our mail from:", "did not like our data:",
            "did not like our final data:", "did not like our ehlo:", "did not like our connection:",
        ],
        separators: ["message headers follow", "original message follows"],
        phrases: [
            .expired: ["message timed out, gave up", "could not deliver the message within", "delivery timed out"],
            .hostUnknown: ["dns lookup failure: host ", "remote host not found"],
            .networkError: ["dns lookup failure:"],
        ])
}
