extension Dialect {
    /// Barracuda Spam & Virus Firewall.
    static let barracuda = Dialect(
        "barracuda",
        header: ["message you sent blocked by our bulk email filter"],
        text: ["was blocked by our spam", "spam & virus firewall", "spam firewall"],
        recipient: ["your message to:"],
        phrases: [
            .spamDetected: ["was blocked by our spam", "spam firewall"]
        ])
}
