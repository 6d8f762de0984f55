import Alerts

/// What a preview gives out, and is good for sending once.
struct AnnouncementTicket: Sendable, Hashable {
    /// Seconds since 1970.
    let made: Int64
    /// Random hexadecimal digits.
    let nonce: String

    init(made: Int64) {
        self.made = made
        nonce = hexadecimal(Secrets.random(16))
    }

    /// Reads what `text` wrote in the same session; nil for anything else.
    init?(_ word: String, _ secrets: Secrets, _ session: AdminSession) {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let made = Int64(parts[0]) else { return nil }
        self.made = made
        nonce = parts[1]
        guard areEqualInConstantTime(Array(word.utf8), Array(text(secrets, session).utf8)) else { return nil }
    }

    func text(_ secrets: Secrets, _ session: AdminSession) -> String {
        let claim = "\(made).\(nonce)"
        return claim + "." + secrets.tag("announcement", claim + "." + session.formToken(secrets))
    }
}
