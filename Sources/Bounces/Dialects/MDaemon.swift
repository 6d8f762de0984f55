extension Dialect {
    /// Alt-N MDaemon, which returns the session with the refusing server.
    static let mDaemon = Dialect(
        "mdaemon",
        header: ["mdaemon@", "x-mdaemon-", "subject: permanent delivery failure"],
        text: [
            "the attached message had permanent fatal delivery errors",
            "the attached message had permanent delivery errors",
            "removed from the mail queue on this server",
        ],
        recipient: ["failed address:"],
        diagnosis: ["--- session transcript ---"],
        separators: ["end transcript"])
}
