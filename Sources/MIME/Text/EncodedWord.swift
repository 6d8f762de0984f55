/// Decodes the text of a header field for people: unfolded, encoded words (RFC 2047) decoded, always valid UTF-8.
///
/// White space between two encoded words is dropped (6.2), and a character that two words of one charset share is joined.
/// Bytes above 127 outside of encoded words are UTF-8 (RFC 6532) if all of the field is, else windows-1252. Linear.
///
/// - QUIRK: as all mail programs do, words are also decoded where RFC 2047 5 does not allow them: without white space
///   around them, with blanks inside, longer than 75 characters, within quoted strings. What has no `?=` stays as it is.
///
/// - Parameter report: is told what was wrong, and where the encoded word that it was wrong in begins.
public func decodeEncodedWords(
    _ bytes: [UInt8], _ range: Range<Int>, _ report: (Defect.Kind, Int) -> Void = { _, _ in }
) -> [UInt8] {
    let range = clamped(range, bytes.count)
    let field = bytes.span.extracting(range)
    if firstIndex(of: "=?", in: bytes, range) == nil, asciiEnd(field) == field.count,
        firstIndex(ofAny: 0x0A, 0x0D, 0x0D, in: field, from: 0) == field.count
    {
        return [UInt8](bytes[range])
    }
    var reader = EncodedWordReader(bytes: bytes, range: range)
    let text = reader.read()
    for (kind, offset) in reader.defects { report(kind, offset) }
    return text
}

private struct EncodedWordReader {
    let bytes: [UInt8]
    let range: Range<Int>
    private var output: [UInt8] = []
    /// The decoder of the words that are being joined, and their charset.
    private var decoder: CharsetDecoder?
    private var charset = Charset.guess
    /// Where the next `?=` is, so that it is searched for once, however many words lack theirs.
    private var nextEnd = -1
    private let isUTF8: Bool
    private(set) var defects: [(Defect.Kind, Int)] = []
    /// Where the word that was decoded last begins, and how many defects of its decoder are noted.
    private var wordStart = 0
    private var noted = 0

    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        isUTF8 = utf8Error(bytes.span.extracting(range), from: 0) == nil
    }

    mutating func read() -> [UInt8] {
        var position = range.lowerBound
        var rest = position
        output.reserveCapacity(range.count + 16)
        while let open = firstIndex(of: "=?", in: bytes, position..<range.upperBound) {
            guard let word = word(at: open) else {
                position = open + 2
                continue
            }
            if decoder == nil || !isBlank(rest..<open) {
                endWords()
                appendPlain(rest..<open)
            }
            decode(word, at: open)
            position = word.end
            rest = position
        }
        endWords()
        appendPlain(rest..<range.upperBound)
        return output
    }

    private struct Word {
        var charset: Range<Int>
        var isBase64: Bool
        var text: Range<Int>
        var end: Int
    }

    /// `encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="`
    private mutating func word(at open: Int) -> Word? {
        var position = open + 2
        let charsetEnd = min(range.upperBound, position + 80)
        while position < charsetEnd, bytes[position] != UInt8(ascii: "?"), bytes[position] > 0x20 { position += 1 }
        guard position + 3 < range.upperBound, bytes[position] == UInt8(ascii: "?"),
            bytes[position + 2] == UInt8(ascii: "?")
        else { return nil }
        let charset = open + 2..<position
        let encoding = ASCII.lowercased(bytes[position + 1])
        guard encoding == UInt8(ascii: "q") || encoding == UInt8(ascii: "b") else {
            defects.append((.invalidEncodedWord, open))
            return nil
        }
        let start = position + 3
        guard let end = end(from: start) else {
            defects.append((.invalidEncodedWord, open))
            return nil
        }
        // A word that begins inside of this one shows that this one was never closed.
        if let inner = firstIndex(of: "=?", in: bytes, start..<end), inner > start, ASCII.isSpace(bytes[inner - 1]) {
            defects.append((.invalidEncodedWord, open))
            return nil
        }
        return Word(charset: charset, isBase64: encoding == UInt8(ascii: "b"), text: start..<end, end: end + 2)
    }

    private mutating func end(from start: Int) -> Int? {
        if nextEnd < start {
            nextEnd = firstIndex(of: "?=", in: bytes, start..<range.upperBound) ?? Int.max
        }
        return nextEnd == Int.max ? nil : nextEnd
    }

    private mutating func decode(_ word: Word, at open: Int) {
        let wanted = Charset(label: bytes.span.extracting(word.charset))
        if decoder == nil || wanted != charset {
            endWords()
            charset = wanted
            decoder = CharsetDecoder(wanted)
        }
        wordStart = open
        var plain: [UInt8] = []
        plain.reserveCapacity(word.text.count + 8)
        if word.isBase64 {
            var base64 = Base64Decoder()
            base64.decode(bytes.span.extracting(word.text), into: &plain)
            base64.finish(into: &plain)
            for (kind, _) in base64.defects.found { defects.append((kind, open)) }
        } else {
            appendQ(word.text, to: &plain)
        }
        decoder?.decode(plain.span, into: &output)
        noteDecoder()
    }

    private mutating func endWords() {
        decoder?.finish(into: &output)
        noteDecoder()
        decoder = nil
        noted = 0
    }

    /// Notes what the charset had no meaning for in the last word.
    private mutating func noteDecoder() {
        guard let found = decoder?.defects, found.count > noted else { return }
        for (kind, _) in found[noted...] { defects.append((kind, wordStart)) }
        noted = found.count
    }

    /// The Q encoding, RFC 2047 4.2.
    private mutating func appendQ(_ text: Range<Int>, to output: inout [UInt8]) {
        var position = text.lowerBound
        while position < text.upperBound {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "_"):
                output.append(0x20)
            case UInt8(ascii: "="):
                if position + 1 < text.upperBound, let high = ASCII.hexValue(bytes[position]),
                    let low = ASCII.hexValue(bytes[position + 1])
                {
                    output.append(high << 4 | low)
                    position += 2
                } else {
                    defects.append((.badQuotedPrintableEscape, wordStart))
                    output.append(byte)
                }
            case _ where ASCII.isLineEnd(byte): break
            default: output.append(byte)
            }
        }
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy(ASCII.isSpace)
    }

    /// Text outside of encoded words: line ends of the folding go, a blank stands in for one that nothing follows.
    private mutating func appendPlain(_ plain: Range<Int>) {
        let bytes = bytes
        var position = plain.lowerBound
        while position < plain.upperBound {
            let rest = bytes.span.extracting(position..<plain.upperBound)
            let line = rest.extracting(0..<firstIndex(ofAny: 0x0A, 0x0D, 0x0D, in: rest, from: 0))
            if isUTF8 { append(line, 0..<line.count, to: &output) } else { appendWindows1252(line, to: &output) }
            let end = position + line.count
            position = end
            while position < plain.upperBound, ASCII.isLineEnd(bytes[position]) { position += 1 }
            if position > end, position < range.upperBound, !ASCII.isBlank(bytes[position]) { output.append(0x20) }
        }
    }
}
