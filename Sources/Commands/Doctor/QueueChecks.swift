import Alerts
import Storage

/// Whether events become mails, and mails go out.
struct QueueChecks {
    let store: Store
    let settings: Settings
    let now: Int64

    /// How long something may wait before somebody has to look. A minute is what cron takes.
    private static let patienceSeconds: Int64 = 15 * 60
    /// Clocks of several machines may differ by so much.
    private static let clockTolerance: Int64 = 300

    func findings() throws(StoreError) -> [Finding] {
        var found: [Finding] = []
        if try store.triggerState() == .off {
            found.append(
                Finding(
                    .triggersOff, "The triggers that queue new events are off or missing: no event makes an alert.",
                    remedy: "email triggers on"))
        }
        if let latest = try store.latestTime(), latest > now + QueueChecks.clockTolerance {
            found.append(
                Finding(
                    .clock,
                    "The database has entries of \(Clock.text(latest)), and by the clock it is \(Clock.text(now)).",
                    remedy: "Set the clock: timedatectl set-ntp true"))
        }
        if let reason = try store.agentFailure() {
            found.append(
                Finding(
                    .agentFailed, "`email exec` ran, and the mail agent did not work: \(reason)",
                    remedy: "Mend what it says. For cron, whose PATH is short: "
                        + "email settings email-send-command '/usr/sbin/sendmail -ti'"))
        } else if settings.sendMethod != "off", let since = try store.waitingSince(),
            since < now - QueueChecks.patienceSeconds
        {
            found.append(
                Finding(
                    .notSent, "Alerts have been waiting since \(Clock.text(since)): nothing runs `email exec`.",
                    remedy:
                        "In /etc/cron.d/email: * * * * *  USER  /usr/local/bin/email exec --db \(store.connection.path)"
                ))
        }
        return found
    }
}
