extension Dialect {
    /// Gmail: https://support.google.com/mail/answer/6596 and its plain notices of 2004 to 2016.
    static let gmail = Dialect(
        "gmail",
        header: [
            "from: mail delivery subsystem <mailer-daemon@googlemail.com>",
            "from: mail delivery subsystem <mailer-daemon@google.com>", "mailer-daemon@googlemail.com",
        ],
        text: [
            "technical details of permanent failure", "technical details of temporary failure",
            "delivery to the following recipient failed permanently",
            "delivery to the following recipient has been delayed", "google tried to deliver your message",
            "message will be retried for",
        ],
        recipient: [
            "delivery to the following recipient failed permanently:",
            "delivery to the following recipient has been delayed:",
            "there was a temporary problem delivering your message to", "your message wasn't delivered to",
        ],
        diagnosis: [
            "the error that the other server returned was:", "the response from the remote server was:",
            "technical details of permanent failure:", "technical details of temporary failure:", "the response was:",
        ],
        separators: ["original message", "message header follows"],
        phrases: [
            .expired: [
                "recipient server did not accept our requests to connect", "the recipient server did not respond",
                "dns error: could not contact dns servers", "no servers available",
            ],
            .hostUnknown: ["because the domain couldn't be found"],
            .userUnknown: ["because the address couldn't be found", "or is unable to receive mail"],
        ])
}
