extension Dialect {
    /// A server that says neither name nor version: "Mail Deliver System".
    static let unknown1 = Dialect(
        "x1",
        header: ["mail deliver system"],
        text: ["the following addresses had delivery errors"],
        recipient: ["the following addresses had delivery errors"])
}
