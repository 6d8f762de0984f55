import Alerts

extension Store {
    static let columns =
        "subscriberId, subscriberCode, semail, suname, sverified, sdonotcall, sdigest, ssub, sctime, mtime"

    static func subscriber(_ row: borrowing Row) -> Subscriber {
        Subscriber(
            id: row.integer(0), code: row.blob(1), address: row.text(2), userName: row.textOrNil(3),
            isVerified: row.bool(4), isDoNotCall: row.bool(5), wantsDigest: row.bool(6), subscriptions: row.text(7),
            created: row.integer(8), modified: row.integer(9))
    }

    package func subscriber(id: Int64) throws(StoreError) -> Subscriber? {
        try connection.first(
            "SELECT \(Store.columns) FROM subscriber WHERE subscriberId=?1", [.integer(id)], Store.subscriber)
    }

    /// Who has an address. An international domain may be given in either spelling.
    package func subscriber(address: String) throws(StoreError) -> Subscriber? {
        if let found = try subscriber(spelled: address) { return found }
        guard let mailbox = InternationalAddress(address) else { return nil }
        for spelling in [mailbox.ascii, mailbox.unicode] where spelling != address {
            if let found = try subscriber(spelled: spelling), found.hasAddress(address) { return found }
        }
        return nil
    }

    private func subscriber(spelled address: String) throws(StoreError) -> Subscriber? {
        try connection.first(
            "SELECT \(Store.columns) FROM subscriber WHERE semail=?1 COLLATE nocase", [.text(address)], Store.subscriber
        )
    }

    func subscriber(code: [UInt8]) throws(StoreError) -> Subscriber? {
        let found = try connection.first(
            "SELECT \(Store.columns) FROM subscriber WHERE subscriberCode=?1", [.blob(code)], Store.subscriber)
        return found.flatMap { areEqualInConstantTime($0.code, code) ? $0 : nil }
    }

    /// The subscribers whose address or user name holds the pattern, by LIKE or by GLOB, as Fossil lists them.
    package func subscribers(matching pattern: String?) throws(StoreError) -> [Subscriber] {
        guard let pattern else {
            return try connection.rows("SELECT \(Store.columns) FROM subscriber ORDER BY semail", [], Store.subscriber)
        }
        return try connection.rows(
            """
            SELECT \(Store.columns) FROM subscriber
             WHERE semail LIKE '%'||?1||'%' OR suname LIKE '%'||?1||'%'
                OR semail GLOB '*'||?1||'*' OR suname GLOB '*'||?1||'*'
             ORDER BY semail
            """, [.text(pattern)], Store.subscriber)
    }

    /// The subscribers for whom a condition of ours holds.
    func subscribers(where condition: String) throws(StoreError) -> [Subscriber] {
        try connection.rows(
            "SELECT \(Store.columns) FROM subscriber WHERE \(condition) ORDER BY subscriberId", [], Store.subscriber)
    }

    /// What `subscribe` did.
    package enum Subscribing: Sendable, Hashable {
        case added, updated
        /// Another subscriber has the code that was asked for; nothing was changed.
        case codeTaken
    }

    /// Adds a subscriber, or changes what is given of one who exists, whose subscription lasts as long as a new one then.
    /// Do-not-call is never lifted by it.
    package func subscribe(
        address: String, subscriptions: String?, isVerified: Bool?, wantsDigest: Bool?, userName: String?,
        code: [UInt8]? = nil, now: Int64
    ) throws(StoreError) -> Subscribing {
        let hasLastContact = try hasColumn("lastcontact", in: "subscriber")
        return try connection.write { () throws(StoreError) -> Subscribing in
            let known = try subscriber(address: address)
            if let code, let owner = try subscriber(code: code), owner.id != known?.id { return .codeTaken }
            if let known {
                try connection.run(
                    """
                    UPDATE subscriber SET subscriberCode=coalesce(?7, subscriberCode), ssub=coalesce(?2, ssub), sverified=coalesce(?3, sverified),
                      sdigest=coalesce(?4, sdigest), suname=coalesce(?5, suname), mtime=?6 WHERE subscriberId=?1
                    """,
                    [
                        .integer(known.id), SQLValue(subscriptions), isVerified.map(SQLValue.init) ?? .null,
                        wantsDigest.map(SQLValue.init) ?? .null, SQLValue(userName), .integer(now),
                        code.map(SQLValue.blob) ?? .null,
                    ])
                try noteContact(id: known.id, now: now)
                return .updated
            }
            try connection.run(
                """
                INSERT INTO subscriber(subscriberCode, semail, suname, sverified, sdonotcall, sdigest, ssub, sctime, mtime)
                VALUES(coalesce(?7, randomblob(32)), ?1, ?2, ?3, 0, ?4, ?5, ?6, ?6)
                """,
                [
                    .text(address), SQLValue(userName), SQLValue(isVerified ?? false), SQLValue(wantsDigest ?? false),
                    .text(subscriptions ?? SubscriptionLetter.usual), .integer(now),
                    code.map(SQLValue.blob) ?? .null,
                ])
            if hasLastContact {
                try connection.run(
                    "UPDATE subscriber SET lastContact=?2/86400 WHERE subscriberId=?1",
                    [.integer(connection.lastInsertedID), .integer(now)])
            }
            return .added
        }
    }

    /// Deletes a subscriber, as Fossil does. False where there is none.
    package func unsubscribe(address: String) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            guard let known = try subscriber(address: address) else { return false }
            try connection.run("DELETE FROM subscriber WHERE subscriberId=?1", [.integer(known.id)])
            return connection.changes > 0
        }
    }

    /// What `allow` lifted.
    package struct Lifted: Sendable, Hashable {
        package let wasDoNotCall: Bool
        /// Whether the subscription had ended, as it was not renewed.
        package let hadEnded: Bool
        /// The entries that no longer count, newest first.
        package let entries: [HistoryEntry]
    }

    /// Lets a subscriber get mail again; what was held against the address counts no longer. Nil where there is none.
    package func allow(address: String, now: Int64) throws(StoreError) -> Lifted? {
        try connection.write { () throws(StoreError) -> Lifted? in
            guard let known = try subscriber(address: address) else { return nil }
            let entries = try history(subscriber: known.id).filter { $0.lifted == nil && $0.effect == "do-not-call" }
            try connection.run(
                "UPDATE fx_email_history SET lifted=?2 WHERE subscriberId=?1 AND lifted IS NULL",
                [.integer(known.id), .integer(now)])
            try connection.run(
                "UPDATE subscriber SET sdonotcall=0, mtime=?2 WHERE subscriberId=?1",
                [.integer(known.id), .integer(now)])
            let hadEnded = try hasEnded(known)
            if hadEnded { try noteContact(id: known.id, now: now) }
            try log("notice", "\(known.address) gets mail again", inbound: nil, now: now)
            return Lifted(wasDoNotCall: known.isDoNotCall, hadEnded: hadEnded, entries: entries)
        }
    }
}
