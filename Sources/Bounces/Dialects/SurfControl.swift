extension Dialect {
    /// SurfControl (Websense) E-mail Filter.
    static let surfControl = Dialect(
        "surfcontrol",
        header: ["x-mailer: surfcontrol"],
        text: [
            "added by surfcontrol", "your message could not be sent.",
            "a transcript of the attempts to send the message follows",
        ],
        recipient: ["addressed to:"],
        diagnosis: ["a transcript of the attempts to send the message follows"],
        phrases: [
            .systemError: ["host unreachable"],
            .filtered: ["550 requested action not taken: mailbox unavailable"],
        ])
}
