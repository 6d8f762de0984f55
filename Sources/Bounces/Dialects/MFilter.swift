extension Dialect {
    /// Digital Arts m-FILTER.
    static let mFilter = Dialect(
        "m-filter",
        header: ["x-mailer: m-filter"],
        text: ["「m-filter」", "-------server message"],
        diagnosis: ["-------server message"],
        separators: ["original message", "original mail info", "smtp command"])
}
