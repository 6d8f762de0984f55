import Alerts

extension Store {
    /// Has `email_number()` number the deliveries that are queued next, in the caller's transaction. A row calls it before
    /// `email_message_id()`: SQLite works out the columns of a row from left to right.
    ///
    /// - Returns: The first.
    @discardableResult
    func numberDeliveries() throws(StoreError) -> Int64 {
        // Tables of the first version may give the number of the last delivery again when that is deleted.
        let given =
            try hasTable("sqlite_sequence")
            ? try connection.first("SELECT seq FROM sqlite_sequence WHERE name='fx_email_delivery'") { $0.integer(0) }
            : nil
        let last = try connection.first("SELECT max(deliveryId) FROM fx_email_delivery") { $0.integer(0) } ?? 0
        let next = max(given ?? 0, last) + 1
        try connection.countFrom(next)
        return next
    }

    /// Whether the ids of older programs are found by an index. Without one there are none.
    func hasOlderDeliveryIDs() throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM sqlite_schema
             WHERE type='index' AND tbl_name='fx_email_delivery' AND name LIKE 'sqlite_autoindex%'
            """
        ) { _ in true } ?? false
    }
}
