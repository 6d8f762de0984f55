extension Dialect {
    /// HCL (Lotus, IBM) Domino: its notices say "DELIVERY FAILURE:" in the subject.
    static let domino = Dialect(
        "domino",
        header: ["subject: delivery failure:", "subject: delivery_failure:", "lotus domino", "x-mailer: lotus"],
        text: ["was not delivered to:", "your document:"],
        recipient: ["was not delivered to:", "the document was not delivered to:"],
        diagnosis: ["because:"],
        phrases: [
            .userUnknown: [
                "not listed in domino directory", "not listed in public name & address book",
                "non répertorié dans l'annuaire domino", "no se encuentra en el directorio de domino",
                "domino ディレクトリには見つかりません", "domino-verzeichnis", "nicht im domino-verzeichnis",
            ],
            .filtered: ["cannot route mail to user"],
            .systemError: ["several matches found in domino directory"],
            .mailboxFull: ["mail file is full", "mailbox is over quota"],
        ])
}
