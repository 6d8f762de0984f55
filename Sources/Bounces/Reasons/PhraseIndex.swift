import MIME

/// Finds all phrases of some tables in one pass over a text.
///
/// Each phrase is filed under the six bytes with which one of its words begins: such that few texts hold and few phrases
/// share. The text is read once for where words begin, which is at one byte of six; the six bytes there are looked up, and
/// the few phrases that are filed under them are compared in place. Phrases that are too short for six are filed under
/// three, and those are looked up as well.
///
/// A phrase with a gap is filed in two halves: the first, when found, is noted, and the second, when found, looks at how far
/// back the note lies. So nothing is ever searched for twice.
///
/// A process that takes one mail builds an index for that mail alone. Finding out what a phrase is best filed under is
/// most of that, so the program has it written down (`Anchors`); and the phrases stay where the program has them.
struct PhraseIndex: Sendable {
    /// How many bytes the ` * ` in a phrase may stand for.
    static let gap = 80
    /// Halves and phrases have at least as many bytes.
    static let shortest = 4
    /// The bytes that one is filed under which has no `keyLength` behind the beginning of a word: ` ip=`.
    static let shortKeyLength = 3
    /// The bytes that a phrase is filed under, where it has as many behind the beginning of a word.
    static let keyLength = 6
    /// As many literals as numbers of 16 bits can name; what is beyond is not found.
    private static let maximum = 65_000

    /// What is asked of an entry before all of it is compared. It tells nearly always, and these are small enough to stay
    /// near: a look at an entry and at its bytes would wait for memory.
    private struct Link {
        /// The first four bytes of the literal, and its last four.
        let first: UInt32
        let last: UInt32
        /// Where in the literal the bytes begin that it is filed under.
        let anchor: UInt16
        let length: UInt16
        /// The next entry in the same slot, plus 1.
        let next: UInt16
    }

    private struct Entry {
        /// Where the literal stands in the lines of its table.
        let start: UInt32
        let length: UInt16
        let table: UInt16
        /// The number of the first half that this is, or that has to stand before it, plus 1.
        let half: UInt16
        let isFirstHalf: Bool

        init(_ range: Range<Int>, _ table: UInt16, half: Int, isFirstHalf: Bool) {
            start = UInt32(truncatingIfNeeded: range.lowerBound)
            length = UInt16(truncatingIfNeeded: range.count)
            self.table = table
            self.half = UInt16(truncatingIfNeeded: half)
            self.isFirstHalf = isFirstHalf
        }
    }

    /// A phrase that was found.
    struct Hit {
        let entry: UInt16
        let table: UInt16
        /// Where in the text it begins.
        let start: Int
        /// Where in the text it begins, or its second half does.
        let position: Int
        /// Where in the text it ends.
        let end: Int
        /// Bytes of its literals.
        let weight: Int
    }

    let tables: [PhraseTable]
    private let entries: [Entry]
    /// One for each entry.
    private let links: [Link]
    /// By 13 bits of a key's hash, the first entry filed under it, plus 1.
    private let slots: [UInt16]
    /// By 16 bits of it a bit that is set for what is filed (a Bloom filter). Small enough to stay in the first cache.
    private let filter: [UInt64]
    /// The lengths of the first halves.
    private let halves: [Int]

    /// - Parameter anchors: Where each phrase is filed, as `anchorLines` says it. Empty where that is to be found out.
    init(_ tables: [PhraseTable], anchors: StaticString = "") {
        self.tables = tables
        var bytes = 0
        for table in tables { bytes += table.lines.utf8CodeUnitCount }
        // A literal and what ends it have five bytes or more.
        let most = min(bytes / (PhraseIndex.shortest + 1) + tables.count, PhraseIndex.maximum)
        var slots = [UInt16](repeating: 0, count: PhraseIndex.slotCount)
        var filter = [UInt64](repeating: 0, count: PhraseIndex.filterCount)
        var filing = Filing(anchors)
        var links: [Link] = []
        var halves: [Int] = []
        // Into spans: what is written thousands of times is not asked each time whether it is shared or full.
        unsafe entries = [Entry](unsafeUninitializedCapacity: most) { entries, count in
            unsafe links = [Link](unsafeUninitializedCapacity: most) { links, linkCount in
                var entries = unsafe entries.mutableSpan
                var links = unsafe links.mutableSpan
                var slots = slots.mutableSpan
                var filter = filter.mutableSpan
                for number in tables.indices {
                    PhraseIndex.file(
                        tables[number].lines, UInt16(truncatingIfNeeded: number), &count, &entries, &links, &halves,
                        &slots, &filter, &filing)
                }
                linkCount = count
            }
        }
        self.links = links
        self.halves = halves
        self.slots = slots
        self.filter = filter
    }

