extension Dialect {
    /// Oracle (Sun, iPlanet) Messaging Server, and PMDF before it.
    static let messagingServer = Dialect(
        "messaging-server",
        header: ["subject: delivery notification: ", "boundary_(id_"],
        text: [
            "this report relates to a message you sent with the following header fields", "recipient address:",
            "remote system:",
        ],
        recipient: ["recipient address:"],
        diagnosis: ["diagnostic code:"],
        phrases: [
            .hostUnknown: ["illegal host/domain name found"]
        ])
}
