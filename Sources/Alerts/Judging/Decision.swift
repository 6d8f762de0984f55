/// What is done about one subscriber, or about a mail that concerns nobody, and why.
package struct Decision: Sendable, Hashable {
    /// What is done. The raw values are those of `--json` and of the database.
    package enum Effect: String, Sendable, CaseIterable {
        /// Nothing more is sent to the subscriber.
        case doNotCall = "do-not-call"
        /// The subscription is deleted.
        case unsubscribed
        /// A mail that asks for confirmation is due.
        case confirm
        /// The administrator is to be told.
        case tellAdministrator = "tell-admin"
        /// The mail is to be passed on to the administrator.
        case forward
        /// It is written down, and that is all.
        case recorded
    }

    /// Nil: nobody who subscribes.
    package let subscriber: Int64?
    /// The subscriber's address, else the one that the mail names; empty where it names none.
    package let address: String
    package let effect: Effect
    /// A full sentence.
    package internal(set) var because: String
    package let trust: Trust
    /// The entry of the report that it rests on.
    package let recipient: Int?
    /// When the mail in question was sent, where we know. Seconds since 1970.
    package let sent: Int64?
    /// The incident that it is part of: then it counts against nobody.
    package let incident: FailureCount?

    package init(
        subscriber: Int64?, address: String, effect: Effect, because: String, trust: Trust = .unverified,
        recipient: Int? = nil, sent: Int64? = nil, incident: FailureCount? = nil
    ) {
        self.subscriber = subscriber
        self.address = address
        self.effect = effect
        self.because = because
        self.trust = trust
        self.recipient = recipient
        self.sent = sent
        self.incident = incident
    }
}
