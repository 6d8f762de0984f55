import Alerts

extension Store {
    /// What the clues of a mail are worth.
    package func proofs(for clues: Clues, now: Int64) throws(StoreError) -> Proofs {
        var proofs = Proofs()
        func know(_ subscriber: Subscriber) {
            if proofs.subscriber(subscriber.id) == nil { proofs.subscribers.append(subscriber) }
        }
        if !clues.tokens.isEmpty || !clues.feedbackIDs.isEmpty {
            let keys = try signingKeys()
            for id in clues.feedbackIDs {
                guard let owner = try subscriber(id: id.subscriber) else { continue }
                if id.isGenuine(address: owner.address, keys: keys) {
                    proofs.feedbackOwners.append(owner.id)
                    know(owner)
                }
            }
            for token in clues.tokens {
                guard let owner = try subscriber(id: token.subscriber) else { continue }
                if token.isGenuine(address: owner.address, now: now, keys: keys) {
                    proofs.tokenOwners.append(owner.id)
                    know(owner)
                }
            }
            proofs.hasFalseToken = !clues.tokens.isEmpty && proofs.tokenOwners.isEmpty
        }
        for code in clues.codes {
            guard let owner = try subscriber(code: code) else { continue }
            if !proofs.codeOwners.contains(owner.id) { proofs.codeOwners.append(owner.id) }
            know(owner)
        }
        if clues.messageID != nil || clues.envelopeID != nil {
            for delivery in try deliveries(messageID: clues.messageID, envelopeID: clues.envelopeID) {
                guard let owner = try subscriber(id: delivery.subscriber), owner.hasAddress(delivery.address) else {
                    continue
                }
                proofs.deliveries.append(Proofs.Delivery(subscriber: owner.id, sent: delivery.sent))
                know(owner)
            }
        }
        if let id = clues.ownID {
            proofs.isOwn = try !deliveries(messageID: id, envelopeID: nil).isEmpty
        }
        for id in clues.answeredIDs where !proofs.isAnswer {
            proofs.isAnswer = try !deliveries(messageID: id, envelopeID: nil).isEmpty
        }
        for address in clues.addresses {
            if let named = try subscriber(address: address) { know(named) }
        }
        return proofs
    }

    private func deliveries(
        messageID: String?, envelopeID: String?
    ) throws(StoreError) -> [(subscriber: Int64, address: String, sent: Int64?)] {
        var found: [(subscriber: Int64, address: String, sent: Int64?)] = []
        // Without an envelope id of its own, a delivery has the one in its Message-ID.
        let envelope = "coalesce(envelopeId, substr(messageId, 2, instr(messageId, '@') - 2))"
        for (id, column, value) in [(messageID, "messageId", "messageId"), (envelopeID, "envelopeId", envelope)] {
            guard let id else { continue }
            let query = "SELECT subscriberId, address, sent FROM fx_email_delivery WHERE "
            if let number = DeliveryID.number(in: id) {
                found += try connection.rows(
                    query + "\(value)=?1 AND deliveryId=?2", [.text(id), .integer(number)], Store.proof)
            } else if DeliveryID.isOlder(id), try hasOlderDeliveryIDs() {
                found += try connection.rows(query + "\(column)=?1", [.text(id)], Store.proof)
            }
        }
        return found
    }

    private static func proof(_ row: borrowing Row) -> (subscriber: Int64, address: String, sent: Int64?) {
        (row.integer(0), row.text(1), row.integerOrNil(2))
    }

    /// How many keys, the newest, are believed.
    package static let keysAccepted = 16

    /// The key that signs return paths now, and those that still verify.
    package func signingKeys() throws(StoreError) -> [[UInt8]] {
        try connection.rows("SELECT secret FROM fx_email_key ORDER BY keyId DESC LIMIT \(Store.keysAccepted)") {
            $0.blob(0)
        }
    }
}
