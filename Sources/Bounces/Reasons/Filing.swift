import MIME

/// Says under which of its words a phrase is filed: by what is written down, or by what few texts hold and few phrases share.
struct Filing {
    /// What is written down: how many bytes into the literal, as a character from `0` on; line ends say nothing.
    private let written: StaticString
    private var position = 0
    /// By a key's slot, how undesirable it is. Made when the first phrase has to be looked at.
    private var crowds: [UInt8] = []

    init(_ written: StaticString) { self.written = written }

    /// As far into a literal as one character can say.
    private static let farthest = 0x4E

    static func character(of anchor: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: anchor) }

    /// How many bytes into the literal that begins at `first`, and whose last four bytes begin at `last`, the bytes begin
    /// that it is filed under.
    ///
    /// What is written down of other phrases files this one worse than it could be, and never where it is not found.
    mutating func anchor(_ text: Span<UInt8>, _ first: Int, _ last: Int) -> Int {
        if let anchor = next(), first + anchor <= last + PhraseIndex.shortest - PhraseIndex.shortKeyLength,
            beginsWord(text[first + anchor], after: anchor > 0 ? text[first + anchor - 1] : 0)
        {
            return anchor
        }
        if crowds.isEmpty { crowds = Filing.commonplaceCrowds() }
        return best(text, first, last, PhraseIndex.keyLength) ?? best(text, first, last, PhraseIndex.shortKeyLength)
            ?? 0
    }

    private mutating func next() -> Int? {
        while position < written.utf8CodeUnitCount {
            let byte = unsafe written.utf8Start[position]
            position += 1
            if byte >= 0x30 { return Int(byte - 0x30) }
        }
        return nil
    }

    /// Where a word begins, with `length` bytes of the literal from there on that nothing speaks against, or the least bad.
    /// From the end: phrases share their beginnings more than their ends.
    private mutating func best(_ text: Span<UInt8>, _ first: Int, _ last: Int, _ length: Int) -> Int? {
        var probe = min(last + PhraseIndex.shortest - length, first + Filing.farthest)
        var found: Int?
        var least = UInt8.max
        var place = 0
        while probe >= first {
            if beginsWord(text[probe], after: probe > first ? text[probe - 1] : 0) {
                let slot = PhraseIndex.slot(PhraseIndex.hash(PhraseIndex.key(text, probe, length)))
                let crowd = crowds[slot]
                if crowd < least {
                    least = crowd
                    found = probe - first
                    place = slot
                    if crowd == 0 { break }
                }
            }
            probe -= 1
        }
        if found != nil, least < 254 { crowds[place] = least + 1 }
        return found
    }

    // MARK: Commonplace

    /// Words that most notices hold: what is filed under one of them would be looked at in vain.
    private static let commonplace: StaticString = """
        this is the mail system at host. your message could not be delivered to the following recipients. the error was: 
        subject: delivery status notification (failure) returned mail: see transcript for details postmaster@example.com
        diagnostic-code: smtp; 550 5.1.1 user unknown address rejected: recipient mailbox server for and with from that
        content-type: text/plain; charset=utf-8 received: by date: to: http://www. reporting-mta: dns; mailer-daemon@
        your email account does not exist in domain name of such access message/rfc822 original multipart/report
        5.7.1 try again please connection exceeded google auto-replied bounce sender action: failed permanent
        """

    /// By a key's slot, how undesirable it is: so far what is commonplace.
    private static func commonplaceCrowds() -> [UInt8] {
        var crowds = [UInt8](repeating: 0, count: PhraseIndex.slotCount)
        let buffer = unsafe UnsafeBufferPointer(
            start: commonplace.utf8Start, count: commonplace.utf8CodeUnitCount)
        let words = unsafe buffer.span
        for index in 1...words.count - PhraseIndex.keyLength where beginsWord(words[index], after: words[index - 1]) {
            for length in [PhraseIndex.keyLength, PhraseIndex.shortKeyLength] {
                crowds[PhraseIndex.slot(PhraseIndex.hash(PhraseIndex.key(words, index, length)))] = 100
            }
        }
        return crowds
    }
}
