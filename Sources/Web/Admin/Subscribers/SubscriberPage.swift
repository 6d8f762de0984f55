import Alerts
import Commands
import HTTPTypes
import Hummingbird
import Storage

/// `/subscribers/ID`: why somebody gets mail or not, what came back, and what can be done about it.
struct SubscriberPage: Sendable {
    let visit: AdminVisit

    private static let reports = 50
    private static let deliveries = 30

    private static let done = [
        "allow": "The subscriber gets mail again. What was reported so far counts no longer.",
        "do-not-call": "Nothing is sent to this address any more.", "verify": "The address counts as verified.",
        "wishes": "The subscription is changed.", "none": "There was nothing to do.",
    ]

    func show() async throws -> Response {
        let (id, now) = (try visit.number(), visit.now)
        let found = try await visit.site.database.slowRead { store -> (Standing, Settings, [DeliveryLine])? in
            guard let subscriber = try store.subscriber(id: id),
                let standing = try store.standing(
                    address: subscriber.address, limit: SubscriberPage.reports, now: now)
            else { return nil }
            return (
                standing, try store.settings(),
                try store.deliveries(to: subscriber, limit: SubscriberPage.deliveries)
            )
        }
        guard let (standing, settings, deliveries) = found else { throw HTTPError(.notFound) }
        let subscriber = standing.subscriber
        var values: [String: Any] = [
            "self": visit.site.path("/subscribers/\(id)"),
            "states": SubscribersPage.states(subscriber, hasEnded: standing.hasEnded),
            "facts": facts(standing), "reports": standing.entries.reversed().map(report),
            "outlooks": Outlook.of(subscriber, history: standing.history, settings: settings, now: now).map {
                ["event": $0.event, "effect": $0.decision.effect.rawValue, "because": $0.decision.because]
            },
            "deliveries": deliveries.map { DeliveryRow.values($0, visit.site) },
            "isDoNotCall": subscriber.isDoNotCall, "isVerified": subscriber.isVerified,
            "letters": letters(subscriber.subscriptions), "wantsDigest": subscriber.wantsDigest,
        ]
        if let word = visit.query["done"], let text = SubscriberPage.done[word] { values["done"] = text }
        return visit.page("admin-subscriber", title: AdminText.cut(subscriber.address, 320), values)
    }

    private func facts(_ standing: Standing) -> [[String: Any]] {
        let subscriber = standing.subscriber
        var facts = StandingText.facts(standing, now: visit.now)
        facts.append(("since", AdminText.time(subscriber.created)))
        facts.append(("last change", AdminText.time(subscriber.modified)))
        if let user = subscriber.userName, !user.isEmpty { facts.append(("user", AdminText.cut(user, 100))) }
        return facts.map { ["fact": $0.name, "text": AdminText.cut($0.text, 1000)] }
    }

    private func report(_ entry: HistoryEntry) -> [String: Any] {
        var values: [String: Any] = [
            "time": AdminText.time(entry.received), "what": AdminText.cut(StandingText.what(entry), 200),
            "trust": entry.trust, "rule": AdminText.cut(entry.rule ?? "–", 100), "effect": entry.effect,
            "because": AdminText.cut(entry.because, 600),
        ]
        if let diagnostic = entry.diagnostic { values["diagnostic"] = AdminText.cut(diagnostic, 500) }
        if let fate = StandingText.fate(entry) { values["fate"] = fate }
        if let mail = entry.inbound {
            values["mail"] = mail
            values["target"] = visit.site.path("/bounces/\(mail)")
        }
        return values
    }

    /// A box for each kind of alert, and for a letter that another program has set.
    private func letters(_ subscriptions: String) -> [[String: Any]] {
        SubscriptionLetter.allCases.map {
            ["letter": "\($0.rawValue)", "label": $0.name, "isChosen": subscriptions.contains($0.rawValue)]
        }
    }

    // MARK: Changes

    func act(_ form: Form) async throws -> Response {
        let (id, now) = (try visit.number(), visit.now)
        let letters = SubscriptionLetter.normalized(form.all("letter").joined())
        let wantsDigest = form["digest"] == "1"
        let action = form["action"] ?? ""
        if action == "unsubscribe", form["sure"] != "1" { return visit.done("none", at: "/subscribers/\(id)") }
        let isDone = try await visit.site.database.write { store -> Bool in
            switch action {
            case "allow":
                guard let known = try store.subscriber(id: id) else { return false }
                return try store.allow(address: known.address, now: now) != nil
            case "do-not-call": return try store.setDoNotCall(subscriber: id, now: now)
            case "verify": return try store.verify(subscriber: id, now: now)
            case "unsubscribe": return try store.unsubscribe(subscriber: id, now: now)
            case "wishes":
                guard let letters else { throw HTTPError(.badRequest) }
                return try store.setWishes(subscriber: id, letters: letters, wantsDigest: wantsDigest, now: now)
            default: throw HTTPError(.badRequest)
            }
        }
        guard isDone else { throw HTTPError(.notFound) }
        visit.desk.subscriberCounts.forget()
        visit.site.changed(try await visit.site.settings())
        if action == "unsubscribe" { return visit.done("unsubscribed", at: "/subscribers") }
        return visit.done(action, at: "/subscribers/\(id)")
    }
}
