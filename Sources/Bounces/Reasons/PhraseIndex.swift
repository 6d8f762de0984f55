/// Finds all phrases of some tables in one pass over a text.
///
/// Each phrase is filed under the rarest of its windows of four bytes: the one that occurs least often in all tables. Few
/// windows of a text are among those. The text is read once; at each byte the window that ends there is looked up, and the
/// few phrases that are filed under it are compared in place.
///
/// A phrase with a gap is filed in two halves: the first, when found, is noted, and the second, when found, looks at how far
/// back the note lies. So nothing is ever searched for twice.
struct PhraseIndex: Sendable {
    /// How many bytes the ` * ` in a phrase may stand for.
    static let gap = 80
    /// Windows, halves and phrases have at least as many bytes.
    static let window = 4

    /// What is asked of an entry before all of it is compared. It tells nearly always, and these are small enough to stay
    /// near: a look at an entry and at its bytes would wait for memory.
    private struct Link {
        /// The four bytes under which the literal is filed.
        let window: UInt32
        /// Its first four bytes or its last four, whichever are farther from these.
        let other: UInt32
        /// How far behind the window the other one ends; negative where it stands before it.
        let shift: Int16
        /// The next entry in the same slot, plus 1.
        let next: UInt16
    }

    private struct Entry {
        /// Where the literal stands in `bytes`.
        var start: UInt32 = 0
        var length: UInt16 = 0
        /// Where in the literal the window ends.
        var anchor: UInt16 = 0
        var table: UInt16 = 0
        /// The number of the first half that this is, or that has to stand before it, plus 1.
        var half: UInt16 = 0
        var isFirstHalf = false
    }

    /// A phrase that was found.
    struct Hit {
        let entry: UInt16
        let table: UInt16
        /// Where in the text it begins, or its second half does.
        let position: Int
        /// Bytes of its literals.
        let weight: Int
    }

    let tables: [PhraseTable]
    /// The lines of all tables, one after the other.
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// One for each entry.
    private var links: [Link] = []
    /// By 15 bits of a window's hash, the first entry filed under it, plus 1.
    private var slots: [UInt16]
    /// By 10 bits of it a word in which two bits are set for what is filed (a Bloom filter). Small enough to stay in the
    /// first cache.
    private var filter: [UInt64]
    /// Where the first halves stand in `bytes`.
    private var halves: [(start: Int, length: Int)] = []
    private var halvesFiled = 0

    init(_ tables: [PhraseTable]) {
        self.tables = tables
        slots = [UInt16](repeating: 0, count: 1 << 15)
        filter = [UInt64](repeating: 0, count: 1 << 10)
        bytes.reserveCapacity(96 << 10)
        entries.reserveCapacity(4 << 10)
        links.reserveCapacity(4 << 10)
        var starts: [Int] = []
        for table in tables {
            starts.append(bytes.count)
            unsafe bytes.append(
                contentsOf: UnsafeBufferPointer(start: table.lines.utf8Start, count: table.lines.utf8CodeUnitCount))
            bytes.append(0x0A)
        }
        starts.append(bytes.count)
        let text = bytes
        let counts = PhraseIndex.windowCounts(text.span)
        for number in tables.indices {
            file(text.span, starts[number]..<starts[number + 1], UInt16(truncatingIfNeeded: number), counts.span)
        }
    }

    // MARK: Building

    /// How often each window occurs, as far as 255.
    private static func windowCounts(_ bytes: Span<UInt8>) -> [UInt8] {
        var table = [UInt8](repeating: 0, count: 1 << 15)
        var counts = table.mutableSpan
        var window: UInt32 = 0
        for index in bytes.indices {
            window = window << 8 | UInt32(bytes[index])
            let slot = slot(hash(window))
            let count = counts[slot]
            counts[slot] = count == 255 ? 255 : count + 1
        }
        return table
    }

    /// Files each phrase of one table.
    private mutating func file(_ bytes: Span<UInt8>, _ range: Range<Int>, _ table: UInt16, _ counts: Span<UInt8>) {
        var start = range.lowerBound
        var half: UInt16 = 0
        var window: UInt32 = 0
        // Count and place of the rarest window so far, in one number, so that taking the lesser needs no branch.
        var rarest = UInt32.max
        for index in range {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x2A {
                let length = index - start
                var isFirstHalf = false
                if byte == 0x2A {
                    half = firstHalf(bytes, start, length)
                    isFirstHalf = true
                }
                if rarest != .max, !isFirstHalf || Int(half) > halvesFiled {
                    let anchor = Int(rarest & 0xFFFF)
                    let other = anchor > length / 2 ? 3 : length - 1
                    add(
                        Entry(
                            start: UInt32(truncatingIfNeeded: start), length: UInt16(truncatingIfNeeded: length),
                            anchor: UInt16(truncatingIfNeeded: anchor), table: table, half: half,
                            isFirstHalf: isFirstHalf),
                        PhraseIndex.window(bytes, start + anchor), other: PhraseIndex.window(bytes, start + other),
                        shift: other - anchor)
                }
                start = index + 1
                rarest = .max
                if byte == 0x0A { half = 0 }
                continue
            }
            window = window << 8 | UInt32(byte)
            let offset = index - start
            if offset >= 3 {
                let count = UInt32(counts[PhraseIndex.slot(PhraseIndex.hash(window))])
                rarest = min(rarest, count << 16 | UInt32(truncatingIfNeeded: offset))
            }
        }
    }

