import Commands
import Storage

/// What was reported of late, as tables and charts.
struct ReportCharts: Sendable {
    let visit: AdminVisit
    /// Today included.
    let days: Int

    /// No more domains and reasons have a bar of their own.
    private static let bars = 15

    func table(_ grouping: ReportTable.Grouping) async throws -> ReportTable {
        let today = visit.now / 86_400
        let first = today - Int64(days) + 1
        let tallies = try await visit.desk.tallies.value("\(days)") {
            try await visit.site.database.slowRead { try $0.reportTallies(since: first * 86_400, provider: nil) }
        }
        // A report may have come after midnight, while this was asked.
        let last = tallies.contains { $0.day == today + 1 } ? today + 1 : today
        let table = ReportTable(tallies, by: grouping, days: first...last)
        return grouping == .day ? table : table.first(ReportCharts.bars)
    }

    /// A chart, and the numbers that it shows.
    func values(_ grouping: ReportTable.Grouping) async throws -> [String: Any] {
        let table = try await table(grouping)
        let title = "Reports by \(grouping.rawValue), \(days) days"
        return [
            "heading": title, "grouping": grouping.rawValue,
            "svg": BarChart(title: title, table: table, isEmbedded: true).svg,
            "lines": table.lines.filter { $0.total > 0 }.map { line in
                [
                    "what": AdminText.cut(line.name, 100), "hard": line.hard, "soft": line.soft,
                    "complaints": line.complaints, "others": line.other, "effective": line.effective,
                ] as [String: Any]
            },
        ]
    }
}
