import Alerts

/// Which subscribers a page lists, and in which order.
package struct SubscriberQuery: Sendable, Hashable {
    /// Which subscribers.
    package enum Filter: String, Sendable, CaseIterable {
        case all, active, unverified
        /// Do-not-call by a report.
        case silenced
        /// Do-not-call, and no report says why: a person or another program did it.
        case doNotCall = "do-not-call"
    }

    /// By what they are sorted.
    package enum Order: String, Sendable, CaseIterable {
        case address
        /// The newest first.
        case made
        /// What was changed last comes first.
        case changed
    }

    package var pattern: String?
    package var filter = Filter.all
    package var order = Order.address

    package init() {}
}

/// How many subscribers there are of each sort.
package struct SubscriberCounts: Sendable, Hashable {
    package let all: Int
    package let active: Int
    package let unverified: Int
    package let silenced: Int
    package let doNotCall: Int
}

extension Store {
    private static let isDoNotCall = "coalesce(sdonotcall, 0) NOT IN (0, 'false')"
    private static let isVerified = "coalesce(sverified, 0) NOT IN (0, 'false')"
    /// Whether a report made a subscriber do-not-call, as `silencing` finds it.
    private static let isSilenced = """
        EXISTS (SELECT 1 FROM fx_email_history AS h WHERE h.subscriberId=subscriber.subscriberId
                   AND h.effect='do-not-call' AND h.lifted IS NULL AND h.address=semail)
        """

    private static func condition(_ filter: SubscriberQuery.Filter) -> String {
        switch filter {
        case .all: "true"
        case .active: "\(isVerified) AND NOT \(isDoNotCall)"
        case .unverified: "NOT \(isVerified) AND NOT \(isDoNotCall)"
        case .silenced: "\(isDoNotCall) AND \(isSilenced)"
        case .doNotCall: "\(isDoNotCall) AND NOT \(isSilenced)"
        }
    }

    package func subscriberCounts() throws(StoreError) -> SubscriberCounts {
        let silenced = Store.condition(.silenced)
        let found = try connection.first(
            """
            SELECT count(*), coalesce(sum(\(Store.condition(.active))), 0), coalesce(sum(\(Store.condition(.unverified))), 0),
                   coalesce(sum(\(silenced)), 0), coalesce(sum(\(Store.isDoNotCall)), 0) FROM subscriber
            """
        ) { row in
            SubscriberCounts(
                all: Int(row.integer(0)), active: Int(row.integer(1)), unverified: Int(row.integer(2)),
                silenced: Int(row.integer(3)), doNotCall: Int(row.integer(4) - row.integer(3)))
        }
        return found ?? SubscriberCounts(all: 0, active: 0, unverified: 0, silenced: 0, doNotCall: 0)
    }

    /// A page of the subscribers. The pattern is looked for as `subscribers(matching:)` does.
    package func subscribers(
        _ query: SubscriberQuery, from cursor: PageCursor?, limit: Int
    ) throws(StoreError) -> ListPage<Subscriber> {
        let isBackward = cursor?.isBackward ?? false
        let key = query.order == .made ? "coalesce(sctime, 0)" : "coalesce(mtime, 0)"
        var conditions = [Store.condition(query.filter)]
        if query.pattern != nil {
            conditions.append(
                "(semail LIKE '%'||?1||'%' OR suname LIKE '%'||?1||'%' OR semail GLOB '*'||?1||'*' OR suname GLOB '*'||?1||'*')"
            )
        }
        var order: String
        var bound = SQLValue.null
        switch query.order {
        case .address:
            // A search meets most rows in vain, and reads them faster in the order in which they are stored.
            let address = query.pattern == nil ? "semail" : "+semail"
            order = isBackward ? "\(address) DESC" : address
            if let cursor {
                conditions.append("\(address) \(isBackward ? "<" : ">") ?2")
                bound = .text(cursor.key)
            }
        case .made, .changed:
            order = isBackward ? "\(key), subscriberId" : "\(key) DESC, subscriberId DESC"
            if let cursor {
                conditions.append("(\(key), subscriberId) \(isBackward ? ">" : "<") (?2, ?3)")
                bound = .integer(Int64(cursor.key) ?? 0)
            }
        }
        let found = try connection.rows(
            """
            SELECT \(Store.columns) FROM subscriber WHERE \(conditions.joined(separator: " AND "))
             ORDER BY \(order) LIMIT ?4
            """, [SQLValue(query.pattern), bound, SQLValue(cursor?.id), SQLValue(limit + 1)], Store.subscriber)
        return ListPage(found, limit: limit, cursor)
    }
}
