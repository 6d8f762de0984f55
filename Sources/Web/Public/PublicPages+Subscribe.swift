import Alerts
import Hummingbird
import Storage

/// `/subscribe`, and `/alerts` and `/unsubscribe` without a code: forms that anybody may send for any address.
extension PublicPages {
    // MARK: /subscribe

    func showSubscribe(_ request: Request, _ context: PageContext) async throws -> Response {
        subscribeForm(
            try await site.settings(), address: "", letters: AlertChoice.usual(choices), wantsDigest: false, Mistakes())
    }

    func subscribe(_ request: Request, _ context: PageContext) async throws -> Response {
        let submission = try await submission(request, context)
        let form = submission.form
        var mistakes = Mistakes()
        let address = address(form, &mistakes)
        let letters = AlertChoice.chosen(form, choices)
        if letters.isEmpty { mistakes.add("alerts", "Please choose at least one kind of alerts.") }
        check(submission, &mistakes)
        let wantsDigest = form["digest"] == "1"
        guard let address, mistakes.isEmpty else {
            return subscribeForm(
                submission.settings, address: form["address"] ?? "", letters: letters, wantsDigest: wantsDigest,
                mistakes)
        }
        return try await keep(.subscribe, address: address, letters: letters, wantsDigest: wantsDigest, submission)
    }

    private func subscribeForm(
        _ settings: Settings, address: String, letters: String, wantsDigest: Bool, _ mistakes: Mistakes
    ) -> Response {
        var values: [String: Any] = [
            "address": address, "choices": AlertChoice.values(choices, chosen: letters), "digest": wantsDigest,
        ]
        mistakes.add(to: &values)
        addSecurityCode(to: &values, settings)
        return site.views.page(
            "subscribe", site, title: "Subscribe", values: values,
            status: mistakes.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: /alerts, /unsubscribe

    func showLinkForm(_ request: Request, _ context: PageContext) async throws -> Response {
        linkForm(try await site.settings(), request, address: "", Mistakes())
    }

    func sendLink(_ request: Request, _ context: PageContext) async throws -> Response {
        let submission = try await submission(request, context)
        var mistakes = Mistakes()
        let address = address(submission.form, &mistakes)
        check(submission, &mistakes)
        guard let address, mistakes.isEmpty else {
            return linkForm(submission.settings, request, address: submission.form["address"] ?? "", mistakes)
        }
        return try await keep(.link, address: address, submission)
    }

    private func linkForm(
        _ settings: Settings, _ request: Request, address: String, _ mistakes: Mistakes
    ) -> Response {
        let ends = request.uri.path.hasPrefix("/unsubscribe")
        var values: [String: Any] = ["address": address, "ends": ends]
        mistakes.add(to: &values)
        addSecurityCode(to: &values, settings)
        return site.views.page(
            "link", site, title: ends ? "Unsubscribe" : "Your subscription", values: values,
            status: mistakes.isEmpty ? .ok : .unprocessableContent)
    }
}
