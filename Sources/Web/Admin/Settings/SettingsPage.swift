import Alerts
import Commands
import HTTPTypes
import Hummingbird
import Storage

/// `/setup_email`: every setting, and a mail that shows whether they work.
struct SettingsPage: Sendable {
    /// A form has each setting twice: as it was shown and as it is sent.
    static let maximumBytes = 4 * Form.maximumBytes

    let visit: AdminVisit

    func show() async throws -> Response {
        try await page([:], [:])
    }

    /// - Parameters:
    ///   - typed: What was typed, and is not saved.
    ///   - objections: Why.
    private func page(
        _ typed: [Setting: String], _ objections: [Setting: String], testError: String? = nil,
        recipient: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (settings, kind) = try await visit.site.database.slowRead { (try $0.settings(), try $0.kind()) }
        var values: [String: Any] = [
            "self": visit.site.path("/setup_email"), "recipient": recipient ?? settings[.admin],
            "groups": SettingGroup.all(kind).map { group in
                [
                    "id": group.id, "heading": group.title,
                    "fields": group.settings.map {
                        let stored = SettingsForm.stored($0, settings)
                        return SettingField.values(
                            $0, value: typed[$0] ?? stored, shown: stored, objection: objections[$0])
                    },
                ] as [String: Any]
            },
        ]
        let wrong = Setting.allCases.filter { objections[$0] != nil }
        if !wrong.isEmpty {
            values["hasWrong"] = true
            values["wrong"] = wrong.map { ["setting": $0.rawValue, "objection": objections[$0] ?? ""] }
        }
        if let testError { values["testError"] = testError }
        switch visit.query["done"] {
        case "saved": values["done"] = "The settings are saved."
        case "same": values["done"] = "Nothing was changed."
        default: break
        }
        return visit.page("admin-settings", title: "Settings", values, status: status)
    }

    // MARK: Changes

    func act(_ form: Form) async throws -> Response {
        switch form["action"] {
        case "save": try await save(form)
        case "test": try await test(form)
        default: throw HTTPError(.badRequest)
        }
    }

    private func save(_ form: Form) async throws -> Response {
        let (settings, kind) = try await visit.site.database.slowRead { (try $0.settings(), try $0.kind()) }
        let sent = SettingsForm(form, kind: kind)
        let changes = sent.changes(from: settings)
        let smtp = visit.desk.smtp
        let objections = try await visit.desk.worker.run {
            var objections: [Setting: String] = [:]
            for (setting, value) in changes { objections[setting] = setting.objection(to: value, smtp: smtp) }
            return objections
        }
        if !objections.isEmpty {
            return try await page(sent.typed(settings), objections, status: .unprocessableContent)
        }
        let now = visit.now
        let list = Setting.allCases.compactMap { setting in changes[setting].map { (setting: setting, value: $0) } }
        // Another page may have saved since they were read.
        let current = try await visit.site.database.write { store in
            try store.set(list, now: now) { sent.conflicts(with: $0).isEmpty }
        }
        let conflicts = sent.conflicts(with: current)
        if !conflicts.isEmpty { return try await page(sent.typed(current), conflicts, status: .conflict) }
        visit.desk.findings.forget()
        return visit.done(list.isEmpty ? "same" : "saved", at: "/setup_email")
    }

    // MARK: A test mail

    private func test(_ form: Form) async throws -> Response {
        let recipient = (form["to"] ?? "").trimmed
        guard isSendable(recipient) else {
            return try await page(
                [:], [:], testError: "That is no mail address.", recipient: recipient,
                status: .unprocessableContent)
        }
        let path = visit.site.database.path
        let trouble = try await visit.desk.worker.run { try TestMail.trouble(database: path) }
        if let trouble {
            return try await page(
                [:], [:], testError: trouble, recipient: recipient, status: .unprocessableContent)
        }
        let now = visit.now
        let id = try await visit.site.database.write { try TestMail.queue(to: recipient, $0, now: now) }
        guard let id else {
            return try await page(
                [:], [:], testError: "That subscriber is do-not-call: nothing is sent to them.", recipient: recipient,
                status: .unprocessableContent)
        }
        visit.site.wake()
        return visit.done("test", at: "/queue/\(id)")
    }
}
