extension Dialect {
    /// Exchange 2007 and later, Exchange Online; https://learn.microsoft.com/exchange/mail-flow/non-delivery-reports-in-exchange-online.
    static let exchange2007 = Dialect(
        "exchange",
        header: ["microsoft exchange", "x-auto-response-suppress: all"],
        text: ["generating server:", "diagnostic information for administrators", "original message headers:"],
        recipient: [
            "delivery has failed to these recipients or groups",
            "delivery has failed to these recipients or distribution lists",
            "couldn't be delivered to these recipients", "échec de la remise pour ces destinataires",
            "échec de la remise aux destinataires ou listes de distribution suivants",
            "fehler bei der nachrichtenzustellung an folgende empfänger", "der empfänger oder die gruppe",
            "error de entrega a estos destinatarios", "impossibile recapitare il messaggio ai seguenti destinatari",
            "aflevering aan deze geadresseerden of groepen is mislukt", "nie można było dostarczyć do tych adresatów",
            "не удалось выполнить доставку следующим получателям", "次の受信者またはグループへの配信に失敗しました", "未能向以下收件人",
        ],
        separators: [
            "original message headers:", "ursprüngliche nachrichtenkopfzeilen:", "en-têtes de message d'origine :",
            "encabezados de mensajes originales:", "intestazioni messaggio originale:",
            "oorspronkelijke berichtkoppen:", "oryginalne nagłówki wiadomości:", "元のメッセージ ヘッダー:",
        ],
        phrases: [
            .userUnknown: [
                "resolver.adr.recipnotfound", "resolver.adr.exrecipnotfound", "resolver.adr.recipientnotfound",
            ],
            .securityError: [
                "resolver.rst.authrequired", "resolver.rst.notauthorized", "resolver.rst.notauthenticated",
            ],
            .policyViolation: [
                "resolver.rst.restricted", "resolver.rst.sendsizelimit.org", "transport.rules.rejectmessage",
            ],
            .mailboxFull: ["storedrv.deliver; mailbox full", "quotaexceeded", "resolver.fwd.full", "mailbox full"],
            .mesgTooBig: ["resolver.rst.recipsizelimit", "resolver.rst.sendsizelimit", "rst.recipsizelimit"],
            .hostUnknown: ["hop count exceeded - possible mail loop", "agentgenerated.domainnotfound"],
            .tooManyConn: ["resolver.rst.recipientlimit"],
            .expired: ["queue.expired"],
        ])
}
