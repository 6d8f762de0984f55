import MIME

/// The boundaries that a mail has named so far.
struct ClassicBoundaries: Sendable {
    enum Match {
        case yes, no
        /// The text ends before that can be told.
        case tooShort
    }

    /// So many are remembered. A mail that names more is no mail; the newest is asked for all the same.
    static let maximumCount = 1000
    /// A line that may be the boundary of an outer multipart is looked into as far as this.
    private static let longestLine = 1000

    /// The newest, which the original asks for alone.
    private var newest: [UInt8] = []
    /// Those named before it. The original forgets them, so that an outer multipart never goes on.
    private var earlier: Set<[UInt8]> = []
    private(set) var isEmpty = true

    mutating func open(_ boundary: [UInt8]) {
        if !isEmpty, !newest.isEmpty, earlier.count < Self.maximumCount { earlier.insert(newest) }
        newest = boundary
        isEmpty = false
    }

    /// Whether the line that begins at `start` with a hyphen is a boundary line.
    ///
    /// QUIRK: of the newest boundary a prefix is enough, as in the original, so that `--foobar` ends a part of `foo`.
    /// Earlier ones are matched as RFC 2046, 5.1.1 asks, or ordinary text would be cut.
    func match(_ text: Span<UInt8>, at start: Int, atEnd: Bool) -> Match {
        guard start + 1 < text.count else { return atEnd ? .no : .tooShort }
        guard text[start + 1] == UInt8(ascii: "-") else { return .no }
        var index = 0
        while index < newest.count, start + 2 + index < text.count, text[start + 2 + index] == newest[index] {
            index += 1
        }
        if index == newest.count { return .yes }
        if start + 2 + index == text.count, !atEnd { return .tooShort }
        guard !earlier.isEmpty else { return .no }
        let limit = min(text.count, start + Self.longestLine)
        var end = start + 2
        while end < limit, text[end] != UInt8(ascii: "\n") { end += 1 }
        if end == text.count, !atEnd { return .tooShort }
        if end == limit, end < text.count { return .no }
        while end > start + 2, ASCII.isSpace(text[end - 1]) { end -= 1 }
        if isEarlier(text, start + 2..<end) { return .yes }
        guard end - start >= 4, text[end - 1] == UInt8(ascii: "-"), text[end - 2] == UInt8(ascii: "-") else {
            return .no
        }
        return isEarlier(text, start + 2..<end - 2) ? .yes : .no
    }

    private func isEarlier(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        // A boundary line may carry more than the 199 bytes that are kept of it.
        let range = range.lowerBound..<min(range.upperBound, range.lowerBound + ClassicParameters.longestBoundary)
        var name: [UInt8] = []
        name.append(copying: text.extracting(range))
        return earlier.contains(name)
    }
}
