/// uuencode (IEEE 1003.1, `uuencode`) as a transfer encoding: everything from `begin` to `end`; text around it is dropped.
///
/// A body without a `begin` line comes out as it is.
struct UUDecoder: Sendable {
    private enum Stage: Sendable { case beforeBegin, inside, afterEnd, raw }

    private var stage = Stage.beforeBegin
    /// A line whose end has not come yet.
    private var line: [UInt8] = []
    /// What stood before the first `begin`, kept in case that there is none.
    private var preamble: [UInt8] = []
    private var offset = 0
    /// Where the line at hand begins.
    private var lineStart = 0
    /// Where text begins that stands around the file and is left out.
    private var textStart: Int?
    private(set) var defects = DefectLog()
    /// What the first `begin` line names.
    private(set) var filename: String?

    /// Whether that line may still come.
    var awaitsFilename: Bool { stage == .beforeBegin }

    /// Blanks that were put back at the ends of lines, in characters.
    private var restored = 0

    /// So much is read in search of the first `begin`.
    private static let maximumPreamble = 65_536
    /// A line of data has at most 61 characters; what is longer than this is cut.
    private static let maximumLine = 1_024

    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        var position = 0
        while position < input.count {
            if stage == .raw {
                append(input, position..<input.count, to: &output)
                break
            }
            let newline = firstIndex(of: UInt8(ascii: "\n"), in: input, from: position)
            let end = newline.map { $0 + 1 } ?? input.count
            if stage == .beforeBegin {
                // The search ends at one and the same byte, wherever a piece ends.
                let room = Self.maximumPreamble - preamble.count
                append(input, position..<min(end, position + room), to: &preamble)
                if end - position > room {
                    offset += room
                    position += room
                    giveUp(into: &output)
                    continue
                }
            }
            if line.isEmpty { lineStart = offset }
            append(input, position..<min(end, position + max(0, Self.maximumLine - line.count)), to: &line)
            if newline != nil {
                readLine(into: &output)
            }
            offset += end - position
            position = end
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if !line.isEmpty { readLine(into: &output) }
        switch stage {
        case .beforeBegin: giveUp(into: &output)
        case .inside: defects.note(.missingUuencodeEnd, offset)
        case .afterEnd:
            if let textStart { defects.note(.invalidUuencode, textStart) }
        case .raw: break
        }
    }

    private mutating func giveUp(into output: inout [UInt8]) {
        guard !preamble.isEmpty else { return }
        defects.note(.missingUuencodeBegin, 0)
        output += preamble
        preamble = []
        line = []
        stage = .raw
    }

    private mutating func readLine(into output: inout [UInt8]) {
        defer { line.removeAll(keepingCapacity: true) }
        let content = uuContent(line, 0..<line.count)
        switch stage {
        case .beforeBegin, .afterEnd:
            if let name = uuBegin(line, content) {
                if stage == .beforeBegin { filename = text(line, name) }
                if let text = textStart { defects.note(.invalidUuencode, text) }
                textStart = nil
                stage = .inside
                preamble = []
            } else if textStart == nil, !trimmed(line, content).isEmpty {
                textStart = lineStart
            }
        case .inside:
            if equalsIgnoringCase(line, content, "end") {
                stage = .afterEnd
            } else {
                // Whole lines of blanks were lost in some mails, and a mail of nothing else would grow thirtyfold.
                let room = offset + Self.maximumPreamble - restored
                var missing = 0
                if !appendUULine(line, content, to: &output, restoring: room, &missing) {
                    defects.note(.invalidUuencode, lineStart)
                }
                restored += missing
            }
        case .raw: break
        }
    }
}

/// A line without its line end; blanks at its end may be data and stay.
func uuContent(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var upper = range.upperBound
    while upper > range.lowerBound, ASCII.isLineEnd(bytes[upper - 1]) { upper -= 1 }
    return range.lowerBound..<upper
}

/// `begin MODE NAME`: the range of the name, or nil if the line is something else.
func uuBegin(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    guard line.count > 6, hasPrefix(bytes, at: line.lowerBound, "begin ") else { return nil }
    var position = line.lowerBound + 6
    let modeStart = position
    while position < line.upperBound, bytes[position] >= 0x30, bytes[position] < 0x38 { position += 1 }
    guard (3...6).contains(position - modeStart), position < line.upperBound, ASCII.isBlank(bytes[position])
    else { return nil }
    let name = trimmed(bytes, position..<line.upperBound)
    return name.isEmpty ? nil : name
}

/// Whether a line can be a line of data: its length fits to its first character, give or take stripped blanks.
func isUULine(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    guard let first = line.first.map({ bytes[$0] }), first >= 0x20, first <= 0x60 else { return false }
    let needed = (Int(first - 0x20) & 63 + 2) / 3 * 4
    return line.count - 1 <= needed + 2 && bytes[line].allSatisfy { $0 >= 0x20 && $0 <= 0x60 }
}

/// Appends the bytes of one line of data; false if characters were missing or outside of the alphabet.
func appendUULine(_ bytes: [UInt8], _ line: Range<Int>, to output: inout [UInt8]) -> Bool {
    var missing = 0
    return appendUULine(bytes, line, to: &output, restoring: .max, &missing)
}

/// - Parameters:
///   - room: How many blanks may be put back at its end. Where more are missing, it ends with what is there.
///   - missing: How many were.
private func appendUULine(
    _ bytes: [UInt8], _ line: Range<Int>, to output: inout [UInt8], restoring room: Int, _ missing: inout Int
) -> Bool {
    guard let first = line.first.map({ bytes[$0] }) else { return true }
    guard first >= 0x20, first <= 0x60 else { return false }
    var left = Int(first - 0x20) & 63
    var position = line.lowerBound + 1
    var isClean = true
    missing = max(0, (left + 2) / 3 * 4 - (line.upperBound - position))
    if missing > room {
        left = min(left, (line.upperBound - position) / 4 * 3)
        missing = 0
        isClean = false
    }
    while left > 0 {
        var group: UInt32 = 0
        for _ in 0..<4 {
            var byte: UInt8 = 0x20  // QUIRK: blanks at the end of a line get lost on the way and are put back.
            if position < line.upperBound { byte = bytes[position] } else { isClean = false }
            if byte < 0x20 || byte > 0x60 { isClean = false }
            group = group << 6 | UInt32((byte &- 0x20) & 63)
            position += 1
        }
        output.append(UInt8(truncatingIfNeeded: group >> 16))
        if left > 1 { output.append(UInt8(truncatingIfNeeded: group >> 8)) }
        if left > 2 { output.append(UInt8(truncatingIfNeeded: group)) }
        left -= 3
    }
    return isClean
}
