extension Dialect {
    /// Amazon SNS: notifications of SES as JSON.
    static let sns = Dialect(
        "amazon-sns",
        header: ["no-reply@sns.amazonaws.com", "subject: aws notification message"],
        text: ["\"notificationtype", "sns.us-"])
}
