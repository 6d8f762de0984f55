/// Finds all phrases of all tables in one pass over a text.
///
/// Each phrase is filed under the rarest of its windows of four bytes. The text is read once; at each byte the window that
/// ends there is looked up, and the few phrases filed under it are compared in place. Building reads the tables twice.
struct PhraseIndex: Sendable {
    /// How many bytes the ` * ` in a phrase may stand for.
    static let gap = 80
    private static let bits = 14

    private struct Entry {
        /// Where the phrase stands in `bytes`.
        var start: UInt32
        var length: UInt16
        /// Length of the literal before the gap, or of the whole phrase.
        var head: UInt16
        /// Where in the phrase the window ends under which it is filed.
        var anchor: UInt16
        var table: UInt16
        /// The next entry in the same slot, plus 1.
        var next: UInt16
    }

    /// A phrase that was found.
    struct Hit {
        let entry: UInt16
        let table: UInt16
        /// Where in the text it begins.
        let position: Int
        /// Bytes of its literals.
        let weight: Int
    }

    let tables: [PhraseTable]
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    private var slots: [UInt16]

    init(_ tables: [PhraseTable]) {
        self.tables = tables
        slots = [UInt16](repeating: 0, count: 1 << PhraseIndex.bits)
        var starts: [Int] = []
        starts.reserveCapacity(tables.count + 1)
        bytes.reserveCapacity(96 << 10)
        for table in tables {
            starts.append(bytes.count)
            unsafe bytes.append(
                contentsOf: UnsafeBufferPointer(start: table.lines.utf8Start, count: table.lines.utf8CodeUnitCount))
            bytes.append(0x0A)
        }
        starts.append(bytes.count)
        entries.reserveCapacity(3000)
        file(windowCounts(), starts)
    }

    /// How often each window occurs in all tables, as far as 255.
    private func windowCounts() -> [UInt8] {
        var counts = [UInt8](repeating: 0, count: 1 << PhraseIndex.bits)
        var window: UInt32 = 0
        let text = bytes.span
        for index in text.indices {
            window = window << 8 | UInt32(text[index])
            let slot = PhraseIndex.slot(window)
            if counts[slot] < 255 { counts[slot] += 1 }
        }
        return counts
    }

    private mutating func file(_ counts: [UInt8], _ starts: [Int]) {
        var table = 0
        var start = 0
        var head = 0
        var run = 0
        var best = 256
        var anchor = 0
        var window: UInt32 = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == 0x0A {
                while index >= starts[table + 1] { table += 1 }
                if best < 256, entries.count < 65_000 {
                    let slot = PhraseIndex.slot(at: start + anchor, bytes)
                    entries.append(
                        Entry(
                            start: UInt32(start), length: UInt16(truncatingIfNeeded: index - start),
                            head: UInt16(truncatingIfNeeded: head > 0 ? head : index - start),
                            anchor: UInt16(truncatingIfNeeded: anchor), table: UInt16(truncatingIfNeeded: table),
                            next: slots[slot]))
                    slots[slot] = UInt16(entries.count)
                }
                start = index + 1
                (head, run, best, anchor) = (0, 0, 256, 0)
                continue
            }
            if byte == 0x2A {
                head = index - start
                run = 0
                continue
            }
            window = window << 8 | UInt32(byte)
            run += 1
            if run >= 4 {
                let count = Int(counts[PhraseIndex.slot(window)])
                if count < best {
                    best = count
                    anchor = index - start
                }
            }
        }
    }

    private static func slot(_ window: UInt32) -> Int { Int((window &* 0x9E37_79B1) >> UInt32(32 - bits)) }

    private static func slot(at end: Int, _ bytes: [UInt8]) -> Int {
        slot(
            UInt32(bytes[end - 3]) << 24 | UInt32(bytes[end - 2]) << 16 | UInt32(bytes[end - 1]) << 8
                | UInt32(bytes[end]))
    }

    /// All phrases in a lowercased text, in the order in which their windows end.
    ///
    /// - Complexity: linear in the text; a window is compared with the phrases of its slot, of which there are few.
    func hits(in text: Span<UInt8>) -> [Hit] {
        var hits: [Hit] = []
        var window: UInt32 = 0
        let slots = slots.span
        for index in text.indices {
            window = window << 8 | UInt32(text[index])
            var next = slots[PhraseIndex.slot(window)]
            while next != 0 {
                let entry = entries[Int(next) - 1]
                if let position = verify(entry, text, index) {
                    hits.append(
                        Hit(
                            entry: next - 1, table: entry.table, position: position,
                            weight: Int(entry.length) - (entry.head < entry.length ? 1 : 0)))
                }
                next = entry.next
            }
        }
        return hits
    }

    /// The phrase of a hit, as its table has it.
    func phrase(_ entry: UInt16) -> String {
        let entry = entries[Int(entry)]
        let start = Int(entry.start)
        return String(decoding: bytes[start..<start + Int(entry.length)], as: UTF8.self)
    }

    /// How many phrases there are, for tests.
    var phraseCount: Int { entries.count }

    func meaning(_ hit: Hit) -> PhraseTable.Meaning { tables[Int(hit.table)].meaning }

    private func verify(_ entry: Entry, _ text: Span<UInt8>, _ end: Int) -> Int? {
        let start = Int(entry.start)
        let length = Int(entry.length)
        let head = Int(entry.head)
        let anchor = Int(entry.anchor)
        if head == length {
            let position = end - anchor
            guard literal(start, length, text, position), isWord(text, position, length) else { return nil }
            return position
        }
        let tail = start + head + 1
        let tailLength = length - head - 1
        if anchor < head {
            let position = end - anchor
            guard literal(start, head, text, position), isWord(text, position, head) else { return nil }
            let last = min(position + head + PhraseIndex.gap, text.count - tailLength)
            var probe = position + head
            while probe <= last {
                if literal(tail, tailLength, text, probe) { return position }
                probe += 1
            }
            return nil
        }
        let position = end - (anchor - head - 1)
        guard literal(tail, tailLength, text, position) else { return nil }
        var probe = position - head
        let first = max(0, probe - PhraseIndex.gap)
        while probe >= first {
            if literal(start, head, text, probe), isWord(text, probe, head) { return probe }
            probe -= 1
        }
        return nil
    }

    private func literal(_ start: Int, _ length: Int, _ text: Span<UInt8>, _ position: Int) -> Bool {
        guard position >= 0, position + length <= text.count else { return false }
        var index = 0
        while index < length {
            if bytes[start + index] != text[position + index] { return false }
            index += 1
        }
        return true
    }

    /// Whether a phrase stands as a word of its own: no letter runs into it, no number runs on.
    private func isWord(_ text: Span<UInt8>, _ position: Int, _ length: Int) -> Bool {
        if position > 0, text[position].isWordByte, text[position - 1].isWordByte { return false }
        let end = position + length
        if end < text.count, text[end - 1].isDigit, text[end].isDigit { return false }
        return true
    }
}

extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A lowercase ASCII letter or a digit.
    var isWordByte: Bool { isDigit || (self >= 0x61 && self <= 0x7A) }
}
