import MIME

/// The header fields of a returned original that matter, found in a block of header lines wherever it stands: in a
/// returned message, in returned headers, or quoted in a notice.
struct HeaderBlock {
    private(set) var messageID: Range<Int> = 0..<0
    private(set) var from: Range<Int> = 0..<0
    private(set) var to: [Extent] = []
    private(set) var subject: Range<Int> = 0..<0
    private(set) var date: Range<Int> = 0..<0
    private(set) var listUnsubscribe: Range<Int> = 0..<0
    /// `Delivered-To`, `X-Original-To`, `Envelope-To` and their kin: nearer to the envelope than `To` is.
    private(set) var envelopeTo: [Extent] = []
    /// `for <user@host>` of the first `Received` field that has it.
    private(set) var receivedFor: Range<Int> = 0..<0
    private(set) var returnPath: Range<Int> = 0..<0
    /// RFC 2369 3.4: the address of the list that a mail came through.
    private(set) var listPost: Range<Int> = 0..<0
    /// Where the body begins.
    private(set) var end: Int
    private(set) var fieldCount = 0

    /// Reads from `range.lowerBound` to the first blank line behind a field.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        end = range.upperBound
        var position = range.lowerBound
        var lines = 0
        while position < range.upperBound, lines < 4000 {
            lines += 1
            let lineEnd = firstIndex(of: 0x0A, in: bytes, position..<range.upperBound) ?? range.upperBound
            let line = trimmed(bytes, position..<lineEnd)
            if line.isEmpty {
                position = min(lineEnd + 1, range.upperBound)
                if fieldCount > 0 {
                    end = position
                    return
                }
                if lineEnd == range.upperBound { return }
                continue
            }
            guard
                let colon = firstIndex(
                    of: UInt8(ascii: ":"), in: bytes, line.lowerBound..<min(line.upperBound, line.lowerBound + 64))
            else {
                position = lineEnd + 1
                continue
            }
            var valueEnd = lineEnd
            position = lineEnd + 1
            while position < range.upperBound, ASCII.isBlank(bytes[position]) {
                let next = firstIndex(of: 0x0A, in: bytes, position..<range.upperBound) ?? range.upperBound
                let folded = trimmed(bytes, position..<next)
                if folded.isEmpty { break }
                // Indented as a whole, as Exchange and Messaging Server quote it: the next field is no folding.
                if line.lowerBound > 0, ASCII.isBlank(bytes[line.lowerBound - 1]), isName(bytes, folded) { break }
                valueEnd = next
                position = next + 1
            }
            take(
                bytes, trimmed(bytes, line.lowerBound..<colon),
                trimmed(bytes, colon + 1..<min(valueEnd, range.upperBound)))
        }
    }

    /// The fields of a returned message that was opened.
    init(_ part: Part) {
        end = part.headerRange.upperBound
        for field in part.fields { take(part.bytes, field.nameRange, trimmed(part.bytes, field.valueRange)) }
    }

    private func isName(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var index = line.lowerBound
        while index < line.upperBound, ASCII.isAlphanumeric(bytes[index]) || bytes[index] == UInt8(ascii: "-") {
            index += 1
        }
        return index > line.lowerBound && index < line.upperBound && bytes[index] == UInt8(ascii: ":")
    }

    private mutating func take(_ bytes: [UInt8], _ name: Range<Int>, _ value: Range<Int>) {
        guard !name.isEmpty, ASCII.isLetter(bytes[name.lowerBound]) else { return }
        fieldCount += 1
        switch name.count {
        case 2: if equalsIgnoringCase(bytes, name, "to") { to.append(Extent(value)) }
        case 4:
            if equalsIgnoringCase(bytes, name, "from") { keep(&from, value) }
            if equalsIgnoringCase(bytes, name, "date") || equalsIgnoringCase(bytes, name, "sent") { keep(&date, value) }
        case 7: if equalsIgnoringCase(bytes, name, "subject") { keep(&subject, value) }
        case 8:
            if receivedFor.isEmpty, equalsIgnoringCase(bytes, name, "received") { findFor(bytes, value) }
        case 9: if equalsIgnoringCase(bytes, name, "list-post") { keep(&listPost, value) }
        case 10: if equalsIgnoringCase(bytes, name, "message-id") { keep(&messageID, value) }
        case 11:
            if equalsIgnoringCase(bytes, name, "return-path") { keep(&returnPath, value) }
            if equalsIgnoringCase(bytes, name, "envelope-to") { envelopeTo.append(Extent(value)) }
        case 12: if equalsIgnoringCase(bytes, name, "delivered-to") { envelopeTo.append(Extent(value)) }
        case 13: if equalsIgnoringCase(bytes, name, "x-original-to") { envelopeTo.append(Extent(value)) }
        case 16: if equalsIgnoringCase(bytes, name, "list-unsubscribe") { keep(&listUnsubscribe, value) }
        case 24: if equalsIgnoringCase(bytes, name, "x-hmxmroriginalrecipient") { envelopeTo.append(Extent(value)) }
        default: break
        }
    }

    private mutating func findFor(_ bytes: [UInt8], _ value: Range<Int>) {
        guard let at = Words.position(bytes, value, "for <") else { return }
        let start = at + 5
        guard let close = firstIndex(of: UInt8(ascii: ">"), in: bytes, start..<min(value.upperBound, start + 320))
        else {
            return
        }
        receivedFor = start..<close
    }

    private func keep(_ field: inout Range<Int>, _ value: Range<Int>) {
        if field.isEmpty { field = value }
    }
}
