extension Dialect {
    /// Amazon SES, as sender and as receiver, and WorkMail behind it.
    static let amazonSES = Dialect(
        "amazon-ses",
        header: ["amazonses.com"],
        text: [
            "the following message to <",
            "an error occurred while trying to deliver the mail to the following recipients",
            "the reason for the problem:",
        ],
        recipient: [
            "an error occurred while trying to deliver the mail to the following recipients:",
            "the following message to",
        ],
        diagnosis: ["the reason for the problem:"],
        phrases: [
            .expired: ["delivery expired", "message expired: unable to deliver"],
            .suspend: ["address is on the suppression list", "suppression list for your account"],
            .userUnknown: ["has a recent history of bouncing as an invalid address"],
            .filtered: ["content rejected"],
        ])
}
