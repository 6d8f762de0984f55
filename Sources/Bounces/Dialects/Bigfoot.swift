extension Dialect {
    /// Bigfoot for Life, a forwarding service.
    static let bigfoot = Dialect(
        "bigfoot",
        header: ["bigfoot.com", "subject: returned mail: requested action not taken"],
        text: ["litemail"])
}
