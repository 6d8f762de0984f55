extension Dialect {
    /// A server that numbers its rejections: "We had trouble delivering your message".
    static let unknown6 = Dialect(
        "x6",
        header: ["subject: there was an error sending your mail", "subject: unable to deliver mail"],
        text: ["we had trouble delivering your message", "we were unable to deliver your mail"],
        recipient: ["we had trouble delivering your message. full details follow:"],
        separators: ["message header", "-original message"])
}
