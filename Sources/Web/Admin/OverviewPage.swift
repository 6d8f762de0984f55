import Alerts
import Commands
import Hummingbird
import Storage

/// `/admin`: how things stand, and what somebody should look at.
struct OverviewPage: Sendable {
    let visit: AdminVisit

    private static let chartDays = 14

    func show() async throws -> Response {
        let subscribers = try await counts()
        let numbers = try await visit.site.database.slowRead { [now = visit.now] in try $0.serviceNumbers(now: now) }
        let table = try await ReportCharts(visit: visit, days: OverviewPage.chartDays).table(.day)
        let today = table.lines.last
        var values: [String: Any] = [
            "stats": [
                stat("Subscribers who get mail", subscribers.active, "/subscribers?filter=active"),
                stat("Not verified", subscribers.unverified, "/subscribers?filter=unverified"),
                stat("Silenced by reports", subscribers.silenced, "/subscribers?filter=silenced"),
                stat("Do-not-call by hand", subscribers.doNotCall, "/subscribers?filter=do-not-call"),
                stat("Mails to send now", numbers.due, "/queue?state=queued"),
                stat("Mails to try later", numbers.waiting, "/queue?state=queued"),
                stat("Bounces today", (today?.hard ?? 0) + (today?.soft ?? 0), "/bounces"),
                stat("Complaints today", today?.complaints ?? 0, "/bounces?kind=complaint"),
            ],
            "chart": BarChart(
                title: "Reports by day, \(OverviewPage.chartDays) days", table: table, isEmbedded: true
            ).svg,
        ]
        let matters = try await matters(numbers)
        if !matters.isEmpty { values["matters"] = matters }
        return visit.page("admin-overview", title: "Overview", values)
    }

    private func counts() async throws -> SubscriberCounts {
        try await visit.desk.subscriberCounts.value {
            try await visit.site.database.slowRead { try $0.subscriberCounts() }
        }
    }

    private func stat(_ label: String, _ count: Int, _ path: String) -> [String: Any] {
        ["label": label, "count": AdminText.count(count), "target": visit.site.path(path)]
    }

    // MARK: What needs attention

    private static let dayAndMore: Int64 = 7 * 86_400

    private func matters(_ numbers: ServiceNumbers) async throws -> [[String: Any]] {
        let since = visit.now - OverviewPage.dayAndMore
        let (incidents, setAside, inVain) = try await visit.site.database.slowRead { store in
            (
                try store.openIncidents(limit: 20), try store.setAside(since: since),
                try store.endedInVain(since: visit.now - 86_400)
            )
        }
        var matters = incidents.map { incident in
            matter(
                "Many fail at once: \(incident.title)",
                "\(AdminText.count(incident.failing)) of \(AdminText.count(incident.subscribers, "subscriber")), since "
                    + "\(AdminText.time(incident.began)). It counts against nobody.", "/bounces#incidents")
        }
        for finding in try await findings() { matters.append(matter(finding.problem, finding.remedy, nil)) }
        if setAside > 0 {
            matters.append(
                matter(
                    "\(AdminText.count(setAside, "mail")) of the last 7 days could not be judged",
                    "They are set aside for you to look at.", "/bounces?kind=set-aside"))
        }
        if inVain > 0 {
            matters.append(
                matter(
                    "\(AdminText.count(inVain, "mail")) of the last 24 hours did not go out",
                    "The recipients' side refused them, or they were tried too often.", "/queue?state=failed"))
        }
        return matters
    }

    /// What is wrong with the set-up, as `email doctor --offline` finds it.
    private func findings() async throws -> [Finding] {
        try await visit.desk.findings.value {
            let (path, smtp, now) = (visit.site.database.path, visit.desk.smtp, visit.now)
            // It looks at files and programs, and has a connection of its own while it does.
            return try await visit.desk.worker.run {
                let store = try Store(path: path, readOnly: true)
                return try SetUp.findings(store, try store.settings(), now: now, smtp: smtp)
            }
        }
    }

    private func matter(_ title: String, _ text: String, _ path: String?) -> [String: Any] {
        var values: [String: Any] = ["what": AdminText.cut(title, 400), "why": AdminText.cut(text, 600)]
        if let path { values["target"] = visit.site.path(path) }
        return values
    }
}