    // MARK: Building

    /// Files each phrase of one table.
    private static func file(
        _ lines: StaticString, _ table: UInt16, _ count: inout Int, _ entries: inout MutableSpan<Entry>,
        _ links: inout MutableSpan<Link>,
        _ halves: inout [Int], _ slots: inout MutableSpan<UInt16>, _ filter: inout MutableSpan<UInt64>,
        _ filing: inout Filing
    ) {
        let buffer = unsafe UnsafeBufferPointer(start: lines.utf8Start, count: lines.utf8CodeUnitCount)
        let text = unsafe buffer.span
        var star = firstIndex(of: 0x2A, in: text, from: 0) ?? text.count
        var start = 0
        while start < text.count {
            let end = firstIndex(of: 0x0A, in: text, from: start) ?? text.count
            var half = 0
            if star < end {
                halves.append(star - start)
                half = halves.count
                let entry = Entry(start..<star, table, half: half, isFirstHalf: true)
                add(entry, text, &count, &entries, &links, &slots, &filter, &filing)
                start = star + 1
                star = firstIndex(of: 0x2A, in: text, from: end) ?? text.count
            }
            let entry = Entry(start..<end, table, half: half, isFirstHalf: false)
            add(entry, text, &count, &entries, &links, &slots, &filter, &filing)
            start = end + 1
        }
    }

    /// Files a literal under the beginning of one of its words.
    private static func add(
        _ entry: Entry, _ text: Span<UInt8>, _ count: inout Int, _ entries: inout MutableSpan<Entry>,
        _ links: inout MutableSpan<Link>,
        _ slots: inout MutableSpan<UInt16>, _ filter: inout MutableSpan<UInt64>, _ filing: inout Filing
    ) {
        let first = Int(entry.start)
        let last = first + Int(entry.length) - shortest
        guard last >= first, count < entries.count else { return }
        let anchor = min(first + filing.anchor(text, first, last), last + shortest - shortKeyLength)
        let hash = hash(key(text, anchor, last - anchor + shortest >= keyLength ? keyLength : shortKeyLength))
        let slot = slot(hash)
        links[count] = Link(
            first: window(text, first), last: window(text, last),
            anchor: UInt16(truncatingIfNeeded: anchor - first), length: entry.length, next: slots[slot])
        entries[count] = entry
        count += 1
        slots[slot] = UInt16(truncatingIfNeeded: count)
        filter[Int(hash >> 22)] |= filterBit(hash)
    }

    // MARK: Keys

