import Alerts

/// A kept mail that was read: what the store has to look up, and what it has to ask for the rest.
package struct Judgement: Sendable {
    /// The number of the mail.
    package let inbound: Int64
    package let clues: Clues
    /// Seconds since 1970.
    package let received: Int64
    package let ask: @Sendable (Proofs) -> [FailureQuestion]
    package let decide: @Sendable (Proofs, History) -> Conclusion
    /// What is written down where `email doctor` sent the mail: the conclusion, and what was seen.
    package let observe: @Sendable (ProbeToken) -> (Conclusion, sighting: String)

    package init(
        inbound: Int64, clues: Clues, received: Int64, ask: @escaping @Sendable (Proofs) -> [FailureQuestion],
        decide: @escaping @Sendable (Proofs, History) -> Conclusion,
        observe: @escaping @Sendable (ProbeToken) -> (Conclusion, sighting: String)
    ) {
        self.inbound = inbound
        self.clues = clues
        self.received = received
        self.ask = ask
        self.decide = decide
        self.observe = observe
    }
}
