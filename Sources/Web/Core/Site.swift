import Alerts
import Commands
import Glibc
import Logging
import Mustache
import Serving
import Storage

/// What all pages share.
struct Site: Sendable {
    let database: DatabasePool
    let views: Views
    let settingsCache: SettingsCache
    let meters: Meters
    let logger: Logger
    /// Keys for what the pages give out and take back.
    let secrets: Secrets
    /// Whether X-Forwarded-For tells who connects.
    let trustsProxy: Bool
    /// Has what was queued sent soon.
    let wake: @Sendable () -> Void

    /// The path under which the pages are seen from outside, without a slash at its end; empty where there is none.
    var prefix: String { settingsCache.prefix.current }

    /// The settings that hold now.
    func settings() async throws -> Settings { try await database.steadyRead { try settingsCache.current($0) } }

    /// The path of a page as a browser has to ask for it.
    ///
    /// - Parameter path: Begins with a slash.
    func path(_ path: String) -> String { prefix + path }

    /// Seconds since 1970.
    var now: Int64 { Int64(time(nil)) }

    /// Has alerts go out after a page changed something, where `email-autoexec` asks for it. It costs the page nothing.
    func changed(_ settings: Settings) {
        if ["1", "on"].contains(settings[.autoexec]) { wake() }
    }
}
