extension Dialect {
    /// 1&1 IONOS: kundenserver.
    static let oneAndOne = Dialect(
        "1and1",
        header: ["mailer-daemon@kundenserver"],
        text: ["for explanation visit", "smtp error from remote server for"],
        recipient: ["the following address failed:", "the following address(es) failed:"],
        diagnosis: ["for the following reason:"],
        separators: ["the header of the original message is following"],
        phrases: [
            .mesgTooBig: ["mail size limit exceeded"]
        ])
}
