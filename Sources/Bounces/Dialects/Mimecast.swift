extension Dialect {
    /// Mimecast; https://community.mimecast.com/s/article/mimecast-smtp-error-codes.
    static let mimecast = Dialect(
        "mimecast",
        header: ["mimecast.com"],
        text: ["mimecast"])
}
