import MIME

/// Cuts an mbox file into its messages as it is read. Anything else passes through as one message.
///
/// A text that begins with a line `From SENDER DATE` is an mbox (RFC 4155). A message begins at a line `From SENDER DATE` at the start or
/// after an empty line; a time of day must be in it, since old mailboxes have unquoted `From ` in their text. The line
/// itself and the empty line before it belong to the mailbox. `>From ` loses one `>` ("mboxrd").
struct MailboxSplitter {
    private enum Mode {
        case unknown, single, mailbox
    }

    /// A separator line is looked into as far as this.
    private static let longestSeparator = 1000

    private let file: String
    private var mode = Mode.unknown
    private var number = 0
    private var isOpen = false
    private var midLine = false
    /// The rest of a separator line has yet to come, and belongs to no message.
    private var midSeparator = false
    /// The end of the chunk before, as far as it says nothing without what follows.
    private var held: [UInt8] = []

    init(file: String, splits: Bool) {
        self.file = file
        if !splits { mode = .single }
    }

    mutating func feed(_ chunk: Span<UInt8>, into printer: inout some Printer, to output: inout Output) {
        if held.isEmpty {
            let used = process(chunk, atEnd: false, into: &printer, to: &output)
            held.append(copying: chunk.extracting(used..<chunk.count))
        } else {
            var text = held
            held = []
            text.append(copying: chunk)
            let used = process(text.span, atEnd: false, into: &printer, to: &output)
            held.append(copying: text.span.extracting(used..<text.count))
        }
    }

    mutating func finish(into printer: inout some Printer, to output: inout Output) {
        let text = held
        held = []
        _ = process(text.span, atEnd: true, into: &printer, to: &output)
        // An empty file is one empty message; an mbox that ends is not.
        if !isOpen, mode == .single { open(into: &printer, to: &output) }
        close(&printer, to: &output)
    }

    private mutating func open(into printer: inout some Printer, to output: inout Output) {
        number += 1
        isOpen = true
        printer.begin(MessageSource(file: file, number: mode == .mailbox ? number : nil), to: &output)
    }

    private mutating func close(_ printer: inout some Printer, to output: inout Output) {
        guard isOpen else { return }
        printer.finish(to: &output)
        isOpen = false
        midLine = false
        midSeparator = false
    }

    /// Returns how much of `text` is done with.
    private mutating func process(
        _ text: Span<UInt8>, atEnd: Bool, into printer: inout some Printer, to output: inout Output
    ) -> Int {
        if mode == .unknown {
            guard let isMailbox = Self.beginsMailbox(text, atEnd: atEnd) else { return 0 }
            mode = isMailbox ? .mailbox : .single
        }
        guard mode == .mailbox else {
            if !isOpen { open(into: &printer, to: &output) }
            printer.feed(text, to: &output)
            return text.count
        }
        return processMailbox(text, atEnd: atEnd, into: &printer, to: &output)
    }

    /// Whether the first line is that of an mbox; nil where more of it has to come. Without a time of day it is a text that
    /// begins with that word, and where a carriage return alone ends it, what follows is in no lines of an mbox: both are read
    /// as one message, which has a defect then and loses nothing.
    private static func beginsMailbox(_ text: Span<UInt8>, atEnd: Bool) -> Bool? {
        if text.count < 5, !atEnd { return nil }
        guard text.hasPrefix("From ", ignoringCase: false) else { return false }
        let limit = min(text.count, longestSeparator)
        var end = 0
        while end < limit, !ASCII.isLineEnd(text[end]) { end += 1 }
        if end == limit, limit < longestSeparator, !atEnd { return nil }
        if end < limit, text[end] == UInt8(ascii: "\r") {
            if end + 1 == text.count, !atEnd { return nil }
            if end + 1 == text.count || text[end + 1] != UInt8(ascii: "\n") { return false }
        }
        return hasTime(text, 5..<end)
    }

    private mutating func processMailbox(
        _ text: Span<UInt8>, atEnd: Bool, into printer: inout some Printer, to output: inout Output
    ) -> Int {
        /// Everything before this was handed over.
        var done = 0
        var line = 0
        /// Where the empty line before `line` begins.
        var empty: Int?
        if midSeparator {
            guard let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text) else { return text.count }
            line = lineFeed + 1
            done = line
            midSeparator = false
        }
        if midLine {
            guard let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text) else {
                printer.feed(text, to: &output)
                return text.count
            }
            line = lineFeed + 1
            midLine = false
        }
        while line < text.count {
            let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text, from: line)
            if lineFeed == nil, !atEnd, mayBeSpecial(text, line, isOpen && empty == nil) {
                // Wait for the rest of this line.
                break
            }
            let end = lineFeed ?? text.count
            if empty != nil || !isOpen, isSeparator(text, line..<end) {
                if isOpen { printer.feed(text.extracting(done..<(empty ?? line)), to: &output) }
                close(&printer, to: &output)
                open(into: &printer, to: &output)
                line = lineFeed.map { $0 + 1 } ?? end
                done = line
                empty = nil
                midSeparator = lineFeed == nil
                continue
            }
            if isQuotedSeparator(text, line) {
                printer.feed(text.extracting(done..<line), to: &output)
                done = line + 1
            }
            guard let lineFeed else {
                midLine = true
                line = end
                empty = nil
                break
            }
            empty = end == line || (end == line + 1 && text[line] == UInt8(ascii: "\r")) ? line : nil
            line = lineFeed + 1
        }
        // An empty line is held back: it may be the mailbox's.
        let end = empty ?? line
        // While the first line is not whole there is no message that could take anything.
        if isOpen { printer.feed(text.extracting(done..<max(done, end)), to: &output) }
        return atEnd ? text.count : end
    }

    /// Whether the line that begins at `line`, which has no end yet, might turn out to mean something.
    private func mayBeSpecial(_ text: Span<UInt8>, _ line: Int, _ inParagraph: Bool) -> Bool {
        var position = line
        let limit = line + Self.longestSeparator
        if text[line] == UInt8(ascii: "\r"), line + 1 == text.count { return true }
        while position < text.count, text[position] == UInt8(ascii: ">") { position += 1 }
        if position > line {
            return text.count < limit && text.count - position < 5
        }
        if inParagraph, text[line] != UInt8(ascii: ">") { return false }
        let present = min(5, text.count - line)
        for index in 0..<present where text[line + index] != fromLine[index] { return false }
        return text.count < limit
    }

    /// `From SENDER DATE`, where DATE has a time of day.
    private func isSeparator(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard text.matches("From ", at: range.lowerBound, ignoringCase: false) else { return false }
        let end = max(range.lowerBound + 5, min(range.upperBound, range.lowerBound + Self.longestSeparator))
        // The first line of the file has been looked at.
        return !isOpen || Self.hasTime(text, range.lowerBound + 5..<end)
    }

    private static func hasTime(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position + 4 < range.upperBound {
            if ASCII.isDigit(text[position]), ASCII.isDigit(text[position + 1]),
                text[position + 2] == UInt8(ascii: ":"),
                ASCII.isDigit(text[position + 3]), ASCII.isDigit(text[position + 4])
            {
                return true
            }
            position += 1
        }
        return false
    }

    /// `>From `, `>>From `, ...
    private func isQuotedSeparator(_ text: Span<UInt8>, _ line: Int) -> Bool {
        var position = line
        while position < text.count, text[position] == UInt8(ascii: ">") { position += 1 }
        return position > line && text.matches("From ", at: position, ignoringCase: false)
    }
}

private let fromLine: InlineArray<5, UInt8> = [0x46, 0x72, 0x6F, 0x6D, 0x20]
