import MIME

/// Finds the boundary that a header line names.
struct ClassicParameters: Sendable {
    /// The original keeps so many bytes; RFC 2046 allows 70.
    static let longestBoundary = 199

    /// The line at hand belongs to a Content-Type field, perhaps as a continuation.
    private var inContentType = false

    /// The value of `boundary="..."`, which may stand in any header line, in small letters and with no blanks, as in the
    /// original; or of any `boundary` parameter of a Content-Type field, which the original misses.
    mutating func boundary(in line: Span<UInt8>) -> [UInt8]? {
        if !ASCII.isBlank(line[0]) {
            inContentType = line.hasPrefix("content-type:", ignoringCase: true)
        }
        if let found = line.firstRange(of: "boundary=\"", ignoringCase: false) {
            return quoted(line, from: found.upperBound)
        }
        guard inContentType else { return nil }
        var start = 0
        while let found = line.firstRange(of: "boundary", ignoringCase: true, from: start) {
            if isParameterStart(line, found.lowerBound), let value = value(line, after: found.upperBound) {
                return value
            }
            start = found.upperBound
        }
        return nil
    }

    private func isParameterStart(_ line: Span<UInt8>, _ position: Int) -> Bool {
        guard position > 0 else { return true }
        let before = line[position - 1]
        return ASCII.isSpace(before) || before == UInt8(ascii: ";")
    }

    /// What follows the name: blanks, `=`, blanks, and a quoted or unquoted value.
    private func value(_ line: Span<UInt8>, after position: Int) -> [UInt8]? {
        var position = skipBlanks(line, position)
        guard position < line.count, line[position] == UInt8(ascii: "=") else { return nil }
        position = skipBlanks(line, position + 1)
        guard position < line.count else { return nil }
        if line[position] == UInt8(ascii: "\"") { return quoted(line, from: position + 1) }
        var end = position
        while end < line.count, line[end] != UInt8(ascii: ";"), !ASCII.isSpace(line[end]) { end += 1 }
        guard end > position else { return nil }
        return copy(line, position..<end)
    }

    private func quoted(_ line: Span<UInt8>, from start: Int) -> [UInt8] {
        let end = firstIndex(of: UInt8(ascii: "\""), in: line, from: start) ?? line.count
        return copy(line, start..<end)
    }

    private func copy(_ line: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var value: [UInt8] = []
        value.append(
            copying: line.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longestBoundary)))
        return value
    }

    private func skipBlanks(_ line: Span<UInt8>, _ position: Int) -> Int {
        var position = position
        while position < line.count, ASCII.isSpace(line[position]) { position += 1 }
        return position
    }
}
