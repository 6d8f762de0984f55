import MIME

/// Finds all phrases of some tables in one pass over a text.
///
/// Each phrase is filed under one of its windows of four bytes: one that few texts hold and few phrases share. Few windows
/// of a text are among those. The text is read once; at each byte the window that ends there is looked up, and the few
/// phrases that are filed under it are compared in place.
///
/// A phrase with a gap is filed in two halves: the first, when found, is noted, and the second, when found, looks at how far
/// back the note lies. So nothing is ever searched for twice.
///
/// A process that takes one mail builds an index for that mail alone: building costs about 350 instructions a phrase,
/// and the phrases stay where the program has them.
struct PhraseIndex: Sendable {
    /// How many bytes the ` * ` in a phrase may stand for.
    static let gap = 80
    /// Windows, halves and phrases have at least as many bytes.
    static let window = 4
    /// As many literals as numbers of 16 bits can name; what is beyond is not found.
    private static let maximum = 65_000

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
        /// Where the literal stands in the lines of its table.
        let start: UInt32
        let length: UInt16
        /// Where in the literal the window ends.
        var anchor: UInt16 = 0
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
    /// By 13 bits of a window's hash, the first entry filed under it, plus 1.
    private let slots: [UInt16]
    /// By 10 bits of it a word in which two bits are set for what is filed (a Bloom filter). Small enough to stay in the
    /// first cache.
    private let filter: [UInt64]
    /// The lengths of the first halves.
    private let halves: [Int]