    /// The four bytes that end at `end`.
    private static func window(_ bytes: Span<UInt8>, _ end: Int) -> UInt32 {
        UInt32(bytes[end - 3]) << 24 | UInt32(bytes[end - 2]) << 16 | UInt32(bytes[end - 1]) << 8 | UInt32(bytes[end])
    }

    private mutating func add(_ entry: Entry, _ window: UInt32, other: UInt32, shift: Int) {
        guard entries.count < 65_000 else { return }
        if entry.isFirstHalf { halvesFiled += 1 }
        let hash = PhraseIndex.hash(window)
        let slot = PhraseIndex.slot(hash)
        links.append(
            Link(window: window, other: other, shift: Int16(truncatingIfNeeded: shift), next: slots[slot]))
        entries.append(entry)
        slots[slot] = UInt16(truncatingIfNeeded: entries.count)
        filter[Int(hash >> 22)] |= PhraseIndex.filterBits(hash)
    }

    /// The number of a first half, plus 1; the same words are filed once.
    private mutating func firstHalf(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> UInt16 {
        for (number, half) in halves.enumerated() where half.length == length {
            var same = 0
            while same < length, bytes[half.start + same] == bytes[start + same] { same += 1 }
            if same == length { return UInt16(truncatingIfNeeded: number + 1) }
        }
        halves.append((start, length))
        return UInt16(truncatingIfNeeded: halves.count)
    }

    private static func hash(_ window: UInt32) -> UInt32 { window &* 0x9E37_79B1 }
    private static func slot(_ hash: UInt32) -> Int { Int(hash >> 17) }
    private static func filterBits(_ hash: UInt32) -> UInt64 {
        1 &<< UInt64((hash >> 16) & 63) | 1 &<< UInt64((hash >> 10) & 63)
    }

    // MARK: Finding

    /// All phrases in a lowercased text, in the order in which their windows end.
    ///
    /// - Complexity: linear in the text; a window is compared with what is filed under it, which is one phrase or few.
    func hits(in text: Span<UInt8>) -> [Hit] {
        var hits: [Hit] = []
        var seen: [Int] = []
        var window: UInt32 = 0
        let filter = filter.span
        let slots = slots.span
        for index in text.indices {
            window = window << 8 | UInt32(text[index])
            let hash = PhraseIndex.hash(window)
            let bits = PhraseIndex.filterBits(hash)
            if filter[Int(hash >> 22)] & bits == bits {
                look(window, slots[PhraseIndex.slot(hash)], text, index, &hits, &seen)
            }
        }
        return hits
    }

    /// Compares what is filed, from entry `first` on, under a window that ends at `index`.
    private func look(
        _ window: UInt32, _ first: UInt16, _ text: Span<UInt8>, _ index: Int, _ hits: inout [Hit], _ seen: inout [Int]
    ) {
        let links = links.span
        var next = first
        while next != 0 {
            let number = Int(next) - 1
            let link = links[number]
            next = link.next
            let other = index + Int(link.shift)
            guard link.window == window, other >= 3, other < text.count,
                PhraseIndex.window(text, other) == link.other
            else { continue }
            let entry = entries[number]
            let position = index - Int(entry.anchor)
            let length = Int(entry.length)
            guard stands(Int(entry.start), length, text, position) else { continue }
            if hits.isEmpty { hits.reserveCapacity(16) }
            guard entry.half != 0 else {
                hits.append(
                    Hit(entry: UInt16(number), table: entry.table, position: position, weight: length))
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
                        entry: UInt16(number), table: entry.table, position: position,
                        weight: length + halves[half].length))
            }
        }
    }

    /// Whether a literal stands at a place of the text as a word of its own: no letter runs into it, no number runs on.
    private func stands(_ start: Int, _ length: Int, _ text: Span<UInt8>, _ position: Int) -> Bool {
        let end = position + length
        guard position >= 0, end <= text.count else { return false }
        let literal = bytes.span.extracting(start..<start + length)
        let found = text.extracting(position..<end)
        for offset in literal.indices where literal[offset] != found[offset] { return false }
        if position > 0, text[position].isWordByte, text[position - 1].isWordByte { return false }
        if end < text.count, text[end - 1].isDigit, text[end].isDigit { return false }
        return true
    }

    // MARK: Asking

    /// The phrase of a hit, as its table has it.
    func phrase(_ number: UInt16) -> String {
        let entry = entries[Int(number)]
        let start = Int(entry.start)
        let tail = String(decoding: bytes[start..<start + Int(entry.length)], as: UTF8.self)
        guard entry.half != 0, !entry.isFirstHalf else { return tail }
        let half = halves[Int(entry.half) - 1]
        return String(decoding: bytes[half.start..<half.start + half.length], as: UTF8.self) + "*" + tail
    }

    func meaning(_ hit: Hit) -> PhraseTable.Meaning { tables[Int(hit.table)].meaning }

    /// How many phrases there are, for tests.
    var phraseCount: Int { entries.count - halves.count }
}

extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A lowercase ASCII letter or a digit.
    var isWordByte: Bool { isDigit || (self >= 0x61 && self <= 0x7A) }
}