    /// The four bytes at `index`.
    private static func window(_ bytes: Span<UInt8>, _ index: Int) -> UInt32 {
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self)
    }

    /// The `length` bytes at `index`; zero for those behind the end, which no phrase holds.
    @inline(__always)
    static func key(_ bytes: Span<UInt8>, _ index: Int, _ length: Int) -> UInt64 {
        let mask: UInt64 = 1 &<< UInt64(8 * length) &- 1
        if index &+ 8 <= bytes.count {
            return unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian & mask
        }
        var key: UInt64 = 0
        for offset in 0..<min(length, bytes.count - index) {
            key |= UInt64(bytes[index + offset]) << UInt64(8 * offset)
        }
        return key
    }

    static func hash(_ key: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    static let slotCount = 1 << 13
    private static let filterCount = 1 << 10
    static func slot(_ hash: UInt32) -> Int { Int(hash >> 19) }

    /// Whether something may be filed under a key.
    @inline(__always)
    private static func passes(_ hash: UInt32, _ filter: Span<UInt64>) -> Bool {
        filter[Int(hash >> 22)] & filterBit(hash) != 0
    }

    private static func filterBit(_ hash: UInt32) -> UInt64 { 1 &<< UInt64((hash >> 16) & 63) }

    // MARK: Finding

    /// All phrases in a lowercased text, in the order in which they end, the shorter first.
    ///
    /// - Complexity: linear in the text; what stands there is compared with what is filed under it, one phrase or few.
    func hits(in text: Span<UInt8>) -> [Hit] {
        var hits: [Hit] = []
        var seen: [Int] = []
        let filter = filter.span
        var starts = InlineArray<64, UInt8>(repeating: 0)
        var block = 0
        while block < text.count {
            let count = noteWordStarts(in: text, from: block, &starts)
            for number in 0..<count {
                let index = block + Int(starts[number])
                let key = PhraseIndex.key(text, index, PhraseIndex.keyLength)
                let long = PhraseIndex.hash(key)
                let short = PhraseIndex.hash(key & 0xFF_FFFF)
                if PhraseIndex.passes(long, filter) {
                    look(slots[PhraseIndex.slot(long)], text, index, &hits, &seen)
                    // Both in one slot: looked at already.
                    if PhraseIndex.slot(long) == PhraseIndex.slot(short) { continue }
                }
                if PhraseIndex.passes(short, filter) {
                    look(slots[PhraseIndex.slot(short)], text, index, &hits, &seen)
                }
            }
            block += 64
        }
        PhraseIndex.sort(&hits)
        return hits
    }

    /// They are nearly in order already: they come by where they are filed, which must not show.
    private static func sort(_ hits: inout [Hit]) {
        var index = 1
        while index < hits.count {
            var probe = index
            while probe > 0, precedes(hits[probe], hits[probe - 1]) {
                hits.swapAt(probe - 1, probe)
                probe -= 1
            }
            index += 1
        }
    }

    private static func precedes(_ a: Hit, _ b: Hit) -> Bool {
        if a.end != b.end { return a.end < b.end }
        return a.weight != b.weight ? a.weight < b.weight : a.entry > b.entry
    }

    /// Compares what is filed, from entry `first` on, with what stands at `index`.
    private func look(
        _ first: UInt16, _ text: Span<UInt8>, _ index: Int, _ hits: inout [Hit], _ seen: inout [Int]
    ) {
        let links = links.span
        var next = first
        while next != 0 {
            let number = Int(next) - 1
            let link = links[number]
            next = link.next
            let position = index - Int(link.anchor)
            let length = Int(link.length)
            guard position >= 0, position + length <= text.count,
                PhraseIndex.window(text, position) == link.first,
                PhraseIndex.window(text, position + length - PhraseIndex.shortest) == link.last
            else { continue }
            let entry = entries[number]
            guard stands(entry, text, position) else { continue }
            if hits.isEmpty { hits.reserveCapacity(16) }
            guard entry.half != 0 else {
                hits.append(
                    Hit(
                        entry: UInt16(number), table: entry.table, start: position, position: position,
                        end: position + length, weight: length))
                continue
            }
            let half = Int(entry.half) - 1
            if entry.isFirstHalf {
                if seen.isEmpty { seen = [Int](repeating: -1, count: halves.count) }
                seen[half] = position + length
            } else if !seen.isEmpty, seen[half] >= 0, seen[half] <= position,
                position - seen[half] <= PhraseIndex.gap
            {
                hits.append(
                    Hit(
                        entry: UInt16(number), table: entry.table, start: seen[half] - halves[half],
                        position: position, end: position + length, weight: length + halves[half]))
            }
        }
    }

    /// Whether a literal stands at a place of the text as a word of its own: no letter runs into it, no number runs on.
    private func stands(_ entry: Entry, _ text: Span<UInt8>, _ position: Int) -> Bool {
        let end = position + Int(entry.length)
        guard position >= 0, end <= text.count else { return false }
        let bytes = unsafe bytes(entry)
        let literal = unsafe bytes.span
        let found = text.extracting(position..<end)
        guard isSame(literal, found) else { return false }
        if position > 0, text[position].isWordByte, text[position - 1].isWordByte { return false }
        if end < text.count, text[end - 1].isDigit, text[end].isDigit { return false }
        return true
    }

    // MARK: Asking

    /// The bytes of a literal, where the program has them.
    private func bytes(_ entry: Entry) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(
            start: tables[Int(entry.table)].lines.utf8Start + Int(entry.start), count: Int(entry.length))
    }

    /// The phrase of a hit, as its table has it.
    func phrase(_ number: UInt16) -> String {
        let entry = entries[Int(number)]
        let tail = unsafe String(decoding: bytes(entry), as: UTF8.self)
        // The first half was filed just before.
        guard entry.half != 0, !entry.isFirstHalf, number > 0 else { return tail }
        return unsafe String(decoding: bytes(entries[Int(number) - 1]), as: UTF8.self) + "*" + tail
    }

    func meaning(_ hit: Hit) -> PhraseTable.Meaning { tables[Int(hit.table)].meaning }

    /// Where each phrase is filed: a character for each literal, a hundred on a line.
    var anchorLines: String {
        var lines: [UInt8] = []
        for (number, link) in links.enumerated() {
            if number > 0, number.isMultiple(of: 100) { lines.append(0x0A) }
            lines.append(Filing.character(of: Int(link.anchor)))
        }
        return String(decoding: lines, as: UTF8.self)
    }

    /// How many phrases there are, for tests.
    var phraseCount: Int { entries.count - halves.count }
}

extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A lowercase ASCII letter or a digit.
    var isWordByte: Bool { isDigit || (self >= 0x61 && self <= 0x7A) }
}
