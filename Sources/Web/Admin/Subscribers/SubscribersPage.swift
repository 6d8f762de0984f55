import Alerts
import Hummingbird
import Storage

/// `/subscribers`: the list of them.
struct SubscribersPage: Sendable {
    let visit: AdminVisit

    func show() async throws -> Response {
        var query = SubscriberQuery()
        query.pattern = visit.asked("q").flatMap { $0.utf8.count <= 200 ? $0 : nil }
        query.filter = visit.asked("filter").flatMap(SubscriberQuery.Filter.init) ?? .all
        query.order = visit.asked("order").flatMap(SubscriberQuery.Order.init) ?? .address
        let (asked, cursor) = (query, visit.cursor)
        let (page, ended) = try await visit.site.database.slowRead { store in
            let page = try store.subscribers(asked, from: cursor, limit: AdminDesk.rows)
            return (page, try store.ended(among: page.rows))
        }
        let counts = try await visit.desk.subscriberCounts.value {
            try await visit.site.database.slowRead { try $0.subscriberCounts() }
        }
        let address = SubscribersPage.address(visit.site, query)
        var values: [String: Any] = visit.neighbours(page, address) { SubscribersPage.word($0, query.order) }
        values["rows"] = page.rows.map { SubscribersPage.row($0, hasEnded: ended.contains($0.id), visit.site) }
        values["filters"] = filters(query, counts)
        values["orders"] = orders(query)
        values["pattern"] = query.pattern ?? ""
        values["filter"] = query.filter.rawValue
        values["order"] = query.order.rawValue
        values["isSearch"] = query.pattern != nil
        if visit.query["done"] == "unsubscribed" { values["done"] = "The subscriber is unsubscribed." }
        return visit.page("admin-subscribers", title: "Subscribers", values)
    }

    private static func address(_ site: Site, _ query: SubscriberQuery) -> PageAddress {
        PageAddress(site.path("/subscribers")).with("q", query.pattern)
            .with("filter", query.filter == .all ? nil : query.filter.rawValue)
            .with("order", query.order == .address ? nil : query.order.rawValue)
    }

    /// What tells the place of a subscriber in the list.
    private static func word(_ subscriber: Subscriber, _ order: SubscriberQuery.Order) -> String {
        let key =
            switch order {
            case .address: subscriber.address
            case .made: "\(subscriber.created)"
            case .changed: "\(subscriber.modified)"
            }
        return PageCursor.word(id: subscriber.id, key: key)
    }

    private static func row(_ subscriber: Subscriber, hasEnded: Bool, _ site: Site) -> [String: Any] {
        var row: [String: Any] = [
            "target": site.path("/subscribers/\(subscriber.id)"), "address": AdminText.cut(subscriber.address, 320),
            "wishes": SubscriptionLetter.names(AdminText.cut(subscriber.subscriptions, 40)).joined(separator: ", "),
            "made": AdminText.time(subscriber.created), "changed": AdminText.time(subscriber.modified),
            "states": SubscribersPage.states(subscriber, hasEnded: hasEnded),
        ]
        if let name = subscriber.userName, !name.isEmpty { row["user"] = AdminText.cut(name, 100) }
        return row
    }

    /// The badges of a subscriber.
    static func states(_ subscriber: Subscriber, hasEnded: Bool) -> [[String: Any]] {
        var states: [[String: Any]] = []
        if subscriber.isDoNotCall { states.append(["word": "do-not-call", "grade": "bad"]) }
        if !subscriber.isVerified { states.append(["word": "not verified", "grade": "warn"]) }
        if hasEnded { states.append(["word": "ended", "grade": "warn"]) }
        if states.isEmpty { states.append(["word": "active", "grade": "good"]) }
        if subscriber.wantsDigest { states.append(["word": "digest", "grade": "accent"]) }
        return states
    }

    private func filters(_ query: SubscriberQuery, _ counts: SubscriberCounts) -> [[String: Any]] {
        let all: [(SubscriberQuery.Filter, String, Int)] = [
            (.all, "All", counts.all), (.active, "Active", counts.active),
            (.unverified, "Not verified", counts.unverified), (.silenced, "Silenced by reports", counts.silenced),
            (.doNotCall, "Do-not-call by hand", counts.doNotCall),
        ]
        return all.map { filter, label, count in
            var other = query
            other.filter = filter
            return [
                "label": label, "count": AdminText.count(count), "isCurrent": filter == query.filter,
                "target": SubscribersPage.address(visit.site, other).text,
            ]
        }
    }

    private func orders(_ query: SubscriberQuery) -> [String: Any] {
        var orders: [String: Any] = [:]
        for order in SubscriberQuery.Order.allCases {
            var other = query
            other.order = order
            orders[order.rawValue] =
                [
                    "target": SubscribersPage.address(visit.site, other).text, "isCurrent": order == query.order,
                ] as [String: Any]
        }
        return orders
    }
}