    init(_ tables: [PhraseTable]) {
        self.tables = tables
        var bytes = 0
        for table in tables { bytes += table.lines.utf8CodeUnitCount }
        // A literal and what ends it have five bytes or more.
        let most = min(bytes / (PhraseIndex.window + 1) + tables.count, PhraseIndex.maximum)
        var slots = [UInt16](repeating: 0, count: PhraseIndex.slotCount)
        var filter = [UInt64](repeating: 0, count: 1 << 10)
        var crowds = PhraseIndex.commonplaceCrowds()
        var links: [Link] = []
        var halves: [Int] = []
        // Into spans: what is written thousands of times is not asked each time whether it is shared or full.
        unsafe entries = [Entry](unsafeUninitializedCapacity: most) { entries, count in
            unsafe links = [Link](unsafeUninitializedCapacity: most) { links, linkCount in
                var entries = unsafe entries.mutableSpan
                var links = unsafe links.mutableSpan
                var slots = slots.mutableSpan
                var filter = filter.mutableSpan
                var crowds = crowds.mutableSpan
                for number in tables.indices {
                    PhraseIndex.file(
                        tables[number].lines, UInt16(truncatingIfNeeded: number), &count, &entries, &links, &halves,
                        &slots, &filter, &crowds)
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

    /// Words that most notices hold: what is filed under one of their windows would be looked at in vain.
    private static let commonplace: StaticString = """
        this is the mail system at host. your message could not be delivered to the following recipients. the error was: 
        subject: delivery status notification (failure) returned mail: see transcript for details postmaster@example.com
        diagnostic-code: smtp; 550 5.1.1 user unknown address rejected: recipient mailbox server for and with from that
        content-type: text/plain; charset=utf-8 received: by date: to: http://www. reporting-mta: dns; mailer-daemon@
        your email account does not exist in domain name of such access message/rfc822 original multipart/report
        5.7.1 try again please connection exceeded google auto-replied bounce sender action: failed permanent
        """

    /// By a window's slot, how undesirable it is: so far what is commonplace.
    private static func commonplaceCrowds() -> [UInt8] {
        var crowds = [UInt8](repeating: 0, count: slotCount)
        let buffer = unsafe UnsafeBufferPointer(
            start: commonplace.utf8Start, count: commonplace.utf8CodeUnitCount)
        let words = unsafe buffer.span
        for end in 3..<words.count { crowds[slot(hash(window(words, end)))] = 100 }
        return crowds
    }

    /// Files each phrase of one table.
    private static func file(
        _ lines: StaticString, _ table: UInt16, _ count: inout Int, _ entries: inout MutableSpan<Entry>,
        _ links: inout MutableSpan<Link>,
        _ halves: inout [Int], _ slots: inout MutableSpan<UInt16>, _ filter: inout MutableSpan<UInt64>,
        _ crowds: inout MutableSpan<UInt8>
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
                add(entry, text, &count, &entries, &links, &slots, &filter, &crowds)
                start = star + 1
                star = firstIndex(of: 0x2A, in: text, from: end) ?? text.count
            }
            let entry = Entry(start..<end, table, half: half, isFirstHalf: false)
            add(entry, text, &count, &entries, &links, &slots, &filter, &crowds)
            start = end + 1
        }
    }

    /// Files a literal under its window.
    private static func add(
        _ entry: Entry, _ text: Span<UInt8>, _ count: inout Int, _ entries: inout MutableSpan<Entry>,
        _ links: inout MutableSpan<Link>,
        _ slots: inout MutableSpan<UInt16>, _ filter: inout MutableSpan<UInt64>, _ crowds: inout MutableSpan<UInt8>
    ) {
        guard entry.length >= window, count < entries.count else { return }
        let first = Int(entry.start) + 3
        let last = Int(entry.start) + Int(entry.length) - 1
        let end = anchor(text, first, last, &crowds)
        let window = window(text, end)
        let hash = hash(window)
        let slot = slot(hash)
        let other = end - first > last - end ? first : last
        links[count] = Link(
            window: window, other: PhraseIndex.window(text, other), shift: Int16(truncatingIfNeeded: other - end),
            next: slots[slot])
        entries[count] = entry
        entries[count].anchor = UInt16(truncatingIfNeeded: end - first + 3)
        count += 1
        slots[slot] = UInt16(truncatingIfNeeded: count)
        filter[Int(hash >> 22)] |= filterBits(hash)
    }

    /// Where the first window ends that nothing speaks against, or the least bad. Every other one is asked, from the end:
    /// phrases share their beginnings more than their ends.
    private static func anchor(
        _ text: Span<UInt8>, _ first: Int, _ last: Int, _ crowds: inout MutableSpan<UInt8>
    ) -> Int {
        var probe = max(first, last - 1)
        var end = probe
        var least = UInt8.max
        var place = 0
        while probe >= first {
            let slot = slot(hash(window(text, probe)))
            let crowd = crowds[slot]
            if crowd < least {
                least = crowd
                end = probe
                place = slot
                if crowd == 0 { break }
            }
            probe -= 2
        }
        if least < 254 { crowds[place] = least + 1 }
        return end
    }

    /// The four bytes that end at `end`.
    private static func window(_ bytes: Span<UInt8>, _ end: Int) -> UInt32 {
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: end - 3, as: UInt32.self).bigEndian
    }

    private static func hash(_ window: UInt32) -> UInt32 { window &* 0x9E37_79B1 }
    private static let slotCount = 1 << 13
    private static func slot(_ hash: UInt32) -> Int { Int(hash >> 19) }
    private static func filterBits(_ hash: UInt32) -> UInt64 {
        1 &<< UInt64((hash >> 16) & 63) | 1 &<< UInt64((hash >> 10) & 63)
    }

    // MARK: Finding

    /// All phrases in a lowercased text, in the order in which they end, the shorter first.
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
        PhraseIndex.sort(&hits)
        return hits
    }

    /// They are nearly in order already: they come by where their windows end, which must not show.
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
            guard stands(entry, text, position) else { continue }
            if hits.isEmpty { hits.reserveCapacity(16) }
            guard entry.half != 0 else {
                hits.append(
                    Hit(
                        entry: UInt16(number), table: entry.table, position: position, end: position + length,
                        weight: length))
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
                        entry: UInt16(number), table: entry.table, position: position, end: position + length,
                        weight: length + halves[half]))
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
        for offset in literal.indices where literal[offset] != found[offset] { return false }
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

    /// How many phrases there are, for tests.
    var phraseCount: Int { entries.count - halves.count }
}

extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A lowercase ASCII letter or a digit.
    var isWordByte: Bool { isDigit || (self >= 0x61 && self <= 0x7A) }
}
