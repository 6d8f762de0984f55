/// Why one recipient did not get the mail, and what that rests on.
struct Judgement: Sendable {
    let reason: Reason
    let classification: BounceClass
    /// The enhanced status: as reported, or the best that follows from the text.
    let status: String?
    /// All that spoke.
    let ballot: Ballot
    /// What was judged, and where it stands in the mail.
    let diagnostic: [UInt8]
    let offset: Int

    /// What decided: the phrase that won, or `status 5.1.1`.
    var rule: String { ballot.rule }
    /// What matched, what lost and why. Put into words when it is asked for.
    var evidence: [Evidence] { ballot.evidence(offset: offset, line: diagnostic) }
}
