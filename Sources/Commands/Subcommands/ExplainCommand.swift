import Alerts
import ArgumentParser
import Storage

/// `email explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why somebody gets mail, or no longer does.",
        discussion: """
            Subscriptions, verification, what was sent, what came back and which rule judged it, and what the next report \
            would do. Times are UTC.

            EXAMPLES
                email explain reader@example.net

            EXIT STATUS
                0    explained
                1    nobody subscribes with this address
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address, in any case.")
    var address: String

    @Option(help: ArgumentHelp("No more than the newest so many reports.", valueName: "number"))
    var limit = 20

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let now = Clock.now
        let found = try storing { () throws(StoreError) in
            try store.standing(address: address, limit: max(0, limit), now: now)
        }
        guard let standing = found else {
            throw Failure(.nothing, "\(address): nobody subscribes with this address")
        }
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let lines = ExplainCommand.lines(standing, settings: settings, now: now)
        Console.write(lines.map { visible($0) + "\n" }.joined())
    }

    private static func lines(_ standing: Standing, settings: Settings, now: Int64) -> [String] {
        let subscriber = standing.subscriber
        var lines = ["\(subscriber.address) (subscriber \(subscriber.id), since \(Clock.text(subscriber.created)))"]
        lines.append("  gets mail      \(fate(standing))")
        let wishes = SubscriptionLetter.names(subscriber.subscriptions)
        lines.append("  subscribed to  \(wishes.isEmpty ? "nothing" : wishes.joined(separator: ", "))")
        if subscriber.wantsDigest { lines.append("                 in one mail a day") }
        if let sent = standing.lastSent { lines.append("  last mail      \(Clock.text(sent))") }
        if let delivered = standing.history.lastAcceptance(of: subscriber, before: now) {
            lines.append("  last accepted  \(Clock.text(delivered)), as far as is known")
        }
        for incident in standing.incidents {
            lines.append(
                "  incident       \(incident.title), since \(Clock.text(incident.began)): it counts against nobody")
        }
        lines.append(standing.entries.isEmpty ? "  reports        none" : "  reports, the newest last")
        for entry in standing.entries { lines += words(entry) }
        lines.append("  what would follow")
        for outlook in Outlook.of(subscriber, history: standing.history, settings: settings, now: now) {
            lines.append("    \(outlook.event): \(outlook.decision.effect.rawValue). \(outlook.decision.because)")
        }
        return lines
    }

    private static func fate(_ standing: Standing) -> String {
        if standing.subscriber.isDoNotCall {
            guard let cause = standing.silencedBy else {
                return "no: do-not-call, set by a person or another program, not by a report"
            }
            return
                "no: do-not-call since \(Clock.text(cause.received)). \(cause.because) "
                + "`email allow \(standing.subscriber.address)` lets it in again."
        }
        if !standing.subscriber.isVerified { return "no: the address was never confirmed" }
        return "yes"
    }

    private static func words(_ entry: HistoryEntry) -> [String] {
        var what = entry.kind
        for word in [entry.classification, entry.status, entry.reason] { if let word { what += " \(word)" } }
        let place = entry.inbound.map { "mail \($0)" } ?? "seen while sending"
        let rule = entry.rule.map { ", rule \($0)" } ?? ""
        let state =
            entry.incidentID.map { ", part of incident \($0)" }
            ?? entry.lifted.map { ", taken back \(Clock.text($0))" } ?? ""
        return [
            "    \(Clock.text(entry.received))  \(what)  (\(entry.trust), \(place)\(rule)\(state))",
            "        \(entry.effect). \(entry.because)",
        ]
    }
}
