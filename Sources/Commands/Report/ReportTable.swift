import Storage

/// A table of what was reported: a line a day, a reason or a domain.
package struct ReportTable {
    /// What a line stands for.
    package enum Grouping: String, CaseIterable {
        case day, reason, domain
    }

    /// One line.
    package struct Line: Equatable, Sendable {
        package let name: String
        package var hard = 0
        package var soft = 0
        package var complaints = 0
        package var other = 0
        /// How many became do-not-call or were unsubscribed by it.
        package var effective = 0

        package var total: Int { hard + soft + complaints + other }
    }

    package let lines: [Line]
    let grouping: Grouping

    /// Days stand in their order, each of them, reasons and domains by their number.
    package init(_ tallies: [ReportTally], by grouping: Grouping, days: ClosedRange<Int64>) {
        var lines: [Line] = grouping == .day ? days.map { Line(name: ReportTable.date($0)) } : []
        var places: [String: Int] = [:]
        for (place, line) in lines.enumerated() { places[line.name] = place }
        for tally in tallies {
            let name =
                switch grouping {
                case .day: ReportTable.date(tally.day)
                case .reason: tally.reason ?? tally.kind
                case .domain: tally.domain
                }
            let place = places[name] ?? lines.count
            if place == lines.count {
                lines.append(Line(name: name))
                places[name] = place
            }
            switch (tally.kind, tally.classification) {
            case ("bounce", "hard"): lines[place].hard += tally.count
            case ("bounce", _): lines[place].soft += tally.count
            case ("complaint", _): lines[place].complaints += tally.count
            default: lines[place].other += tally.count
            }
            lines[place].effective += tally.effective
        }
        self.grouping = grouping
        self.lines = grouping == .day ? lines : lines.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    }

    private init(lines: [Line], grouping: Grouping) {
        self.lines = lines
        self.grouping = grouping
    }

    /// The first lines, and one for all others: strangers name as many domains as they like.
    package func first(_ count: Int) -> ReportTable {
        guard lines.count > count + 1 else { return self }
        var others = Line(name: "all others")
        for line in lines[count...] {
            others.hard += line.hard
            others.soft += line.soft
            others.complaints += line.complaints
            others.other += line.other
            others.effective += line.effective
        }
        return ReportTable(lines: lines[..<count] + [others], grouping: grouping)
    }

    /// `2026-01-31`.
    private static func date(_ day: Int64) -> String { String(Clock.text(day * 86_400).prefix(10)) }

    /// Columns of equal width.
    var text: String {
        let width = max(10, lines.map(\.name.count).max() ?? 0)
        func row(_ name: String, _ cells: [String]) -> String {
            name + String(repeating: " ", count: max(0, width - name.count))
                + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined() + "\n"
        }
        var text = row("", ["hard", "soft", "complaints", "other", "silenced"])
        for line in lines {
            let cells = [line.hard, line.soft, line.complaints, line.other, line.effective]
            text += row(visible(line.name), cells.map(String.init))
        }
        return text
    }
}
