/// The general phrases: what any mail server may say, grouped by what it means.
///
/// A file holds the tables of one reason, or of a few that are near each other. A phrase stands in one table only; a test
/// sees to that.
enum Phrases {
    /// What servers say in English, which nearly all do.
    static let english: [PhraseTable] =
        stages + temporary + senders + refusals + userUnknown + hostUnknown + hasMoved + notAccept + mailboxFull
        + suspend
        + filtered
        + blocked + blocklists + requirePTR + badReputation + authFailure + rejected + policyViolation + noRelaying
        + spamDetected + virusDetected + securityError + failedSTARTTLS + messageSize + content + rates + network
        + expired
        + system + mailerError

    /// What they say in German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Japanese, Chinese, Korean.
    static let abroad: [PhraseTable] = sendersAbroad + userUnknownAbroad + mailboxFullAbroad + othersAbroad
}
