import Alerts
import Bounces
import Storage
import Transports

/// The file of `email-rules`.
package enum RulesFile {
    private static let maximumBytes = 1 << 20

    /// Why a file cannot be used, in a sentence.
    package struct Mistake: Error {
        package let message: String
        package var isUnreadable = false
    }

    /// The rules of a file before those of the library.
    package static func rules(_ path: String) throws(Mistake) -> Rules {
        let bytes: [UInt8]
        do throws(Descriptor.Objection) {
            bytes = try Descriptor.settingsFile(path, limit: maximumBytes)
        } catch {
            throw Mistake(message: "\(path): \(error.message)", isUnreadable: error.isUnreadable)
        }
        do throws(LocalRules.Mistake) {
            return Rules(.builtIn, local: try LocalRules(parsing: bytes))
        } catch {
            throw Mistake(message: "\(path), \(error)")
        }
    }

    /// What is set. Where the file cannot be used, those of the library, and why is in both logs: a mail is not kept waiting
    /// for it.
    package static func rules(_ settings: Settings, _ store: Store?, now: Int64) -> Rules {
        let path = settings[.rules]
        guard !path.isEmpty else { return .builtIn }
        do throws(Mistake) {
            return try rules(path)
        } catch {
            SystemLog.write(.error, "email-rules: \(error.message)")
            try? store?.writeLog("error", "email-rules: \(error.message)", now: now)
            return .builtIn
        }
    }
}
