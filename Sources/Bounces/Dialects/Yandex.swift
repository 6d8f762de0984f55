extension Dialect {
    /// Yandex Mail: Postfix with a Russian greeting.
    static let yandex = Dialect(
        "yandex",
        header: ["mailer-daemon@yandex", "forward1"],
        text: ["this is the mail system at host yandex", "почтовым сервером yandex"])
}
