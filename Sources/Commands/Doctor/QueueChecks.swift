import Alerts
import Storage

/// Whether events become mails, and mails go out.
struct QueueChecks {
    let store: Store
    let settings: Settings
    let now: Int64

    /// How long something may wait before somebody has to look. A minute is what cron takes.
    private static let patienceSeconds: Int64 = 15 * 60
    /// How far back it looks for mails that were not sent.
    private static let memorySeconds: Int64 = 7 * 86_400
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
        return try found + endings()
    }

    /// What ended without being sent, and may be sent yet.
    private func endings() throws(StoreError) -> [Finding] {
        let ended = try store.endings(since: now - QueueChecks.memorySeconds)
        var found: [Finding] = []
        func mails(_ count: Int) -> String { count == 1 ? "1 mail" : "\(count) mails" }
        if ended.givenUp > 0 {
            found.append(
                Finding(
                    .givenUp,
                    "In the last week \(mails(ended.givenUp)) could not be sent, the last as: \(ended.lastGivenUp)",
                    remedy: "Mend what it says, then: email deliveries retry --state given-up"))
        }
        if ended.refused > 0, ended.sent == 0 {
            found.append(
                Finding(
                    .allRefused,
                    "In the last week nothing was sent; refused: \(mails(ended.refused)), the last as: \(ended.lastRefusal)",
                    remedy:
                        "If the mail server takes nothing from here, mend that, then: email deliveries retry --state failed"
                ))
        }
        return found
    }
}
