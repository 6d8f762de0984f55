extension Dialect {
    /// GMX, WEB.DE and mail.com: United Internet.
    static let gmx = Dialect(
        "gmx",
        header: [
            "mailer-daemon@mail.gmx", "mailer-daemon@gmx", "mailer-daemon@web.de", "mailer-daemon@mail.com",
        ],
        text: ["the header of the original message is following", "smtp error from remote server after"],
        recipient: ["this is a permanent error. the following address", "the following address failed:"],
        diagnosis: ["reason:"],
        separators: ["the header of the original message is following"],
        phrases: [
            .expired: ["delivery retry timeout exceeded"]
        ])
}
