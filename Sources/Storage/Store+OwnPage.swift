import Alerts

/// What subscribers do on the page that the link in each of their mails opens.
extension Store {
    /// Visits the codes of the subscribers whose number is larger, in the order of the numbers.
    package func codes(after id: Int64, _ visit: (Int64, [UInt8]) -> Void) throws(StoreError) {
        try connection.each(
            "SELECT subscriberId, subscriberCode FROM subscriber WHERE subscriberId>?1 ORDER BY subscriberId",
            [.integer(id)]
        ) { visit($0.integer(0), $0.blob(1)) }
    }

    /// Saves what a subscriber wishes, which shows that the address is theirs. Do-not-call is not lifted by it.
    ///
    /// - Parameter client: The IP address, which Fossil keeps in `smip`; nil where there is none.
    package func confirm(
        _ subscriber: Subscriber, letters: String, wantsDigest: Bool, client: String?, now: Int64
    ) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run(
                """
                UPDATE subscriber SET ssub=?2, sdigest=?3, smip=coalesce(?4, smip), mtime=?5, sverified=1
                 WHERE subscriberId=?1 AND subscriberCode=?6
                """,
                [
                    .integer(subscriber.id), .text(letters), SQLValue(wantsDigest), SQLValue(client), .integer(now),
                    .blob(subscriber.code),
                ])
            try noteContact(id: subscriber.id, code: subscriber.code, now: now)
        }
    }

    /// Marks the address as the subscriber's own, and changes nothing else.
    package func verify(_ subscriber: Subscriber, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run(
                "UPDATE subscriber SET sverified=1, mtime=?2 WHERE subscriberId=?1 AND subscriberCode=?3",
                [.integer(subscriber.id), .integer(now), .blob(subscriber.code)])
            try noteContact(id: subscriber.id, code: subscriber.code, now: now)
        }
    }

    /// Lets the subscription last again as long as a new one.
    package func renew(_ subscriber: Subscriber, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try noteContact(id: subscriber.id, code: subscriber.code, now: now)
        }
    }

    /// Deletes a subscriber who asked for it, as Fossil does. False where that was done before.
    package func unsubscribe(_ subscriber: Subscriber, now: Int64) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            try connection.run(
                "DELETE FROM subscriber WHERE subscriberId=?1 AND subscriberCode=?2",
                [.integer(subscriber.id), .blob(subscriber.code)])
            guard connection.changes > 0 else { return false }
            try log("notice", "\(subscriber.address) has unsubscribed on the web page", inbound: nil, now: now)
            return true
        }
    }
}
