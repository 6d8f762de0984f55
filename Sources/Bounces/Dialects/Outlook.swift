extension Dialect {
    /// Outlook.com and Hotmail.
    static let outlook = Dialect(
        "outlook",
        text: ["this is an automatically generated delivery status notification."],
        recipient: ["delivery to the following recipients failed."])
}
