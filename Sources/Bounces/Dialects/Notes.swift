extension Dialect {
    /// Lotus SMTP MTA 4.
    static let notes = Dialect(
        "lotus-notes",
        text: ["failure reasons"],
        separators: ["returned message"],
        phrases: [
            .userUnknown: [
                "user not listed in public name & address book", "not listed in public name & address book",
                "ディレクトリのリストにありません", "user  not listed in public name",
            ],
            .networkError: ["message has exceeded maximum hop count"],
        ])
}
