/// What one provider's servers say in words and codes of their own.
///
/// The rows hold only where the provider is known to speak: its host answered (Remote-MTA), or its text shows it.
struct Provider: Sendable {
    let name: StaticString
    /// Host names and texts that show the provider, one a line.
    let signs: StaticString
    /// Its own phrases. Code and text in one row are joined by ` * `: `5.4.1 * access denied`.
    let phrases: [PhraseTable]
    /// Its own codes: subject, range of detail, reason.
    let codes: [Code]

    struct Code: Sendable {
        let subject: Int
        let detail: ClosedRange<Int>
        let reason: Reason

        init(_ subject: Int, _ detail: ClosedRange<Int>, _ reason: Reason) {
            self.subject = subject
            self.detail = detail
            self.reason = reason
        }
    }

    init(_ name: StaticString, signs: StaticString, phrases: [PhraseTable], codes: [Code] = []) {
        self.name = name
        self.signs = signs
        self.phrases = phrases
        self.codes = codes
    }

    /// The reason that the provider gives a status, if it has one of its own.
    func reason(_ status: EnhancedStatus) -> Reason? {
        for code in codes where code.subject == status.subject && code.detail.contains(status.detail) {
            return code.reason
        }
        return nil
    }

    /// All providers. Their place in the list is their number in the index; at most 64.
    static let all: [Provider] = [
        microsoft, google, yahoo, apple, mimecast, cox, spectrum, tencent, orange, facebook, kddi, proofpoint,
        barracuda,
        comcast, mailRu, yandex, gmx, netease, godaddy, zoho, messageLabs, amazon, telekom, docomo, sendgrid,
        centurylink,
    ]
}
