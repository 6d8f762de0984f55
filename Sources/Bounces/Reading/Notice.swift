import MIME

/// The human text of a mail, cut where the returned original begins, with its lines and the cues found in it.
struct Notice {
    /// A line without blanks at its ends.
    struct Line {
        let range: Range<Int>
        /// Where the line stands in `flow`.
        let flow: Int
        /// Quoted with `> `: somebody else's words.
        let isQuoted: Bool
    }

    let text: FoldedText
    private(set) var lines: [Line] = []
    /// The lowercased lines joined with blanks, so that a phrase is found across a line end.
    private(set) var flow: [UInt8] = []
    private(set) var cues: [Rules.Found] = []
    /// Where the returned original begins, or the end.
    private(set) var cut: Int
    /// The separator line, where there is one.
    private(set) var separator: Range<Int>?
    /// Where a report (RFC 3464) written into the text begins.
    private(set) var embeddedReport: Int?

    /// No notice has more lines in front of the original.
    static let lineLimit = 3000

    init(_ bytes: [UInt8], _ rules: Rules) {
        text = FoldedText(bytes)
        cut = text.count
        flow.reserveCapacity(min(text.count, 4096))
        lines.reserveCapacity(min(text.count / 32, 64))
        split(rules)
        cues = rules.find(in: flow.span)
    }

    private mutating func split(_ rules: Rules) {
        let lower = text.lower
        let count = lower.count
        var position = 0
        var contentLines = 0
        while position < count, lines.count < Notice.lineLimit {
            let end = firstIndex(of: 0x0A, in: lower, position..<count) ?? count
            let range = trimmed(lower, position..<end)
            if range.isEmpty {
                lines.append(Line(range: range, flow: flow.count, isQuoted: false))
                position = end + 1
                continue
            }
            if separates(lower, range, isIndented: range.lowerBound > position, contentLines, rules) {
                cut = position
                return
            }
            let first = lower[range.lowerBound]
            let isQuoted =
                first == UInt8(ascii: ">") && range.count > 1 && lower[range.lowerBound + 1] != UInt8(ascii: ">")
            if !flow.isEmpty { flow.append(0x20) }
            lines.append(Line(range: range, flow: flow.count, isQuoted: isQuoted))
            if !isQuoted {
                append(lower.span, range, to: &flow)
                contentLines += 1
            }
            if embeddedReport == nil, !isQuoted, isReportField(lower, range) { embeddedReport = position }
            position = end + 1
        }
        cut = min(position, count)
    }

    /// Whether the returned original begins behind this line, or with it.
    private mutating func separates(
        _ lower: [UInt8], _ line: Range<Int>, isIndented: Bool, _ contentLines: Int, _ rules: Rules
    ) -> Bool {
        var start = line.lowerBound
        var end = line.upperBound
        var marks = 0
        while start < end, isRule(lower[start]) {
            start += 1
            if lower[start - 1] != 0x20 { marks += 1 }
        }
        while end > start, isRule(lower[end - 1]) { end -= 1 }
        guard start < end else { return false }
        if end - start < 80 || marks > 1 {
            for word in rules.separators[Int(lower[start])] where hasPrefix(lower, at: start, word) {
                // "Original message follows." separates, "The original message was received at ..." does not.
                let after = start + word.utf8CodeUnitCount
                guard marks > 1 || isWholeLine(lower, after, end) else { continue }
                separator = line
                return true
            }
        }
        guard !isIndented, contentLines > 0 else { return false }
        // The header itself, where nothing announces it.
        switch lower[line.lowerBound] {
        case UInt8(ascii: "r"):
            return Words.hasPrefix(lower, at: line.lowerBound, ["received: ", "received:from", "return-path:"])
        case UInt8(ascii: "d"): return hasPrefix(lower, at: line.lowerBound, "dkim-signature:")
        case UInt8(ascii: "a"): return hasPrefix(lower, at: line.lowerBound, "arc-seal:")
        case UInt8(ascii: "x"):
            return Words.hasPrefix(lower, at: line.lowerBound, ["x-received:", "x-originating-ip:"])
        default: return false
        }
    }

    /// Whether nothing but a few words, or a sentence that ends there, follows a separator's words.
    private func isWholeLine(_ lower: [UInt8], _ after: Int, _ end: Int) -> Bool {
        if after >= end { return true }
        let rest = after..<end
        if lower[end - 1] == UInt8(ascii: ":") || lower[end - 1] == UInt8(ascii: ".") {
            return !Words.contains(lower, rest, " was ") && !Words.contains(lower, rest, " is attached")
                && !Words.contains(lower, rest, " has ")
        }
        return Words.contains(lower, rest, "follow") || lower[after] == UInt8(ascii: ":") && rest.count < 3
    }

    /// A mark that separator lines are drawn with.
    private func isRule(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "#"),
            UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "<"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private func isReportField(_ lower: [UInt8], _ line: Range<Int>) -> Bool {
        switch lower[line.lowerBound] {
        case UInt8(ascii: "r"): hasPrefix(lower, at: line.lowerBound, "reporting-mta")
        case UInt8(ascii: "f"): hasPrefix(lower, at: line.lowerBound, "final-recipient")
        case UInt8(ascii: "o"): hasPrefix(lower, at: line.lowerBound, "original-recipient:")
        case UInt8(ascii: "a"): Words.hasPrefix(lower, at: line.lowerBound, ["action: failed", "action: delayed"])
        default: false
        }
    }

    /// Where the words end: at the report that is written into them, or at the returned original.
    var wordsEnd: Int { min(cut, embeddedReport ?? cut) }

    /// Whether a line of a dialogue tells of no failure: a command, or an answer to one that was taken.
    func isTaken(_ line: Line) -> Bool {
        Words.hasPrefix(text.lower, at: line.range.lowerBound, ["in: ", "out: 2", "out: 3"])
    }

    /// Where in `flow` the first paragraph ends.
    var firstParagraphEnd: Int {
        var isBegun = false
        for line in lines {
            if line.range.isEmpty, isBegun { return line.flow }
            if !line.range.isEmpty { isBegun = true }
        }
        return flow.count
    }

    func has(_ cue: Cue) -> Bool { cues.contains { $0.cue == cue } }

    func first(_ cue: Cue) -> Rules.Found? { cues.first { $0.cue == cue } }

    /// The line of `lines` that holds a position of `flow`.
    func lineIndex(ofFlow position: Int) -> Int {
        var low = 0
        var high = lines.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lines[middle].flow <= position { low = middle } else { high = middle }
        }
        return low
    }

    /// The position in the text of a position in `flow`.
    func textPosition(ofFlow position: Int) -> Int {
        guard !lines.isEmpty else { return 0 }
        let line = lines[lineIndex(ofFlow: position)]
        return min(line.range.lowerBound + max(0, position - line.flow), line.range.upperBound)
    }

    /// The line, for the evidence.
    func excerpt(ofFlow position: Int) -> String {
        guard !lines.isEmpty else { return "" }
        return text.excerpt(lines[lineIndex(ofFlow: position)].range)
    }
}
