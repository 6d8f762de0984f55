extension Dialect {
    /// Mail.Ru: Exim with a Russian greeting before the English notice.
    static let mailRu = Dialect(
        "mail.ru",
        header: ["mailer-daemon@corp.mail.ru", "mailer-daemon@mail.ru"],
        text: ["создано автоматически сервером mail.ru"],
        recipient: ["не может быть доставлено одному или нескольким получателям:"],
        phrases: [
            .expired: ["was not delivered within", "retry timeout exceeded"],
            .hostUnknown: ["unrouteable mail domain", "unrouteable address"],
        ])
}
