import Bounces

/// A subscriber whom a mail concerns, how far it is believed, and what it says of them.
package struct Subject: Sendable, Hashable {
    package let subscriber: Subscriber
    /// Nil: nothing proves that the mail is about a mail of ours to this subscriber.
    package let proof: Proofs.Proof?
    /// The entry of the report that says what became of the mail to this subscriber; nil where it has none.
    package let recipient: Int?
    /// When the mail in question was sent, where we know. Seconds since 1970.
    package let sent: Int64?

    package var trust: Trust { proof == nil ? .unverified : .verified }
}

extension Proofs {
    /// Whom a report concerns: what is proven goes before what is only named, and excludes it, since each mail of ours goes
    /// to one subscriber. What is named is read in the order: To of the returned original, then the report's recipients.
    package func subjects(of report: Report, envelope: Envelope) -> [Subject] {
        if let proven = proven(by: report) { return [proven] }
        var found: [Subject] = []
        func add(_ subscriber: Subscriber, _ recipient: Int?) {
            guard !found.contains(where: { $0.subscriber.id == subscriber.id }) else { return }
            found.append(Subject(subscriber: subscriber, proof: nil, recipient: recipient, sent: nil))
        }
        let addressees = report.original.to.compactMap(subscriber(addressed:))
        for addressee in addressees {
            let named = report.indexOfRecipient(addressee)
            if named != nil || addressees.count == 1 { add(addressee, named ?? report.indexForProven()) }
        }
        if !found.isEmpty { return found }
        for (index, recipient) in report.recipients.enumerated() {
            let spellings = recipient.spellings
            if let named = spellings.lazy.compactMap(subscriber(addressed:)).first {
                add(named, report.indexOfRecipient(named) ?? index)
            }
        }
        if found.isEmpty, report.kind == .unsubscribe || report.kind == .autoReply || report.kind == .receipt {
            let sender = (envelope.from + [envelope.sender ?? ""]).lazy.compactMap(subscriber(addressed:)).first
            if let sender { add(sender, nil) }
        }
        return found
    }

    private func proven(by report: Report) -> Subject? {
        if let owner = tokenOwners.first.flatMap(subscriber) {
            return subject(owner, .returnPath, report)
        }
        // Several codes, as in a mail that quotes others': only the one whose address is named as well.
        let owners = codeOwners.compactMap(subscriber)
        let named = owners.filter { owner in report.names(owner) }
        if let owner = owners.count == 1 ? owners.first : named.count == 1 ? named.first : nil {
            return subject(owner, .subscriberCode, report)
        }
        if let delivery = deliveries.first, let owner = subscriber(delivery.subscriber) {
            return subject(owner, .delivery, report)
        }
        // Providers leave out whom the mail went to. Where they do not, it has to be the one whom the id is for.
        if let owner = feedbackOwners.first.flatMap(subscriber),
            !report.original.to.contains(where: { subscriber(addressed: $0).map { $0.id != owner.id } ?? false })
        {
            return subject(owner, .feedbackID, report)
        }
        return nil
    }

    private func subject(_ owner: Subscriber, _ proof: Proof, _ report: Report) -> Subject {
        Subject(
            subscriber: owner, proof: proof, recipient: report.indexOfRecipient(owner) ?? report.indexForProven(),
            sent: deliveries.first { $0.subscriber == owner.id }?.sent)
    }
}

extension Recipient {
    /// The addresses by which the subscriber may be known, the original one first, unwrapped too.
    var spellings: [String] {
        (original.map(WrappedAddress.layers) ?? []) + WrappedAddress.layers(address)
    }
}

extension Report {
    func names(_ subscriber: Subscriber) -> Bool {
        indexOfRecipient(subscriber) != nil || original.to.contains(where: subscriber.hasAddress)
    }

    /// The entry that names the subscriber; a failed one before others. Of those that the subscriber's address was only made
    /// into, as by an alias, the mildest.
    func indexOfRecipient(_ subscriber: Subscriber) -> Int? {
        let named = recipients.indices.filter {
            WrappedAddress.layers(recipients[$0].address).contains(where: subscriber.hasAddress)
        }
        if let first = named.first { return named.first { recipients[$0].action == .failed } ?? first }
        return mildest(recipients.indices.filter { recipients[$0].spellings.contains(where: subscriber.hasAddress) })
    }

    /// The entry that stands for a subscriber whose address is not named, as after a forwarding: the mildest one, so that
    /// one dead address among several that a mail was passed on to does not count against the subscriber.
    func indexForProven() -> Int? { mildest(Array(recipients.indices)) }

    private func mildest(_ indices: [Int]) -> Int? {
        indices.first { !recipients[$0].action.isFailure }
            ?? indices.first { recipients[$0].action == .delayed }
            ?? indices.first { recipients[$0].classification == .soft }
            ?? indices.first
    }
}
