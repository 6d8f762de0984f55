import Alerts
import ArgumentParser
import MIME
import Storage

/// `email incidents`
struct IncidentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "List the times when many failed at once, which count against nobody.",
        usage: """
            email incidents [options]
            email incidents dismiss <number>
            """,
        discussion: """
            When many subscribers of one provider fail within hours for one reason, the cause is not with them: nobody \
            becomes do-not-call by it, and who had is let in again. email-admin is told once. An incident ends by itself when \
            fewer fail. See `email settings` for email-incident-limit, -share and -hours.

            EXIT STATUS
                0    listed
                78   the database is missing or wrong
            """,
        subcommands: [IncidentsDismissCommand.self])

    @Flag(help: "Print a line of JSON an incident.")
    var json = false

    @Option(help: ArgumentHelp("No more than the newest so many.", valueName: "number"))
    var limit = 100

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        var output = JSONWriter()
        for incident in try storing({ () throws(StoreError) in try store.incidents(limit: max(0, limit)) }) {
            if json { IncidentsCommand.write(incident, to: &output) } else { IncidentsCommand.show(incident) }
        }
        Console.write(output.bytes)
    }

    private static func show(_ incident: Incident) {
        let end =
            incident.dismissed.map { "dismissed \(Clock.text($0))" }
            ?? incident.ended.map { "over \(Clock.text($0))" } ?? "goes on, last \(Clock.text(incident.last))"
        let proof = incident.group.trust == .verified ? "" : ", without proof"
        Console.line(
            visible(
                "\(incident.id)  \(Clock.text(incident.began))  \(incident.title)\(proof): \(incident.failing) of "
                    + "\(incident.subscribers) subscribers, \(incident.restored) let in again; \(end)"))
    }

    private static func write(_ incident: Incident, to json: inout JSONWriter) {
        json.beginObject()
        json.member("incident", Int(incident.id))
        json.member("side", incident.group.side.rawValue)
        json.member("provider", incident.group.provider)
        json.member("reason", incident.group.reason.rawValue)
        json.member("trust", incident.group.trust.rawValue)
        json.member("began", Int(incident.began))
        json.member("last", Int(incident.last))
        json.member("ended", incident.ended.map { Int($0) })
        json.member("failing", incident.failing)
        json.member("subscribers", incident.subscribers)
        json.member("restored", incident.restored)
        json.member("dismissed", incident.dismissed.map { Int($0) })
        json.endObject()
        json.newline()
    }
}
