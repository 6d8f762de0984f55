import Alerts
import Hummingbird
import Storage

/// `/alerts/CODE` and `/renew/CODE`.
extension PublicPages {
    // MARK: /alerts/CODE

    func showSubscription(_ request: Request, _ context: PageContext) async throws -> Response {
        let visit = try await visit(context)
        guard let subscriber = visit.subscriber else { return unknownLink() }
        // Only a GET: to ask with HEAD is no visit.
        if visit.settings[.verifyOnVisit] == "on", request.method == .get, !subscriber.isVerified {
            let now = site.now
            try await site.database.write { try $0.verify(subscriber, now: now) }
            site.changed(visit.settings)
            return subscriptionPage(try await self.visit(context), done: "Your subscription is confirmed.")
        }
        return subscriptionPage(visit)
    }

    func changeSubscription(_ request: Request, _ context: PageContext) async throws -> Response {
        let visit = try await visit(context)
        try requireOwnForm(request, visit.settings)
        let form = try await Form(request)
        guard let subscriber = visit.subscriber else { return unknownLink() }
        let now = site.now
        let done: String
        switch form["do"] {
        case "save":
            let letters = AlertChoice.chosen(form, choices, before: subscriber.subscriptions)
            let client = clientAddress(request, context)
            try await site.database.write {
                try $0.confirm(
                    subscriber, letters: letters, wantsDigest: form["digest"] == "1", client: client, now: now)
            }
            done = subscriber.isVerified ? "Your changes are saved." : "Your subscription is confirmed."
        case "allow":
            try await site.database.write { _ = try $0.allow(address: subscriber.address, now: now) }
            done = "Mail goes to this address again."
        default: throw HTTPError(.badRequest)
        }
        site.changed(visit.settings)
        return subscriptionPage(try await self.visit(context), done: done)
    }

    private func subscriptionPage(_ visit: Visit, done: String? = nil) -> Response {
        guard let subscriber = visit.subscriber else { return unknownLink() }
        var values: [String: Any] = [
            "address": subscriber.address, "code": hexadecimal(subscriber.code),
            "choices": AlertChoice.values(choices, chosen: subscriber.subscriptions),
            "digest": subscriber.wantsDigest, "isNew": !subscriber.isVerified,
            "since": longDate(subscriber.created),
        ]
        values["done"] = done
        if subscriber.isDoNotCall {
            values["silenced"] = SilenceWords.values(visit.silencedBy)
        } else if subscriber.isVerified {
            values["isActive"] = true
        }
        return site.views.page(
            "subscription", site, title: subscriber.isVerified ? "Your subscription" : "Confirm your subscription",
            values: values)
    }

    // MARK: /renew/CODE

    func showRenewal(_ request: Request, _ context: PageContext) async throws -> Response {
        let visit = try await visit(context)
        guard let subscriber = visit.subscriber else { return unknownLink() }
        return site.views.page(
            "renew", site, title: "Renew your subscription",
            values: ["address": subscriber.address, "code": hexadecimal(subscriber.code)])
    }

    func renew(_ request: Request, _ context: PageContext) async throws -> Response {
        let visit = try await visit(context)
        try requireOwnForm(request, visit.settings)
        guard try await Form(request)["do"] == "renew" else { throw HTTPError(.badRequest) }
        guard let subscriber = visit.subscriber else { return unknownLink() }
        let now = site.now
        try await site.database.write { try $0.renew(subscriber, now: now) }
        site.changed(visit.settings)
        var values: [String: Any] = ["address": subscriber.address, "code": hexadecimal(subscriber.code)]
        let days = visit.settings.number(.renewInterval)
        values["until"] = days > 0 ? longDate(now + Int64(days) * 86_400) : nil
        return site.views.page("renewed", site, title: "Your subscription is renewed", values: values)
    }
}
