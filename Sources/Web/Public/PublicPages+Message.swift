import Alerts
import Hummingbird
import Storage

/// `/msgadmin`: a message to the administrator.
extension PublicPages {
    private static let maximumSubject = 200
    private static let maximumText = 20_000

    func showMessageForm(_ request: Request, _ context: PageContext) async throws -> Response {
        messageForm(try await site.settings(), [:], Mistakes())
    }

    func sendMessage(_ request: Request, _ context: PageContext) async throws -> Response {
        let submission = try await submission(request, context)
        let settings = submission.settings
        let form = submission.form
        guard !settings[.admin].isEmpty else { return messageForm(settings, [:], Mistakes()) }
        var mistakes = Mistakes()
        let address = address(form, &mistakes)
        let (name, subject, text) = (form["sender"] ?? "", form["subject"] ?? "", form["text"] ?? "")
        if text.allSatisfy(\.isWhitespace) { mistakes.add("text", "Please write something.") }
        if text.count > PublicPages.maximumText {
            mistakes.add("text", "Please be briefer: a message has \(PublicPages.maximumText) characters at most.")
        }
        if subject.count > PublicPages.maximumSubject || name.count > PublicPages.maximumSubject {
            mistakes.add("subject", "Please shorten the name and the subject.")
        }
        check(submission, &mistakes)
        guard let address, mistakes.isEmpty else {
            return messageForm(
                settings, ["address": form["address"] ?? "", "sender": name, "subject": subject, "text": text], mistakes
            )
        }
        let letter = LetterWriter.message(
            from: address, name: name, subject: subject, text: text, client: submission.client.address)
        let now = site.now
        let isQueued = try await site.database.write {
            try $0.queueMessage(
                letter, to: settings[.admin], dailyLimit: max(1, settings.number(.forwardLimit)), now: now)
        }
        guard isQueued else { throw HTTPError(.tooManyRequests) }
        site.wake()
        return site.views.page("thanks", site, title: "Thank you")
    }

    private func messageForm(_ settings: Settings, _ typed: [String: Any], _ mistakes: Mistakes) -> Response {
        guard !settings[.admin].isEmpty else {
            return site.views.page("nobody", site, title: "Nobody is here", status: .notFound)
        }
        var values = typed
        mistakes.add(to: &values)
        addSecurityCode(to: &values, settings)
        return site.views.page(
            "msgadmin", site, title: "Write to the administrator", values: values,
            status: mistakes.isEmpty ? .ok : .unprocessableContent)
    }
}
