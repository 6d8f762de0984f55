import Alerts

/// What the service shows of itself, in numbers.
package struct ServiceNumbers: Sendable, Hashable {
    package let subscribers: Int
    /// Mails whose time has come.
    package let due: Int
    /// Mails whose time has not come.
    package let waiting: Int
    /// Since when the oldest of those that are due is. Seconds since 1970.
    package let dueSince: Int64?
    package let inbound: Int
    package let databaseBytes: Int64
}

extension Store {
    package func serviceNumbers(now: Int64) throws(StoreError) -> ServiceNumbers {
        let found = try connection.first(
            """
            SELECT (SELECT count(*) FROM subscriber),
                   (SELECT count(*) FROM fx_email_delivery WHERE state='queued' AND due<=?1),
                   (SELECT count(*) FROM fx_email_delivery WHERE state='queued' AND due>?1),
                   (SELECT min(CASE due WHEN 0 THEN ctime ELSE due END) FROM fx_email_delivery
                     WHERE state='queued' AND due<=?1),
                   (SELECT count(*) FROM fx_email_inbound),
                   (SELECT page_count*page_size FROM pragma_page_count, pragma_page_size)
            """, [.integer(now)]
        ) { row in
            ServiceNumbers(
                subscribers: Int(row.integer(0)), due: Int(row.integer(1)), waiting: Int(row.integer(2)),
                dueSince: row.integerOrNil(3), inbound: Int(row.integer(4)), databaseBytes: row.integer(5))
        }
        guard let found else {
            throw StoreError(.other, path: connection.path, message: "a query without a table gave no row")
        }
        return found
    }

    /// How many mails were set aside since a time, as judging them failed.
    package func setAside(since: Int64) throws(StoreError) -> Int {
        try connection.first(
            "SELECT count(*) FROM fx_email_inbound WHERE state='set-aside' AND received>=?1", [.integer(since)]
        ) { Int($0.integer(0)) } ?? 0
    }

    /// How many deliveries ended without success since a time.
    package func endedInVain(since: Int64) throws(StoreError) -> Int {
        try connection.first(
            "SELECT count(*) FROM fx_email_delivery WHERE state IN ('failed', 'given-up') AND ctime>=?1",
            [.integer(since)]
        ) { Int($0.integer(0)) } ?? 0
    }
}
