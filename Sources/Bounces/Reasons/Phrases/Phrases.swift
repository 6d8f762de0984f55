/// The general phrases: what any mail server may say, grouped by what it means.
///
/// A file holds the tables of one reason, or of a few that are near each other. A phrase stands in one table only; a test
/// sees to that.
enum Phrases {
    static let all: [PhraseTable] =
        stages + temporary + refusals + userUnknown + userUnknownAbroad + hostUnknown + hasMoved + notAccept
        + mailboxFull
        + mailboxFullAbroad + suspend + filtered + blocked + blocklists + requirePTR + badReputation + authFailure
        + rejected + policyViolation + noRelaying + spamDetected + virusDetected + securityError + failedSTARTTLS
        + messageSize + content + rates + network + expired + system + mailerError
}
