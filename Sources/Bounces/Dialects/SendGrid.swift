extension Dialect {
    /// Twilio SendGrid.
    static let sendGrid = Dialect(
        "sendgrid",
        header: ["mailer-daemon@sendgrid"],
        text: ["this is an automatically generated message from sendgrid", "sendgrid.net"])
}
