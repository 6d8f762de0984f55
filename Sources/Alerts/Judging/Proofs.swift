/// What the store knows about the clues of one mail.
package struct Proofs: Sendable, Hashable {
    /// What shows that a mail is about a mail of ours to this subscriber.
    package enum Proof: String, Sendable, Hashable {
        /// The envelope recipient carries our signed token.
        case returnPath = "the signed return path"
        /// The returned original carries the subscriber's own code.
        case subscriberCode = "the subscriberCode in the returned original"
        /// The returned original is a delivery of ours to that address, by its Message-ID or envelope id.
        case delivery = "the id of a delivery of ours"
        /// The original of a complaint carries the CFBL-Feedback-ID that we signed.
        case feedbackID = "the signed CFBL-Feedback-ID in the returned original"
    }

    /// A delivery of ours that a report names.
    package struct Delivery: Sendable, Hashable {
        package let subscriber: Int64
        /// When the mail agent took it. Seconds since 1970.
        package let sent: Int64?

        package init(subscriber: Int64, sent: Int64? = nil) {
            self.subscriber = subscriber
            self.sent = sent
        }
    }

    /// Whose token the envelope carries, its signature verified. The first holds.
    package var tokenOwners: [Int64] = []
    /// Whether the envelope carries what looks like a token of ours, and none of them is: forged, altered, or too old.
    package var hasFalseToken = false
    /// Whose codes the returned original carries.
    package var codeOwners: [Int64] = []
    /// The deliveries named whose address is still the subscriber's.
    package var deliveries: [Delivery] = []
    /// Whether the mail itself is one that we sent.
    package var isOwn = false
    /// Whether the mail names one of ours as what it answers.
    package var isAnswer = false
    /// Who got the mails whose signed CFBL-Feedback-ID a complaint returns.
    package var feedbackOwners: [Int64] = []
    /// Every subscriber whom a clue names.
    package var subscribers: [Subscriber] = []

    package init() {}

    package func subscriber(_ id: Int64) -> Subscriber? {
        subscribers.first { $0.id == id }
    }

    package func subscriber(addressed spelling: String) -> Subscriber? {
        subscribers.first { $0.hasAddress(spelling) }
    }
}

/// How far a report is believed.
package enum Trust: String, Sendable, Hashable {
    case verified, unverified
}
