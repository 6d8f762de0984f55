import Alerts
import Glibc
import Storage
import Transports

/// The way out that the settings name, for a database.
enum WayOut {
    /// Nil where `email-send-method` is off, which is no mistake.
    ///
    /// - Throws: `Failure` for a setting that is missing or wrong.
    static func make(_ settings: Settings, origin: MailOrigin, smtp: MakeSMTP) throws -> (any Transport)? {
        do throws(TransportError) {
            return try makeTransport(settings: settings, origin: origin, log: log, smtp: smtp)
        } catch {
            if error.code == .off { return nil }
            throw Failure(.configuration, error.description)
        }
    }

    /// The mails of a database.
    static func origin(_ store: Store, path: String) throws(StoreError) -> MailOrigin {
        MailOrigin(path: fullPath(path), id: try store.originID() ?? "")
    }

    /// What programs said goes into the system's log; a person sees what went wrong too.
    private static var log: TransportLog {
        let isTerminal = isatty(2) == 1
        return TransportLog { level, line in
            let grade: SystemLog.Level =
                switch level {
                case .error: .error
                case .warning: .warning
                case .notice: .notice
                case .info: .info
                }
            SystemLog.write(grade, line)
            if isTerminal, level == .error || level == .warning { Console.note(visible(line)) }
        }
    }

    private static func fullPath(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
