extension Dialect {
    /// Trend Micro over an unknown server: the words, then nobody named.
    static let unknown5 = Dialect(
        "x5",
        text: ["the following addresses had permanent delivery errors"],
        recipient: ["the following addresses had permanent delivery errors"])
}
