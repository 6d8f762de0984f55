extension Dialect {
    /// Sendmail 8: `savemail.c`, Bat Book chapter on notifications.
    static let sendmail = Dialect(
        "sendmail",
        header: [
            "subject: returned mail: see transcript for details", "subject: returned mail: ",
            "subject: warning: could not send message for past",
        ],
        text: [
            "the following addresses had permanent fatal errors",
            "the following addresses had transient non-fatal errors",
            "the following addresses had transient delivery errors", "transcript of session follows",
            "the following addresses had delivery problems",
        ],
        recipient: [
            "the following addresses had permanent fatal errors",
            "the following addresses had transient non-fatal errors",
            "the following addresses had transient delivery errors",
            "the following addresses had successful delivery notifications",
            "the following addresses had delivery problems",
        ])
}
