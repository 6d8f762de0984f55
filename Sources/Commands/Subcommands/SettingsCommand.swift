import Alerts
import ArgumentParser
import Storage
import Transports

/// `email settings`
struct SettingsCommand: SendingCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Show the settings, or set one.",
        discussion: """
            Without arguments every setting is listed with its value; with a name, that one is explained; with a name and a \
            value it is set. An empty value goes back to the default. They stand in Fossil's table config, so that Fossil \
            sees the same.

            SETTINGS
            \(Setting.allCases.map(manual).joined(separator: "\n"))

            EXAMPLES
                email settings
                email settings email-keep-days 90
                email settings email-receive-dir ''

            EXIT STATUS
                0    shown or set
                64   there is no such setting
                78   the value does not suit, or the database is missing or wrong
            """)

    @Argument(help: "The setting.")
    var name: String?

    @Argument(help: "Its new value.")
    var value: String?

    @OptionGroup var database: DatabaseOptions

    func run(smtp: MakeSMTP) throws {
        let store = try database.open(readOnly: value == nil)
        let settings = try storing { () throws(StoreError) in try store.settings() }
        guard let name else {
            for setting in Setting.allCases { Console.line(visible(SettingsCommand.line(setting, settings))) }
            let known = Set(Setting.allCases.map(\.rawValue))
            for (name, value) in settings.values.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
                Console.line(visible(SettingsCommand.padded(name) + value))
            }
            return
        }
        guard let setting = Setting(rawValue: name) else {
            throw Failure(.usage, "there is no setting \(name); `email settings` lists them")
        }
        guard let value else {
            Console.line(visible(SettingsCommand.line(setting, settings)))
            Console.line(HelpText.indented(setting.explanation, by: 4))
            return
        }
        if let objection = setting.objection(to: value, smtp: smtp) {
            throw Failure(.configuration, "\(name): '\(value)' does not suit. \(objection)")
        }
        try storing { () throws(StoreError) in try store.set(name, to: value, now: Clock.now) }
    }

    /// A setting as the help tells it.
    private static func manual(_ setting: Setting) -> String {
        let usual = setting.defaultValue.isEmpty ? "" : "  (default: \(setting.defaultValue))"
        return "    \(setting.rawValue)\(usual)\n" + HelpText.indented(setting.explanation, by: 8)
    }

    private static func line(_ setting: Setting, _ settings: Settings) -> String {
        let isSet = !(settings.values[setting.rawValue] ?? "").isEmpty
        let value = settings[setting]
        return padded(setting.rawValue) + value + (isSet || value.isEmpty ? "" : "  (default)")
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 32 - name.count))
    }
}
