extension Dialect {
    /// NTT Docomo mobile phones.
    static let docomo = Dialect(
        "docomo",
        header: ["postmaster@docomo", "mailer-daemon@docomo"],
        text: ["by docomo.ne.jp", "mail.docomo"],
        phrases: [
            .userUnknown: ["550 unknown user"],
            .rejected: ["552 too many recipients", "451 rejected"],
        ])
}
