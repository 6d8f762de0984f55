import Alerts
import Glibc
import Storage
import Transports

/// What the settings alone tell, and the files and programs that they name.
struct SettingChecks {
    let store: Store
    let settings: Settings

    func findings(_ smtp: MakeSMTP) throws(StoreError) -> [Finding] {
        values(smtp) + addresses() + links() + (try composing()) + folders() + (try method(smtp))
    }

    private static func set(_ setting: Setting, _ value: String) -> String {
        "email settings \(setting.rawValue) \(value)"
    }

    /// Values that `email settings` would not have taken: others write the table too.
    private func values(_ smtp: MakeSMTP) -> [Finding] {
        Setting.allCases.compactMap { setting in
            let value = settings.values[setting.rawValue] ?? ""
            guard
                let objection = setting.objection(to: value)
                    ?? Transports.objection(toFileOf: setting, value, smtp: smtp)
            else { return nil }
            return Finding(
                .settingWrong, "\(setting.rawValue) is '\(value)'. \(objection)",
                remedy: SettingChecks.set(setting, "VALUE"))
        }
    }

    private func addresses() -> [Finding] {
        var found: [Finding] = []
        if !isSendable(settings[.selfAddress]) {
            let value = settings[.selfAddress]
            found.append(
                Finding(
                    .selfMissing,
                    value.isEmpty
                        ? "email-self is not set: alerts have no sender, and bounces nowhere to go."
                        : "email-self is '\(value)', which is no whole address.",
                    remedy: SettingChecks.set(.selfAddress, "bounces@example.org")))
        }
        if settings[.admin].isEmpty {
            found.append(
                Finding(
                    .adminMissing,
                    "email-admin is not set: mails that are no report, and complaints that nobody proved, reach nobody.",
                    remedy: SettingChecks.set(.admin, "postmaster@example.org")))
        }
        return found
    }

    /// RFC 8058 3.1 wants https in List-Unsubscribe for the one click that large providers ask for.
    private func links() -> [Finding] {
        let url = settings[.url]
        if url.isEmpty {
            return [
                Finding(
                    .urlMissing,
                    "email-url is not set: alerts have no link to unsubscribe, and no List-Unsubscribe with one.",
                    remedy: SettingChecks.set(.url, "https://example.org/list"))
            ]
        }
        guard !url.hasPrefix("https://") else { return [] }
        return [
            Finding(
                .urlNotHTTPS,
                "email-url is '\(url)': alerts do not offer to unsubscribe with one click, which needs https (RFC 8058).",
                remedy: SettingChecks.set(.url, "https://..."))
        ]
    }

    /// Whether a mail can be written at all: key, templates, and what only the composer knows.
    private func composing() throws(StoreError) -> [Finding] {
        let keys = try store.signingKeys()
        if keys.isEmpty {
            return [
                Finding(
                    .keyMissing, "There is no key to sign return paths with: no bounce can be verified.",
                    remedy: "email init --db \(store.connection.path)")
            ]
        }
        let templates: Templates
        do {
            templates = try TemplateFolder.load(settings)
        } catch {
            let message = (error as? Failure)?.message ?? "\(error)"
            return [
                Finding(
                    .template, message,
                    remedy: "Mend that file, or use the default texts: \(SettingChecks.set(.templateDirectory, "''"))")
            ]
        }
        guard isSendable(settings[.selfAddress]) else { return [] }
        do throws(ComposeError) {
            _ = try Composer(settings: settings, keys: keys, templates: templates, now: Clock.now)
            return []
        } catch {
            var setting = "SETTING"
            if case .setting(let named, _) = error { setting = named.rawValue }
            return [Finding(.composing, error.description, remedy: "email settings \(setting) VALUE")]
        }
    }

    private func folders() -> [Finding] {
        guard let folder = settings.receiveDirectory, unsafe access(folder, W_OK) != 0 else { return [] }
        return [
            Finding(
                .receiveFolder, "email-receive-dir: \(folder): \(Descriptor.message()).",
                remedy: "install --directory --mode=700 --owner=USER \(folder)")
        ]
    }

    private func method(_ smtp: MakeSMTP) throws(StoreError) -> [Finding] {
        if let method = try store.exposedSendMethod() {
            return [
                Finding(
                    .methodUnknownToFossil,
                    "email-send-method is '\(method)', which Fossil does not know and takes for one that has sent: its alerts are lost.",
                    remedy: SettingChecks.set(.sendMethod, method))
            ]
        }
        return WayOutChecks(settings: settings).findings(smtp)
    }
}
