extension Dialect {
    /// A French gateway that answers in two languages, under the subject of the mail with its own words behind.
    static let nonRemis = Dialect(
        "non-remis",
        header: ["non remis (delivery failed)"],
        text: ["n'a pas pu etre delivre", "n'a pas pu être délivré"],
        recipient: ["n'a pas pu etre delivre a", "n'a pas pu être délivré à"])
}
