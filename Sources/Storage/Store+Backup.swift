import Alerts

/// A subscriber as a backup holds it: no number, and no setting.
package struct SubscriberRecord: Sendable, Hashable {
    package var address: String
    /// 32 bytes.
    package var code: [UInt8]?
    package var userName: String?
    package var isVerified: Bool?
    package var isDoNotCall: Bool?
    package var wantsDigest: Bool?
    package var subscriptions: String?
    /// Seconds since 1970.
    package var created: Int64?
    /// Seconds since 1970.
    package var modified: Int64?
    /// Days since 1970.
    package var lastContactDay: Int64?

    package init(address: String) {
        self.address = address
    }
}

/// What an import did with one record.
package enum Importing: Sendable, Hashable {
    case added
    case updated
    case unchanged
    /// What is here was changed later than what the backup holds.
    case older
    /// The code is another subscriber's: the record was taken, but keeps or, a new one, gets another code.
    case codeTaken(isNew: Bool)
    /// The backup would have lifted do-not-call; the rest was taken.
    case stillDoNotCall
}

extension Store {
    /// All subscribers, by number.
    package func subscriberRecords() throws(StoreError) -> [SubscriberRecord] {
        try subscriberRecords(after: .min, limit: -1).records
    }

    /// The subscribers whose numbers follow, by number, so that many can be written without being held at once.
    ///
    /// - Parameter limit: No more than so many; -1 for all.
    /// - Returns: The records, and the number of the last one.
    package func subscriberRecords(
        after number: Int64, limit: Int
    ) throws(StoreError) -> (records: [SubscriberRecord], last: Int64) {
        let contact = try hasColumn("lastContact", in: "subscriber") ? "lastContact" : "NULL"
        var last = number
        let records = try connection.rows(
            """
            SELECT semail, subscriberCode, suname, sverified, sdonotcall, sdigest, ssub, sctime, mtime, \(contact),
                   subscriberId
              FROM subscriber WHERE subscriberId>?1 ORDER BY subscriberId LIMIT ?2
            """, [.integer(number), SQLValue(limit)]
        ) { row in
            var record = SubscriberRecord(address: row.text(0))
            record.code = row.blob(1)
            record.userName = row.textOrNil(2)
            record.isVerified = row.bool(3)
            record.isDoNotCall = row.bool(4)
            record.wantsDigest = row.bool(5)
            record.subscriptions = row.text(6)
            record.created = row.integerOrNil(7)
            record.modified = row.integerOrNil(8)
            record.lastContactDay = row.integerOrNil(9)
            last = row.integer(10)
            return record
        }
        return (records, last)
    }

    /// Adds a subscriber of a backup, or updates one who is here unless that one was changed later, in the caller's
    /// transaction. Nobody is deleted, and do-not-call is never lifted.
    package func take(_ record: SubscriberRecord, now: Int64) throws(StoreError) -> Importing {
        var record = record
        let known = try subscriber(address: record.address)
        if let known, let modified = record.modified, modified < known.modified {
            // Whoever asked once not to be called is not called, in whatever order that was learnt.
            if record.isDoNotCall == true, !known.isDoNotCall {
                try connection.run(
                    "UPDATE subscriber SET sdonotcall=1, mtime=?2 WHERE subscriberId=?1",
                    [.integer(known.id), .integer(now)])
                return .updated
            }
            return .older
        }
        var result: Importing = known == nil ? .added : .updated
        if let code = record.code, let owner = try subscriber(code: code), owner.id != known?.id {
            record.code = nil
            result = .codeTaken(isNew: known == nil)
        }
        if let known, known.isDoNotCall, record.isDoNotCall == false {
            record.isDoNotCall = nil
            result = .stillDoNotCall
        }
        if let known {
            if foldedAddress(known.address) != foldedAddress(record.address) { record.address = known.address }
            try update(record, now: now)
            return connection.changes == 0 && result == .updated ? .unchanged : result
        }
        try insert(record, now: now)
        return result
    }

    private func values(_ record: SubscriberRecord, now: Int64) -> [SQLValue] {
        [
            .text(record.address), record.code.map(SQLValue.blob) ?? .null, SQLValue(record.userName),
            record.isVerified.map(SQLValue.init) ?? .null, record.isDoNotCall.map(SQLValue.init) ?? .null,
            record.wantsDigest.map(SQLValue.init) ?? .null, SQLValue(record.subscriptions), SQLValue(record.created),
            .integer(record.modified ?? now),
        ]
    }

    private func update(_ record: SubscriberRecord, now: Int64) throws(StoreError) {
        let hasContact = try hasColumn("lastContact", in: "subscriber")
        let sets = """
            semail=?1, subscriberCode=coalesce(?2, subscriberCode), suname=coalesce(?3, suname),
              sverified=coalesce(?4, sverified), sdonotcall=max(coalesce(?5, 0), coalesce(sdonotcall, 0)),
              sdigest=coalesce(?6, sdigest), ssub=coalesce(?7, ssub), sctime=coalesce(?8, sctime), mtime=?9
            """
        let differs = """
            (?2 IS NOT NULL AND ?2 IS NOT subscriberCode OR ?3 IS NOT NULL AND ?3 IS NOT suname
              OR ?4 IS NOT NULL AND ?4 IS NOT sverified OR ?5 IS NOT NULL AND ?5 IS NOT sdonotcall
              OR ?6 IS NOT NULL AND ?6 IS NOT sdigest OR ?7 IS NOT NULL AND ?7 IS NOT ssub
              OR ?8 IS NOT NULL AND ?8 IS NOT sctime\(hasContact ? " OR ?10 IS NOT NULL AND ?10 IS NOT lastContact" : ""))
            """
        try connection.run(
            """
            UPDATE subscriber SET \(sets)\(hasContact ? ", lastContact=coalesce(?10, lastContact)" : "")
             WHERE semail=?1 COLLATE nocase AND \(differs)
            """, values(record, now: now) + (hasContact ? [SQLValue(record.lastContactDay)] : []))
    }

    private func insert(_ record: SubscriberRecord, now: Int64) throws(StoreError) {
        let hasContact = try hasColumn("lastContact", in: "subscriber")
        try connection.run(
            """
            INSERT INTO subscriber(semail, subscriberCode, suname, sverified, sdonotcall, sdigest, ssub, sctime,
              mtime\(hasContact ? ", lastContact" : ""))
            VALUES(?1, coalesce(?2, randomblob(32)), ?3, coalesce(?4, 0), coalesce(?5, 0), coalesce(?6, 0),
              coalesce(?7, '\(SubscriptionLetter.usual)'), coalesce(?8, ?9), ?9\(hasContact ? ", coalesce(?10, ?9/86400)" : ""))
            """, values(record, now: now) + (hasContact ? [SQLValue(record.lastContactDay)] : []))
    }

    /// Gives new codes to all subscribers, or to one: links in mails that were sent do not work any more.
    ///
    /// - Returns: How many.
    package func renewCodes(address: String?, now: Int64) throws(StoreError) -> Int {
        try connection.write { () throws(StoreError) -> Int in
            if let address {
                guard let known = try subscriber(address: address) else { return 0 }
                try connection.run(
                    "UPDATE subscriber SET subscriberCode=randomblob(32), mtime=?2 WHERE subscriberId=?1",
                    [.integer(known.id), .integer(now)])
            } else {
                try connection.run("UPDATE subscriber SET subscriberCode=randomblob(32), mtime=?1", [.integer(now)])
            }
            let count = connection.changes
            if count > 0 { try log("notice", "\(count) subscribers got new codes", inbound: nil, now: now) }
            return count
        }
    }
}
