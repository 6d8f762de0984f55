extension Dialect {
    /// OpenSMTPD: `smtpd/bounce.c`.
    static let openSMTPD = Dialect(
        "opensmtpd",
        header: [
            "subject: delivery status notification: error", "subject: delivery status notification: warning",
            "subject: delivery status notification: success",
        ],
        text: [
            "this is the mailer-daemon, please do not reply", "an error has occurred while attempting to deliver",
            "a message is delayed for more than",
        ],
        recipient: ["following list of recipients:"],
        separators: ["below is a copy of the original message"],
        givenUp: ["envelope expired"],
        phrases: [
            .expired: ["envelope expired"],
            .hostUnknown: ["invalid domain name", "domain does not exist"],
            .notAccept: ["no mx found for domain", "no mx found for destination", "domain does not accept mail"],
            .networkError: [
                "address family mismatch on destination mxs", "all routes to destination blocked",
                "bad dns lookup error code", "could not retrieve source address", "loop detected",
                "network error on destination mxs",
            ],
            .securityError: ["could not retrieve credentials"],
        ])
}
