extension Dialect {
    /// Gateways written with Collaboration Data Objects for Windows, which return the mail's subject behind their own word.
    static let collaboration = Dialect(
        "collaboration",
        header: ["subject: non-delivery: "],
        text: ["--- non-delivery report ---"],
        recipient: ["could not be delivered to the following user:"],
        separators: ["old message"])
}
