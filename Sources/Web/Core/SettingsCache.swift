import Alerts
import Storage
import Synchronization

/// The settings as they stand in the database, read again only after it has changed.
final class SettingsCache: Sendable {
    private struct State {
        var version: Int64?
        var settings: Settings
        var listName: String?
    }

    private let state: Mutex<State>
    /// As far as was last read.
    let prefix: SitePrefix

    /// - Parameter prefix: The path under which the pages are seen; nil for that of `email-url`.
    init(_ settings: Settings, prefix: String? = nil) {
        self.prefix = SitePrefix(given: prefix, url: settings[.url])
        state = Mutex(State(settings: settings, listName: SettingsCache.listName(settings)))
    }

    /// The settings that hold now.
    ///
    /// - Parameter store: Always the same one: see `DatabasePool.steadyRead`.
    func current(_ store: Store) throws(StoreError) -> Settings {
        let version = try store.dataVersion()
        if let known = state.withLock({ $0.version == version ? $0.settings : nil }) { return known }
        let settings = try store.settings()
        let listName = SettingsCache.listName(settings)
        state.withLock { $0 = State(version: version, settings: settings, listName: listName) }
        prefix.note(url: settings[.url])
        return settings
    }

    /// What the list is called, as far as was last read; nil where no setting says.
    var listName: String? { state.withLock { $0.listName } }

    /// `email-subname` without its brackets, else the phrase of `email-listid`.
    static func listName(_ settings: Settings) -> String? {
        var name = settings[.subname][...]
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        if name.isEmpty {
            let id = settings[.listID]
            name = id.firstIndex(of: "<").map { id[..<$0] } ?? ""
        }
        let words = name.split(separator: " ").joined(separator: " ")
        let plain = words.filter { $0 != "\"" }
        return plain.isEmpty ? nil : String(plain.prefix(60))
    }
}
