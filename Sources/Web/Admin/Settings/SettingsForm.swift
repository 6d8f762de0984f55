import Alerts
import Storage

/// What a form of settings sends: each as the page showed it, and as it is now. A page that was open for long holds settings
/// that somebody has changed since; only what this person changed is meant.
struct SettingsForm: Sendable {
    private struct Entry: Sendable {
        /// Nil where a program sent the form, without what was shown.
        let shown: String?
        let sent: String
    }

    private var entries: [Setting: Entry] = [:]

    init(_ form: Form, kind: DatabaseKind) {
        for setting in Setting.allCases where setting.belongs(to: kind) && !setting.isDerived {
            guard let sent = form[setting.rawValue] else { continue }
            entries[setting] = Entry(
                shown: form["shown-" + setting.rawValue].map(SettingsForm.unified),
                sent: SettingsForm.unified(sent))
        }
    }

    /// What is to be saved. What another program has set stands as long as nobody touches it.
    func changes(from settings: Settings) -> [Setting: String] {
        typed(settings).filter { $0.value != SettingsForm.stored($0.key, settings) }
    }

    /// What the person typed or chose.
    func typed(_ settings: Settings) -> [Setting: String] {
        entries.filter { setting, entry in
            entry.sent != entry.shown ?? SettingsForm.stored(setting, settings)
        }.mapValues(\.sent)
    }

    /// What was changed both here and elsewhere since the page was shown, and to what there.
    func conflicts(with settings: Settings) -> [Setting: String] {
        var conflicts: [Setting: String] = [:]
        for (setting, value) in changes(from: settings) {
            guard let shown = entries[setting]?.shown else { continue }
            let stored = SettingsForm.stored(setting, settings)
            // The page showed what it could: `escaped` names control characters.
            if shown == SettingsForm.unified(PageText.legible(stored)) || value == SettingsForm.unified(stored) {
                continue
            }
            conflicts[setting] =
                stored.isEmpty
                ? "It was set back to its default after you opened this page. Save again if yours is right."
                : "It was set to “\(stored)” after you opened this page. Save again if yours is right."
        }
        return conflicts
    }

    /// What stands in the database; empty for the default.
    static func stored(_ setting: Setting, _ settings: Settings) -> String {
        if setting == .sendMethod, let own = settings.values[Setting.ownSendMethod.rawValue], !own.isEmpty {
            return own
        }
        return settings.values[setting.rawValue] ?? ""
    }

    /// Browsers end lines as mails do.
    private static func unified(_ text: String) -> String {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n").trimmed
    }
}
