// Small helpers on bytes and ranges. All of them cut the range to the bytes that exist and never fail.

/// Whether `word` (exact bytes) stands at `position`.
public func hasPrefix(_ bytes: [UInt8], at position: Int, _ word: StaticString) -> Bool {
    matches(bytes, at: position, word, fold: false)
}

/// Whether `word`, given in lower case, stands at `position` in any case.
public func hasPrefixIgnoringCase(_ bytes: [UInt8], at position: Int, _ word: StaticString) -> Bool {
    matches(bytes, at: position, word, fold: true)
}

/// Whether `bytes[range]` is `word`, given in lower case, in any case.
///
/// Inlined as far as the lengths: nearly every question about a header field ends there.
@inlinable
public func equalsIgnoringCase(_ bytes: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Bool {
    range.count == word.utf8CodeUnitCount && hasPrefixIgnoringCase(bytes, at: range.lowerBound, word)
}

private func matches(_ bytes: [UInt8], at position: Int, _ word: StaticString, fold: Bool) -> Bool {
    let count = word.utf8CodeUnitCount
    guard word.hasPointerRepresentation, position >= 0, position <= bytes.count - count else { return false }
    let pattern = unsafe UnsafeBufferPointer(start: word.utf8Start, count: count)
    for index in 0..<count {
        let byte = bytes[position + index]
        let wanted = unsafe pattern[index]
        guard byte == wanted || (fold && ASCII.lowercased(byte) == wanted) else { return false }
    }
    return true
}

/// `range` without blanks and line ends at both ends.
public func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let range = clamped(range, bytes.count)
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, ASCII.isSpace(bytes[lower]) { lower += 1 }
    while lower < upper, ASCII.isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
}

/// `bytes` without blanks and line ends at both ends.
func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
    var lower = 0
    var upper = bytes.count
    while lower < upper, ASCII.isSpace(bytes[lower]) { lower += 1 }
    while lower < upper, ASCII.isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
}

/// A copy with A to Z in lower case; other bytes stay.
public func lowercasedASCII(_ bytes: [UInt8]) -> [UInt8] {
    lowercasedASCII(bytes, 0..<bytes.count)
}

/// A copy of `bytes[range]` with A to Z in lower case; other bytes stay.
public func lowercasedASCII(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    let range = clamped(range, bytes.count)
    // Not of a slice: a whole array would be shared, and copied once more when it is written to.
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    append(bytes.span, range, to: &copy)
    for index in copy.indices {
        let byte = copy[index]
        copy[index] = byte | ((byte &- 0x41 < 26) ? 0x20 : 0)
    }
    return copy
}

public func isASCII(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let range = clamped(range, bytes.count)
    return asciiEnd(bytes.span.extracting(range)) == range.count
}

/// `bytes[range]` as a String: as UTF-8 if that is what it is, else as windows-1252.
public func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    let range = clamped(range, bytes.count)
    let span = bytes.span.extracting(range)
    if utf8Error(span, from: 0) == nil {
        return String(decoding: bytes[range], as: UTF8.self)
    }
    var output: [UInt8] = []
    appendWindows1252(span, to: &output)
    return String(decoding: output, as: UTF8.self)
}
