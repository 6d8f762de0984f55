extension Dialect {
    /// Twilio SendGrid.
    static let sendGrid = Dialect(
        "sendgrid",
        header: ["x-sg-eid:", "x-sendgrid", "mailer-daemon@sendgrid"],
        text: ["this is an automatically generated message from sendgrid", "sendgrid.net"])
}
