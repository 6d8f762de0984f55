/// One step of a judgement: what was read where, which rule held or lost, and what came of it.
///
/// `email inbound --explain` prints these values and nothing else decides.
public struct Evidence: Sendable, Hashable {
    /// What was being decided: `kind`, `dialect`, `recipient`, `reason`, `original`.
    public let step: String
    /// The rule that spoke, by the name under which it can be found in the source.
    public let rule: String
    /// Where the line stands: the offset in the mail's bytes, or in the decoded text of the part that was read.
    public let offset: Int?
    /// The line of the mail that the step rests on.
    public let line: String?
    /// What the step concluded.
    public let outcome: String

    public init(step: String, rule: String, offset: Int? = nil, line: String? = nil, outcome: String) {
        self.step = step
        self.rule = rule
        self.offset = offset
        self.line = line
        self.outcome = outcome
    }
}
