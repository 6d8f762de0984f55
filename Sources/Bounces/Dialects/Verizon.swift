extension Dialect {
    /// Verizon Wireless: text and picture messages.
    static let verizon = Dialect(
        "verizon",
        header: ["vzwpix.com", "vtext.com"],
        text: ["message could not be delivered to mobile", "no valid recipients for this mm"],
        diagnosis: ["error message below:"],
        separators: ["original message:"],
        phrases: [
            .userUnknown: ["no valid recipients for this mm", "no such user here"]
        ])
}
