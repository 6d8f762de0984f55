/// What of a notice speaks of each of several recipients.
///
/// Words stand behind an address, up to the next one. Lines further down that name an address again, as those of a transcript
/// do, speak of that one and of no other. A list of bare addresses shares the words behind the last of them.
struct WordShares {
    /// Where a line further down speaks of recipients, and of which.
    private struct Block {
        let range: Range<Int>
        let owners: [Int]
    }

    private let ranges: [Range<Int>]
    /// In the order of the notice.
    private var blocks: [Block] = []
    /// For each recipient the blocks that are its own.
    private var own: [[Range<Int>]]
    /// For each recipient the first behind it that has words; the count where none has.
    private var next: [Int]

    /// - Parameter ranges: What stands behind each address.
    init(_ list: [NoticeReader.Candidate], _ ranges: [Range<Int>], _ reader: NoticeReader) {
        self.ranges = ranges
        own = Array(repeating: [], count: list.count)
        next = Array(repeating: list.count, count: list.count)
        var owners: [Int: [Int]] = [:]
        for (index, candidate) in list.enumerated() {
            for line in candidate.mentions { owners[line, default: []].append(index) }
        }
        let named = Set(owners.keys).union(list.map(\.line))
        for (line, indices) in owners.sorted(by: { $0.key < $1.key }) {
            let block = reader.block(at: line, named: named)
            blocks.append(Block(range: block, owners: indices))
            for index in indices { own[index].append(block) }
        }
        var first = list.count
        for index in list.indices.reversed() {
            next[index] = first
            if Words.saysAnything(reader.notice.text.bytes, ranges[index]) { first = index }
        }
        bytes = reader.notice.text.bytes
    }

    private let bytes: [UInt8]

    func pieces(about index: Int) -> [Range<Int>] {
        let pieces = withoutOthers(ranges[index], index)
        if pieces.contains(where: { Words.saysAnything(bytes, $0) }) { return pieces }
        if !own[index].isEmpty { return own[index] }
        // What stood behind it was all of others.
        if Words.saysAnything(bytes, ranges[index]) { return [] }
        return next[index] < ranges.count ? withoutOthers(ranges[next[index]], index) : pieces
    }

    /// The parts of a range that speak of nobody else.
    private func withoutOthers(_ range: Range<Int>, _ index: Int) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        for block in blocks[firstBlock(endingBehind: start)...] {
            if block.range.lowerBound >= range.upperBound { break }
            if block.owners.contains(index) { continue }
            if block.range.lowerBound > start { pieces.append(start..<block.range.lowerBound) }
            start = max(start, block.range.upperBound)
        }
        if start < range.upperBound { pieces.append(start..<range.upperBound) }
        return pieces
    }

    private func firstBlock(endingBehind position: Int) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].range.upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
