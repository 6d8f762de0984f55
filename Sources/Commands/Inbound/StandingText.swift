import Alerts
import Storage

/// Why somebody gets mail or not, in words.
package enum StandingText {
    /// What `email explain` prints.
    static func lines(_ standing: Standing, settings: Settings, now: Int64) -> [String] {
        let subscriber = standing.subscriber
        var lines = ["\(subscriber.address) (subscriber \(subscriber.id), since \(Clock.text(subscriber.created)))"]
        for fact in facts(standing, now: now) {
            var text = fact.text
            if fact.name == "gets mail", standing.silencedBy != nil {
                text += " `email allow \(subscriber.address)` lets it in again."
            }
            lines.append("  \(padded(fact.name))\(text)")
        }
        lines.append(standing.entries.isEmpty ? "  reports        none" : "  reports, the newest last")
        for entry in standing.entries {
            lines.append("    \(Clock.text(entry.received))  \(what(entry))  (\(circumstances(entry)))")
            lines.append("        \(entry.effect). \(entry.because)")
        }
        lines.append("  what would follow")
        for outlook in Outlook.of(subscriber, history: standing.history, settings: settings, now: now) {
            lines.append("    \(outlook.event): \(outlook.decision.effect.rawValue). \(outlook.decision.because)")
        }
        return lines
    }

    /// What holds now: the name of each fact, and what it is. One without a name goes on with the one before.
    package static func facts(_ standing: Standing, now: Int64) -> [(name: String, text: String)] {
        let subscriber = standing.subscriber
        let wishes = SubscriptionLetter.names(subscriber.subscriptions)
        var facts = [
            ("gets mail", fate(standing)),
            ("subscribed to", wishes.isEmpty ? "nothing" : wishes.joined(separator: ", ")),
        ]
        if subscriber.wantsDigest { facts.append(("", "in one mail a day")) }
        if let sent = standing.lastSent { facts.append(("last mail", Clock.text(sent))) }
        if let delivered = standing.history.lastAcceptance(of: subscriber, before: now) {
            facts.append(("last accepted", "\(Clock.text(delivered)), as far as is known"))
        }
        for incident in standing.incidents {
            facts.append(
                ("incident", "\(incident.title), since \(Clock.text(incident.began)): it counts against nobody"))
        }
        return facts
    }

    private static func fate(_ standing: Standing) -> String {
        if standing.subscriber.isDoNotCall {
            guard let cause = standing.silencedBy else {
                return "no: do-not-call, set by a person or another program, not by a report"
            }
            return "no: do-not-call since \(Clock.text(cause.received)). \(cause.because)"
        }
        if !standing.subscriber.isVerified { return "no: the address was never confirmed" }
        if standing.hasEnded {
            return "no alerts: the subscription has ended, as it was not renewed (email-renew-interval). "
                + "`email subscribe \(standing.subscriber.address)` renews it."
        }
        return "yes"
    }

    /// `bounce hard 5.1.1 user-unknown`.
    package static func what(_ entry: HistoryEntry) -> String {
        ([entry.kind] + [entry.classification, entry.status, entry.reason].compactMap { $0 }).joined(separator: " ")
    }

    /// Proof, place and rule of a report, and what became of it.
    private static func circumstances(_ entry: HistoryEntry) -> String {
        let place = entry.inbound.map { "mail \($0)" } ?? "seen while sending"
        let rule = entry.rule.map { ", rule \($0)" } ?? ""
        return "\(entry.trust), \(place)\(rule)" + (fate(entry).map { ", \($0)" } ?? "")
    }

    /// Why a report does not count; nil where it does.
    package static func fate(_ entry: HistoryEntry) -> String? {
        entry.incidentID.map { "part of incident \($0)" } ?? entry.lifted.map { "taken back \(Clock.text($0))" }
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 15 - name.count))
    }
}
