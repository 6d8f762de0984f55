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

    /// What `previous` is for a row of `subscriber`, joined with `fx_email_latest`: the delivery that was queued last, along
    /// with those to others.
    static let previousDelivery = "coalesce(fx_email_latest.deliveryId, 0)"

    /// Has the deliveries from this number on be the latest of their subscribers, in the caller's transaction.
    ///
    /// - Returns: How many they are.
    func linkDeliveries(from first: Int64) throws(StoreError) -> Int {
        try connection.run(
            """
            INSERT OR REPLACE INTO fx_email_latest(subscriberId, deliveryId)
            SELECT subscriberId, deliveryId FROM fx_email_delivery WHERE deliveryId>=?1
            """, [.integer(first)])
        return connection.changes
    }

    /// The condition on a row of `fx_email_delivery` that it is to subscriber `?1`.
    ///
    /// Each step asks for one row: of a join SQLite makes a filter over the whole table, where ANALYZE has counted it.
    static let isToSubscriber = """
        subscriberId=?1 AND deliveryId IN (
          WITH RECURSIVE linked(id) AS (
            SELECT deliveryId FROM fx_email_latest WHERE subscriberId=?1
            UNION ALL
            SELECT (SELECT previous FROM fx_email_delivery
                     WHERE deliveryId=linked.id AND subscriberId=?1 AND previous BETWEEN 1 AND deliveryId-1)
              FROM linked WHERE id IS NOT NULL)
          SELECT id FROM linked WHERE id IS NOT NULL
          UNION ALL SELECT deliveryId FROM fx_email_delivery WHERE subscriberId=?1 AND previous IS NULL)
        """

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
