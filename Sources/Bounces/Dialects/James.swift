extension Dialect {
    /// Apache James, and gateways for text messages that word their notices as it does.
    static let james = Dialect(
        "james",
        header: ["x-mailer: james", "post_master@"],
        text: ["error message below:", "message details:"],
        diagnosis: ["error message below:"],
        phrases: [
            .userUnknown: ["invalid user address"],
            .filtered: ["no such user here by that filter"],
        ])
}
