import MIME

/// The words with which a mail asks to be taken off a list, and nothing else.
enum UnsubscribeWords {
    private static let requests: [StaticString] = [
        "unsubscribe", "unsubscribe me", "unsubscribe please", "please unsubscribe", "please unsubscribe me",
        "unsubscribe request", "list-unsubscribe", "opt out", "opt-out", "remove me", "remove", "cancel subscription",
        "abmelden", "abmeldung", "abbestellen", "désinscription", "desinscription", "désabonnement", "me désabonner",
        "baja", "cancelar suscripción", "darse de baja", "descadastrar", "cancelar inscrição", "disiscrizione",
        "cancellami", "disiscrivimi", "afmelden", "uitschrijven", "wypisz", "rezygnacja", "отписаться", "отписка",
        "配信停止", "購読解除", "退会", "退订", "退訂", "取消订阅",
    ]

    /// Whether `lower[line]` is such a request, perhaps with the list's name or the sign that a program adds.
    static func isRequest(_ lower: [UInt8], _ line: Range<Int>) -> Bool {
        guard !line.isEmpty, line.count < 200 else { return false }
        var end = line.upperBound
        while end > line.lowerBound, isEnd(lower[end - 1]) { end -= 1 }
        for word in requests where hasPrefix(lower, at: line.lowerBound, word) {
            if end - line.lowerBound == word.utf8CodeUnitCount { return true }
        }
        // `unsubscribe:token`, `unsubscribe <list>`, `unsubscribe list@example.org`
        guard hasPrefix(lower, at: line.lowerBound, "unsubscribe") else { return false }
        let rest = trimmed(lower, line.lowerBound + 11..<line.upperBound)
        return !rest.isEmpty && rest.allSatisfy { !ASCII.isBlank(lower[$0]) } && rest.count < 120
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }
}
