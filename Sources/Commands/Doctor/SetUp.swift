import Alerts
import Storage
import Transports

/// What is wrong with a set-up as far as settings, files and queue tell. Nothing is sent.
package enum SetUp {
    /// - Parameter now: Seconds since 1970.
    package static func findings(
        _ store: Store, _ settings: Settings, now: Int64, smtp: MakeSMTP
    ) throws(StoreError) -> [Finding] {
        try SettingChecks(store: store, settings: settings).findings(smtp)
            + QueueChecks(store: store, settings: settings, now: now).findings()
    }
}
