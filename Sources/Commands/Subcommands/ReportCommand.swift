import ArgumentParser
import MIME
import Storage
import Transports

extension ReportTable.Grouping: ExpressibleByArgument {}

/// `email report`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show how much came back, by day, reason and domain.",
        discussion: """
            A table with a line a day, a reason or a domain: proven or not, hard bounces, soft ones, complaints and all \
            other reports, and how many of them silenced somebody. Days are of UTC, by the time at which a report came.

            EXAMPLES
                email report
                email report --by reason --days 7
                email report --provider example.net --svg bounces.svg

            EXIT STATUS
                0    done
                73   the chart cannot be written
                78   the database is missing or wrong
            """)

    @Option(help: "What a line stands for: day, reason or domain.")
    var by = ReportTable.Grouping.day

    @Option(help: ArgumentHelp("Over so many days, today included.", valueName: "number"))
    var days = 30

    @Option(
        help: ArgumentHelp("Only this domain, of the addresses or of the servers that refused.", valueName: "domain"))
    var provider: String?

    @Flag(help: "Print a line of JSON a line.")
    var json = false

    @Option(help: ArgumentHelp("Write a chart instead; - is standard output.", valueName: "file"))
    var svg: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if !(1...3660).contains(days) { throw ValidationError("--days is a number from 1 to 3660.") }
    }

    func run() throws {
        let store = try database.open(readOnly: true)
        let today = Clock.now / 86_400
        let first = today - Int64(days) + 1
        let tallies = try storing { () throws(StoreError) in
            try store.reportTallies(since: first * 86_400, provider: provider)
        }
        // A report may come while this is read, after midnight.
        let table = ReportTable(
            tallies, by: by, days: first...(tallies.contains { $0.day == today + 1 } ? today + 1 : today))
        if let svg {
            let place = provider.map { " at \($0)" } ?? ""
            try write(BarChart(title: "Reports by \(by.rawValue)\(place), \(days) days", table: table).svg, to: svg)
        } else if json {
            Console.write(ReportCommand.json(table, by: by))
        } else {
            Console.write(table.text)
        }
    }

    private func write(_ chart: String, to path: String) throws {
        if path == "-" {
            Console.write(chart)
            return
        }
        guard Descriptor.replace(path, with: Array(chart.utf8)) else {
            throw Failure(.cannotCreate, "\(path): \(Descriptor.message())")
        }
    }

    private static func json(_ table: ReportTable, by grouping: ReportTable.Grouping) -> [UInt8] {
        var json = JSONWriter()
        for line in table.lines {
            json.beginObject()
            json.member(grouping.rawValue, line.name)
            json.member("hard", line.hard)
            json.member("soft", line.soft)
            json.member("complaints", line.complaints)
            json.member("other", line.other)
            json.member("silenced", line.effective)
            json.endObject()
            json.newline()
        }
        return json.bytes
    }
}
