extension Dialect {
    /// Trend Micro InterScan Messaging Security Suite.
    static let interScan = Dialect(
        "interscan",
        header: ["interscan", "subject: mail could not be delivered"],
        text: ["interscan messaging security", "received >>>", "sent <<<"],
        recipient: ["unable to deliver message to"],
        separators: ["end of message"],
        phrases: [
            .userUnknown: ["unable to deliver message to", "please check if address is correct"]
        ])
}
