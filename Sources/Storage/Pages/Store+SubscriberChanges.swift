import Alerts

/// What the administrator does to one subscriber. Each is one transaction, and a line of the log. False where there is no
/// such subscriber.
extension Store {
    package func setDoNotCall(subscriber id: Int64, now: Int64) throws(StoreError) -> Bool {
        try change(id, "sdonotcall=1", [], "is do-not-call", now: now)
    }

    /// The administrator knows that the address is the subscriber's own.
    package func verify(subscriber id: Int64, now: Int64) throws(StoreError) -> Bool {
        try change(id, "sverified=1", [], "is verified", now: now)
    }

    /// - Parameter letters: As `SubscriptionLetter.normalized` makes them.
    package func setWishes(
        subscriber id: Int64, letters: String, wantsDigest: Bool, now: Int64
    ) throws(StoreError) -> Bool {
        try change(
            id, "ssub=?3, sdigest=?4", [.text(letters), SQLValue(wantsDigest)],
            "gets \(letters.isEmpty ? "nothing" : letters)\(wantsDigest ? " in one mail a day" : "")", now: now)
    }

    /// Deletes a subscriber, as Fossil does.
    package func unsubscribe(subscriber id: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            guard let known = try subscriber(id: id) else { return false }
            try connection.run("DELETE FROM subscriber WHERE subscriberId=?1", [.integer(id)])
            try log("notice", "\(known.address) is unsubscribed by the administrator", inbound: nil, now: now)
            return true
        }
    }

    private func change(
        _ id: Int64, _ assignments: String, _ values: [SQLValue], _ words: String, now: Int64
    ) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            guard let known = try subscriber(id: id) else { return false }
            try connection.run(
                "UPDATE subscriber SET \(assignments), mtime=?2 WHERE subscriberId=?1",
                [.integer(id), .integer(now)] + values)
            try log("notice", "\(known.address) \(words), by the administrator", inbound: nil, now: now)
            return true
        }
    }
}
