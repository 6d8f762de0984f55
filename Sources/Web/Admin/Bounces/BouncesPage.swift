import Alerts
import Bounces
import HTTPTypes
import Hummingbird
import Storage

/// `/bounces`: how much came back, and what.
struct BouncesPage: Sendable {
    let visit: AdminVisit

    private static let spans = [7, 30, 90, 365]
    private static let kinds = [
        "bounce", "complaint", "delay", "unsubscribe", "auto-reply", "receipt", "delivered", "other", "set-aside",
    ]

    func show() async throws -> Response {
        let days = visit.asked("days").flatMap { Int($0) }.flatMap { BouncesPage.spans.contains($0) ? $0 : nil } ?? 30
        var query = InboundQuery()
        query.kind = visit.asked("kind").flatMap { BouncesPage.kinds.contains($0) ? $0 : nil }
        query.reason = visit.asked("reason").flatMap { Reason(rawValue: $0)?.rawValue }
        query.domain = visit.asked("domain")?.lowercased()
        let (asked, cursor) = (query, visit.cursor)
        let (page, incidents) = try await visit.site.database.slowRead {
            (
                try $0.inboundMails(asked, from: cursor, limit: AdminDesk.rows),
                try $0.openIncidents(limit: 50)
            )
        }
        let address = BouncesPage.address(visit.site, query, days: days)
        var values: [String: Any] = visit.neighbours(page, address) { PageCursor.word(id: $0.line.id) }
        values["rows"] = page.rows.map(row)
        values["kinds"] = choices(BouncesPage.kinds, query.kind)
        values["reasons"] = choices(Reason.allCases.map(\.rawValue).sorted(), query.reason)
        values["domain"] = query.domain ?? ""
        values["days"] = days
        values["spans"] = BouncesPage.spans.map { span in
            [
                "label": "\(span) days", "isCurrent": span == days,
                "target": BouncesPage.address(visit.site, query, days: span).text,
            ] as [String: Any]
        }
        let charts = ReportCharts(visit: visit, days: days)
        values["charts"] = [
            try await charts.values(.day), try await charts.values(.reason), try await charts.values(.domain),
        ]
        values["incidents"] = incidents.map(incident)
        values["hasIncidents"] = !incidents.isEmpty
        values["self"] = visit.site.path("/bounces")
        if visit.query["done"] == "dismissed" {
            values["done"] = "The incident is dismissed: what was reported counts after all."
        }
        return visit.page("admin-bounces", title: "Bounces", values)
    }

    private static func address(_ site: Site, _ query: InboundQuery, days: Int) -> PageAddress {
        PageAddress(site.path("/bounces")).with("kind", query.kind).with("reason", query.reason)
            .with("domain", query.domain).with("days", days == 30 ? nil : "\(days)")
    }

    private func choices(_ words: [String], _ chosen: String?) -> [[String: Any]] {
        words.map { ["word": $0, "isChosen": $0 == chosen] }
    }

    private func row(_ mail: InboundSummary) -> [String: Any] {
        let others = mail.concerned > 1 ? " and \(mail.concerned - 1) more" : ""
        return [
            "target": visit.site.path("/bounces/\(mail.line.id)"), "time": AdminText.time(mail.line.received),
            "kind": mail.line.kind ?? mail.line.state,
            "who": AdminText.cut(mail.address ?? mail.line.sender ?? "–", 320) + others,
            "reason": mail.reason ?? "–", "effect": mail.line.effect ?? "–",
            "grade": BouncesPage.grade(mail.line.effect), "rule": AdminText.cut(mail.rule ?? "–", 100),
        ]
    }

    /// The colour of an effect.
    static func grade(_ effect: String?) -> String {
        switch effect {
        case "do-not-call", "unsubscribed": "bad"
        case "recorded", nil: ""
        default: "accent"
        }
    }

    private func incident(_ incident: Incident) -> [String: Any] {
        [
            "id": incident.id, "what": incident.title, "began": AdminText.time(incident.began),
            "last": AdminText.time(incident.last), "failing": AdminText.count(incident.failing),
            "subscribers": AdminText.count(incident.subscribers), "restored": AdminText.count(incident.restored),
            "isUnproven": incident.group.trust != .verified,
        ]
    }

    // MARK: Changes

    /// The addresses really are dead.
    func act(_ form: Form) async throws -> Response {
        guard form["action"] == "dismiss", let id = form["incident"].flatMap({ Int64($0) }) else {
            throw HTTPError(.badRequest)
        }
        let now = visit.now
        let silenced = try await visit.site.database.write { store in
            try store.dismissIncident(id, settings: try store.settings(), now: now)
        }
        guard silenced != nil else { throw HTTPError(.notFound) }
        visit.desk.subscriberCounts.forget()
        return visit.done("dismissed", at: "/bounces")
    }
}
