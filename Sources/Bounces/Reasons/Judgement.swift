/// Why one recipient did not get the mail, and what that rests on.
struct Judgement: Sendable {
    let reason: Reason
    let classification: BounceClass
    /// The enhanced status: as reported, or the best that follows from the text.
    let status: String?
    /// What decided: the phrase that won, or `status 5.1.1`.
    let rule: String
    /// What matched, what lost and why.
    let evidence: [Evidence]
}
