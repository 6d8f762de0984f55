import Alerts
import Commands
import HTTPTypes
import Hummingbird
import Storage

/// `/announce`: a text to all who subscribe to announcements, looked at before it goes, and sent once.
struct AnnouncePage: Sendable {
    let visit: AdminVisit

    /// Of a form: a text in which every byte is escaped takes three times its room.
    static let maximumBytes = 1 << 20
    private static let subjectLimit = 500

    private struct Draft: Sendable {
        let subject: String
        let text: String

        init(_ form: Form) {
            subject = (form["subject"] ?? "").trimmed
            text = (form["text"] ?? "").split(separator: "\r\n", omittingEmptySubsequences: false)
                .joined(separator: "\n")
        }

        /// What is wrong with it.
        var mistakes: [String] {
            var mistakes: [String] = []
            if subject.isEmpty { mistakes.append("The subject is empty.") }
            if subject.utf8.count > AnnouncePage.subjectLimit { mistakes.append("The subject is too long.") }
            if subject.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                mistakes.append("The subject has control characters.")
            }
            if text.trimmed.isEmpty { mistakes.append("The text is empty.") }
            return mistakes
        }
    }

    func show() async throws -> Response {
        var values: [String: Any] = [:]
        if let count = visit.query["sent"].flatMap({ Int($0) }), count >= 0 {
            values["done"] = "\(AdminText.count(count, "mail")) queued."
        }
        return visit.page("admin-announce", title: "Announce", try await form(values, nil))
    }

    private func form(_ values: [String: Any], _ draft: Draft?) async throws -> [String: Any] {
        var values = values
        values["self"] = visit.site.path("/announce")
        values["audience"] = AdminText.count(
            try await visit.site.database.slowRead { try $0.announcementAudience() }, "subscriber")
        values["hasMistakes"] = values["mistakes"] != nil
        values["subject"] = draft?.subject ?? ""
        values["text"] = draft?.text ?? ""
        return values
    }

    func act(_ form: Form) async throws -> Response {
        let draft = Draft(form)
        if form["action"] == "edit" {
            return visit.page("admin-announce", title: "Announce", try await self.form([:], draft))
        }
        var mistakes = draft.mistakes
        let path = visit.site.database.path
        // What is wrong with the settings shows now, and not when the mails are due.
        let (letter, trouble, subname) = try await visit.desk.worker.run { () -> (Letter?, String?, String) in
            do {
                let outbox = try Outbox(try Store(path: path, readOnly: true))
                _ = try outbox.composer(now: Clock.now)
                let letter = outbox.writer.announcement(subject: draft.subject, text: draft.text)
                return (letter, nil, outbox.settings[.subname])
            } catch let failure as Failure {
                return (nil, failure.message, "")
            }
        }
        if let trouble { mistakes.append(trouble) }
        guard mistakes.isEmpty, let letter else {
            return visit.page(
                "admin-announce", title: "Announce",
                try await self.form(["mistakes": mistakes], draft), status: .unprocessableContent)
        }
        switch form["action"] {
        case "preview": return try await preview(draft, letter, subname)
        case "send": return try await send(form["ticket"] ?? "", letter)
        default: throw HTTPError(.badRequest)
        }
    }

    private func preview(_ draft: Draft, _ letter: Letter, _ subname: String) async throws -> Response {
        var values = try await form([:], draft)
        values["shownSubject"] = (subname.isEmpty ? "" : subname + " ") + letter.subject
        values["shownBody"] = letter.body
        values["ticket"] = AnnouncementTicket(made: visit.now).text(visit.site.secrets, visit.session)
        return visit.page("admin-announce-preview", title: "Announce this?", values)
    }

    private func send(_ word: String, _ letter: Letter) async throws -> Response {
        guard let ticket = AnnouncementTicket(word, visit.site.secrets, visit.session) else {
            throw HTTPError(.forbidden)
        }
        let now = visit.now
        let count = try await visit.site.database.write {
            try $0.announce(letter, ticket: ticket.nonce, made: ticket.made, now: now)
        }
        guard let count else {
            let values = try await form(
                ["mistakes": ["This announcement was sent before, or waited for a day. Nothing was sent."]], nil)
            return visit.page("admin-announce", title: "Announce", values, status: .conflict)
        }
        visit.desk.deliveryCounts.forget()
        if count > 0 { visit.site.wake() }
        return visit.desk.redirect(PageAddress(visit.site.path("/announce")).with("sent", "\(count)").text)
    }
}
