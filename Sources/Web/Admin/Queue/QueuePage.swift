import HTTPTypes
import Hummingbird
import Storage

/// `/queue`: the mails that wait, and what became of the others.
struct QueuePage: Sendable {
    let visit: AdminVisit

    func show() async throws -> Response {
        let state = visit.asked("state").flatMap { DeliveryRow.states.contains($0) ? $0 : nil }
        let (wanted, cursor) = (visit.asked("address"), visit.cursor)
        let page = try await visit.site.database.slowRead {
            try $0.deliveries(state: state, address: wanted, from: cursor, limit: AdminDesk.rows)
        }
        let counts = try await visit.desk.deliveryCounts.value {
            try await visit.site.database.slowRead { try $0.deliveryCounts() }
        }
        let address = QueuePage.address(visit.site, state: state, wanted)
        var values: [String: Any] = visit.neighbours(page, address) { PageCursor.word(id: $0.id) }
        values["rows"] = page.rows.map { DeliveryRow.values($0, visit.site) }
        values["states"] = states(state, wanted, counts)
        values["state"] = state ?? ""
        values["wanted"] = wanted ?? ""
        values["hasQueued"] = (counts["queued"] ?? 0) > 0
        values["self"] = address.text
        if let done = done() { values["done"] = done }
        return visit.page("admin-queue", title: "Queue", values)
    }

    private static func address(_ site: Site, state: String?, _ wanted: String?) -> PageAddress {
        PageAddress(site.path("/queue")).with("state", state).with("address", wanted)
    }

    private func states(_ current: String?, _ wanted: String?, _ counts: [String: Int]) -> [[String: Any]] {
        let all: [(String?, String, Int)] =
            [(nil, "all", counts.values.reduce(0, +))]
            + DeliveryRow.states.map { ($0, $0, counts[$0] ?? 0) }
        return all.map { state, label, count in
            [
                "label": label, "count": AdminText.count(count), "isCurrent": state == current,
                "target": QueuePage.address(visit.site, state: state, wanted).text,
            ]
        }
    }

    private func done() -> String? {
        guard let count = visit.query["count"].flatMap({ Int($0) }), count >= 0 else { return nil }
        switch visit.query["done"] {
        case "retry": return "\(AdminText.count(count, "mail")) to be tried now."
        case "cancel": return "\(AdminText.count(count, "mail")) cancelled."
        default: return nil
        }
    }

    // MARK: Changes

    func act(_ form: Form) async throws -> Response {
        let isAll = form["all"] == "1"
        let choices = isAll ? [DeliveryChoice.all] : form.all("id").compactMap { Int64($0).map(DeliveryChoice.number) }
        let action = form["action"] ?? ""
        let count = try await QueuePage.change(action, choices, visit)
        return visit.desk.redirect(
            PageAddress(visit.site.path("/queue")).with("state", form["state"].flatMap(known)).with("done", action)
                .with("count", "\(count)").text)
    }

    private func known(_ state: String) -> String? { DeliveryRow.states.contains(state) ? state : nil }

    /// - Returns: How many it was done to.
    static func change(_ action: String, _ choices: [DeliveryChoice], _ visit: AdminVisit) async throws -> Int {
        guard action == "retry" || action == "cancel" else { throw HTTPError(.badRequest) }
        let now = visit.now
        let count = try await visit.site.database.write { store -> Int in
            var count = 0
            for choice in choices {
                count += action == "retry" ? try store.retry(choice, now: now) : try store.cancel(choice, now: now)
            }
            return count
        }
        visit.desk.deliveryCounts.forget()
        if action == "retry", count > 0 { visit.site.wake() }
        return count
    }
}
