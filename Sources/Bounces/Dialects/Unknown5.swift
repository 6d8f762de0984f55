extension Dialect {
    /// Trend Micro over an unknown server: the words, then nobody named.
    static let unknown5 = Dialect(
        "x5",
        header: ["mail delivery subsystem", "subject: returned mail: user unknown"],
        text: ["the following addresses had permanent delivery errors"],
        recipient: ["the following addresses had permanent delivery errors"])
}
