import Alerts

extension Store {
    /// A page of the deliveries, the newest first.
    ///
    /// - Parameter address: Only those to this address.
    package func deliveries(
        state: String?, address: String?, from cursor: PageCursor?, limit: Int
    ) throws(StoreError) -> ListPage<DeliveryLine> {
        let isBackward = cursor?.isBackward ?? false
        var conditions = ["true"]
        // What waits is found by the index of when it is due.
        switch state {
        case "queued": conditions.append("state='queued' AND due IS NOT NULL")
        case "sending": conditions.append("state='sending' AND due IS NOT NULL")
        case nil: break
        default: conditions.append("state=?1")
        }
        if address != nil { conditions.append("address=?2") }
        if cursor != nil { conditions.append(isBackward ? "deliveryId>?3" : "deliveryId<?3") }
        let found = try connection.rows(
            """
            SELECT \(Store.deliveryColumns) FROM fx_email_delivery LEFT JOIN fx_email_text USING(textId)
             WHERE \(conditions.joined(separator: " AND ")) ORDER BY deliveryId \(isBackward ? "" : "DESC") LIMIT ?4
            """, [SQLValue(state), SQLValue(address), SQLValue(cursor?.id), SQLValue(limit + 1)], Store.deliveryLine)
        return ListPage(found, limit: limit, cursor)
    }

    /// The newest deliveries to one subscriber, newest first, without those to whoever had the number before.
    package func deliveries(to subscriber: Subscriber, limit: Int) throws(StoreError) -> [DeliveryLine] {
        try connection.rows(
            """
            SELECT \(Store.deliveryColumns) FROM fx_email_delivery LEFT JOIN fx_email_text USING(textId)
             WHERE \(Store.isToSubscriber) AND (address=?3 OR fx_email_delivery.ctime>=?4)
             ORDER BY deliveryId DESC LIMIT ?2
            """, [.integer(subscriber.id), SQLValue(limit), .text(subscriber.address), .integer(subscriber.created)],
            Store.deliveryLine)
    }

    /// How many deliveries there are in each state.
    package func deliveryCounts() throws(StoreError) -> [String: Int] {
        var counts: [String: Int] = [:]
        try connection.each("SELECT state, count(*) FROM fx_email_delivery GROUP BY state") { row in
            counts[row.text(0)] = Int(row.integer(1))
        }
        return counts
    }

    /// What a delivery says; nil where there is no such delivery, or its text is gone.
    package func letter(ofDelivery id: Int64) throws(StoreError) -> Letter? {
        let text = try connection.first("SELECT textId FROM fx_email_delivery WHERE deliveryId=?1", [.integer(id)]) {
            $0.integerOrNil(0)
        }
        guard let text, let number = text else { return nil }
        return try letter(number)
    }
}
