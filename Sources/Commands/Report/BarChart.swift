/// A chart of stacked bars as SVG 1.1: a bar a line of a table. It needs nothing from outside, and can be read without colours.
package struct BarChart {
    let title: String
    let table: ReportTable
    /// Whether it stands in a page, whose style sheet has the colours: they are classes then, so that they suit a dark page too.
    let isEmbedded: Bool

    package init(title: String, table: ReportTable, isEmbedded: Bool = false) {
        self.title = title
        self.table = table
        self.isEmbedded = isEmbedded
    }

    private static let width = 960
    private static let height = 360
    private static let left = 56
    private static let bottom = 300
    private static let top = 56

    private static let colours = [
        ("hard", "#b3261e"), ("soft", "#e0a030"), ("complaints", "#5b3a8e"), ("other", "#9aa5b1"),
    ]

    /// The file, or the element of a page.
    package var svg: String {
        var lines = [
            "<svg \(isEmbedded ? "class=\"chart\" " : "")xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(BarChart.width) \(BarChart.height)\" role=\"img\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"12\">",
            "<title>\(BarChart.escaped(title))</title>",
        ]
        if !isEmbedded { lines.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>") }
        lines.append(
            "<text x=\"\(BarChart.left)\" y=\"24\" font-size=\"16\" \(ink)>\(BarChart.escaped(title))</text>")
        lines += legend + axis + bars
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private var ink: String { isEmbedded ? "fill=\"currentColor\"" : "fill=\"#1b1f24\"" }
    private var faintInk: String { isEmbedded ? "class=\"chart-label\"" : "fill=\"#57606a\"" }
    private var line: String { isEmbedded ? "class=\"chart-line\"" : "stroke=\"#dde1e6\"" }

    private func fill(_ colour: (String, String)) -> String {
        isEmbedded ? "class=\"chart-\(colour.0)\"" : "fill=\"\(colour.1)\""
    }

    private var legend: [String] {
        BarChart.colours.enumerated().flatMap { index, item in
            let x = BarChart.left + index * 110
            return [
                "<rect x=\"\(x)\" y=\"34\" width=\"10\" height=\"10\" \(fill(item))/>",
                "<text x=\"\(x + 15)\" y=\"43\" \(ink)>\(item.0)</text>",
            ]
        }
    }

    /// The next of 1, 2, 5, 10, 20, 50, ... that no bar exceeds.
    private var ceiling: Int {
        let most = max(1, table.lines.map(\.total).max() ?? 1)
        var scale = 1
        while true {
            for step in [1, 2, 5] where step * scale >= most { return step * scale }
            scale *= 10
        }
    }

    private var axis: [String] {
        let ceiling = ceiling
        let ticks = ceiling >= 4 ? 4 : ceiling
        return (0...ticks).flatMap { tick in
            let value = ceiling * tick / ticks
            let y = BarChart.bottom - (BarChart.bottom - BarChart.top) * value / ceiling
            return [
                "<line x1=\"\(BarChart.left)\" x2=\"\(BarChart.width - 8)\" y1=\"\(y)\" y2=\"\(y)\" \(line)/>",
                "<text x=\"\(BarChart.left - 6)\" y=\"\(y + 4)\" text-anchor=\"end\" \(faintInk)>\(value)</text>",
            ]
        }
    }

    private var bars: [String] {
        guard !table.lines.isEmpty else { return [] }
        let space = Double(BarChart.width - 8 - BarChart.left) / Double(table.lines.count)
        // As many names as find room.
        let each = max(1, Int((labelWidth / space).rounded(.up)))
        var lines: [String] = []
        for (index, line) in table.lines.enumerated() {
            let x = Double(BarChart.left) + space * (Double(index) + 0.1)
            var y = Double(BarChart.bottom)
            let values = [line.hard, line.soft, line.complaints, line.other]
            lines.append("<g><title>\(BarChart.escaped(line.name)): \(words(values))</title>")
            for (value, colour) in zip(values, BarChart.colours) where value > 0 {
                let height = Double(BarChart.bottom - BarChart.top) * Double(value) / Double(ceiling)
                y -= height
                lines.append(
                    "<rect x=\"\(tenths(x))\" y=\"\(tenths(y))\" width=\"\(tenths(space * 0.8))\" "
                        + "height=\"\(tenths(height))\" \(fill(colour))/>")
            }
            lines.append("</g>")
            guard index % each == 0 else { continue }
            lines.append(label(line.name, at: x + space * 0.4))
        }
        return lines
    }

    /// What a name under a bar takes: a day without its year, or a line that is turned.
    private var labelWidth: Double { table.grouping == .day ? 44 : 16 }

    private func label(_ name: String, at x: Double) -> String {
        let y = BarChart.bottom + 18
        guard table.grouping != .day else {
            return "<text x=\"\(tenths(x))\" y=\"\(y)\" text-anchor=\"middle\" \(faintInk)>"
                + "\(BarChart.escaped(String(name.suffix(5))))</text>"
        }
        let text = name.count > 15 ? String(name.prefix(14)) + "…" : name
        return
            "<text x=\"\(tenths(x))\" y=\"\(y - 4)\" text-anchor=\"end\" transform=\"rotate(-28 \(tenths(x)) \(y - 4))\" "
            + "\(faintInk)>\(BarChart.escaped(text))</text>"
    }

    private func words(_ values: [Int]) -> String {
        zip(values, BarChart.colours).map { "\($0) \($1.0)" }.joined(separator: ", ")
    }

    /// A number with one decimal, whatever the locale.
    private func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// What strangers wrote, as text of XML 1.0.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // The marks that turn the direction of writing around too.
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value >= 0xFFFE
                || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value):
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
