extension Dialect {
    /// Yahoo Mail.
    static let yahoo = Dialect(
        "yahoo",
        header: ["mailer-daemon@yahoo.com"],
        text: [
            "sorry, we were unable to deliver your message to the following address",
            "unable to deliver message after multiple retries",
        ],
        recipient: ["sorry, we were unable to deliver your message to the following address"],
        separators: ["below this line is a copy of the message"],
        phrases: [
            .blocked: ["invalid ip for sending mail of domain"],
            .expired: ["unable to deliver message after multiple retries, giving up"],
            .filtered: ["status: rejected by recipient"],
        ])
}
