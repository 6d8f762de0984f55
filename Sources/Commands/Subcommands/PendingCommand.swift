import Alerts
import ArgumentParser
import MIME
import Storage

/// `email pending`
struct PendingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "List the alerts that are still to be sent.",
        discussion: """
            One line an event: its id, and what was done about it so far. sentSep: those who want each alert by itself were \
            served; sentDigest: those who want one mail a day; sentMod: the moderators. An event that was served in both \
            ways leaves the list. What it says shows `email test-alert`; mails that wait for the mail agent, `email \
            deliveries`.

            EXIT STATUS
                0    listed, also where nothing is pending
                78   the database is missing or wrong
            """)

    @Flag(help: "Print a line of JSON an event.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let alerts = try storing { () throws(StoreError) in try store.pendingAlerts() }
        if json {
            var output = JSONWriter()
            for alert in alerts {
                output.beginObject()
                output.member("event", alert.id)
                output.key("sentSep")
                output.bool(alert.isSentSeparately)
                output.key("sentDigest")
                output.bool(alert.isSentInDigest)
                output.key("sentMod")
                output.bool(alert.isSentToModerators)
                output.endObject()
                output.newline()
            }
            Console.write(output.bytes)
            return
        }
        for alert in alerts {
            let words = [
                alert.isSentSeparately ? "sentSep" : "", alert.isSentInDigest ? "sentDigest" : "",
                alert.isSentToModerators ? "sentMod" : "",
            ].filter { !$0.isEmpty }
            let id = String(repeating: " ", count: max(0, 10 - alert.id.count)) + alert.id
            Console.line(visible(([id] + words).joined(separator: " ")))
        }
    }
}
