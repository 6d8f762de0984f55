/// The boundaries of the multiparts that are open, innermost last.
///
/// Every body line that begins with `--` is looked up here, by hash: its cost does not grow with the depth.
struct BoundaryTable {
    private struct Entry {
        let boundary: [UInt8]
        let hash: UInt64
        /// The frame of the multipart.
        let frame: Int
        /// The entry with the same hash that this one hides, or -1.
        let hidden: Int
    }

    /// Longer ones are not taken as boundaries; RFC 2046, 5.1.1 allows 70.
    static let maximumLength = 1_000

    /// So many blanks after a boundary are allowed.
    private static let maximumPadding = 256

    private var entries: [Entry] = []
    /// The innermost entry of each hash, kept from the first time that there are many.
    private var newest: [UInt64: Int] = [:]
    private var isIndexed = false
    private static let maximumUnindexed = 8
    private var longest = 0

    var isEmpty: Bool { entries.isEmpty }

    func contains(_ boundary: [UInt8]) -> Bool {
        find(Self.hash(boundary, 0..<boundary.count), boundary, 0..<boundary.count) != nil
    }

    mutating func open(_ boundary: [UInt8], frame: Int) {
        let hash = Self.hash(boundary, 0..<boundary.count)
        let hidden = newestEntry(hash)
        entries.append(Entry(boundary: boundary, hash: hash, frame: frame, hidden: hidden))
        longest = max(longest, boundary.count)
        if isIndexed {
            newest[hash] = entries.count - 1
        } else if entries.count > Self.maximumUnindexed {
            isIndexed = true
            for (index, entry) in entries.enumerated() { newest[entry.hash] = index }
        }
    }

    /// Takes the boundary of `frame` out, if it is still there; it can only be the last one.
    mutating func close(frame: Int) {
        guard let last = entries.last, last.frame == frame else { return }
        entries.removeLast()
        if isIndexed { newest[last.hash] = last.hidden >= 0 ? last.hidden : nil }
    }

    enum Match {
        case none
        /// The line's end has not come yet.
        case needsMore
        case line(frame: Int, isClosing: Bool, next: Int)
    }

    /// Whether the line at `start`, which begins with `--`, is a boundary line: `"--" boundary ["--"] *WSP` and a line
    /// end (RFC 2046, 5.1.1). The longest boundary wins, then the innermost.
    func match(_ bytes: [UInt8], at start: Int, isLast: Bool) -> Match {
        let limit = start + 4 + longest + Self.maximumPadding
        let contentEnd = firstLineEnd(bytes, from: start + 2, to: min(limit, bytes.count))
        let next: Int
        if contentEnd >= limit { return .none }
        if contentEnd >= bytes.count {
            guard isLast else { return .needsMore }
            next = bytes.count
        } else {
            guard let end = lineEnd(bytes, at: contentEnd, isLast: isLast) else { return .needsMore }
            next = end.next
        }
        var end = contentEnd
        while end > start + 2, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
        let token = start + 2..<end
        guard token.count <= longest + 2 else { return .none }
        let isClosing = token.count >= 2 && bytes[end - 1] == 0x2D && bytes[end - 2] == 0x2D
        let stem = token.lowerBound..<(isClosing ? end - 2 : end)
        let stemHash = Self.hash(bytes, stem)
        if isClosing {
            let hash = Self.hash(bytes, stem.upperBound..<end, from: stemHash)
            if let frame = find(hash, bytes, token) { return .line(frame: frame, isClosing: false, next: next) }
        }
        guard let frame = find(stemHash, bytes, stem) else { return .none }
        return .line(frame: frame, isClosing: isClosing, next: next)
    }

    private func find(_ hash: UInt64, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var index = newestEntry(hash)
        while index >= 0 {
            if isBoundary(index, bytes, range) { return entries[index].frame }
            index = entries[index].hidden
        }
        return nil
    }

    private func isBoundary(_ index: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let boundary = entries[index].boundary
        guard boundary.count == range.count else { return false }
        for offset in boundary.indices where boundary[offset] != bytes[range.lowerBound + offset] { return false }
        return true
    }

    private func newestEntry(_ hash: UInt64) -> Int {
        if isIndexed { return newest[hash] ?? -1 }
        var index = entries.count - 1
        while index >= 0, entries[index].hash != hash { index -= 1 }
        return index
    }

    /// FNV-1a, so that the hash of a prefix can be carried on.
    private static func hash(
        _ bytes: [UInt8], _ range: Range<Int>, from start: UInt64 = 0xCBF2_9CE4_8422_2325
    ) -> UInt64 {
        var hash = start
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        return hash
    }
}
