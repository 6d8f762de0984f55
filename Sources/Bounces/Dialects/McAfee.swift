extension Dialect {
    /// McAfee WebShield and Email Gateway.
    static let mcAfee = Dialect(
        "mcafee",
        header: ["x-nai-header:"],
        text: ["the following addresses had delivery problems"],
        recipient: ["the following addresses had delivery problems"],
        phrases: [
            .userUnknown: ["user not exist", " user unknown", "(unknown user "]
        ])
}
