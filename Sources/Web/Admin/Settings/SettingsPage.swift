import Alerts
import Commands
import HTTPTypes
import Hummingbird
import Storage

/// `/setup_email`: every setting, and a mail that shows whether they work.
struct SettingsPage: Sendable {
    let visit: AdminVisit

    func show() async throws -> Response {
        try await page([:], [:])
    }

    /// - Parameters:
    ///   - typed: What was typed, and is not saved.
    ///   - objections: Why.
    private func page(
        _ typed: [Setting: String], _ objections: [Setting: String], testError: String? = nil, recipient: String? = nil
    ) async throws -> Response {
        let (settings, kind) = try await visit.site.database.slowRead { (try $0.settings(), try $0.kind()) }
        var values: [String: Any] = [
            "self": visit.site.path("/setup_email"), "recipient": recipient ?? settings[.admin],
            "groups": SettingGroup.all(kind).map { group in
                [
                    "id": group.id, "heading": group.title,
                    "fields": group.settings.map {
                        SettingField.values(
                            $0, value: typed[$0] ?? SettingsPage.stored($0, settings), objection: objections[$0])
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
        let isBad = !wrong.isEmpty || testError != nil
        return visit.page(
            "admin-settings", title: "Settings", values, status: isBad ? .unprocessableContent : .ok)
    }

    /// What stands in the database; empty for the default.
    private static func stored(_ setting: Setting, _ settings: Settings) -> String {
        if setting == .sendMethod, let own = settings.values[Setting.ownSendMethod.rawValue], !own.isEmpty {
            return own
        }
        return settings.values[setting.rawValue] ?? ""
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
        var typed: [Setting: String] = [:]
        for setting in Setting.allCases where setting.belongs(to: kind) && !setting.isDerived {
            guard let value = form[setting.rawValue] else { continue }
            // Browsers end lines as mails do.
            typed[setting] =
                value.split(separator: "\r\n", omittingEmptySubsequences: false)
                .joined(separator: "\n").trimmed
        }
        // What another program has set stands as long as nobody touches it.
        let changes = typed.filter { $0.value != SettingsPage.stored($0.key, settings) }
        let smtp = visit.desk.smtp
        let objections = try await visit.desk.worker.run {
            var objections: [Setting: String] = [:]
            for (setting, value) in changes { objections[setting] = setting.objection(to: value, smtp: smtp) }
            return objections
        }
        if !objections.isEmpty { return try await page(typed, objections) }
        let now = visit.now
        let list = Setting.allCases.compactMap { setting in changes[setting].map { (setting: setting, value: $0) } }
        if !list.isEmpty { try await visit.site.database.write { try $0.set(list, now: now) } }
        visit.desk.findings.forget()
        return visit.done(list.isEmpty ? "same" : "saved", at: "/setup_email")
    }

    // MARK: A test mail

    private func test(_ form: Form) async throws -> Response {
        let recipient = (form["to"] ?? "").trimmed
        guard isSendable(recipient) else {
            return try await page([:], [:], testError: "That is no mail address.", recipient: recipient)
        }
        let path = visit.site.database.path
        let trouble = try await visit.desk.worker.run { try TestMail.trouble(database: path) }
        if let trouble { return try await page([:], [:], testError: trouble, recipient: recipient) }
        let now = visit.now
        let id = try await visit.site.database.write { try TestMail.queue(to: recipient, $0, now: now) }
        guard let id else {
            return try await page(
                [:], [:], testError: "That subscriber is do-not-call: nothing is sent to them.", recipient: recipient)
        }
        visit.site.wake()
        return visit.done("test", at: "/queue/\(id)")
    }
}
