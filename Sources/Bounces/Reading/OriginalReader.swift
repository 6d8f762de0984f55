import MIME

/// Reads the returned original: from a message part, from a part of headers, or from text behind a separator.
struct OriginalReader {
    private(set) var original = Original()
    /// Addresses that may stand in for a recipient whom the notice does not name, the nearest to the envelope first.
    private(set) var recipients: [[UInt8]] = []

    /// Who complains, where a feedback report does not say: whom the mail was addressed to.
    var complainers: [[UInt8]] {
        let to = original.to.compactMap { AddressReader.clean([UInt8]($0.utf8)) }
        return to.isEmpty ? Array(recipients.prefix(1)) : to
    }

    /// Most codes that are kept of one mail.
    static let codeLimit = 16

    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) { read(bytes, HeaderBlock(bytes, range)) }

    /// A returned message that was opened.
    mutating func read(_ part: Part) { read(part.bytes, HeaderBlock(part)) }

    private mutating func read(_ bytes: [UInt8], _ block: HeaderBlock) {
        guard block.fieldCount > 0 else { return }
        if original.messageID == nil { original.messageID = string(bytes, block.messageID) }
        if original.from == nil, !block.from.isEmpty {
            original.from = addresses(bytes, block.from).first ?? string(bytes, block.from)
        }
        if original.date == nil { original.date = string(bytes, block.date) }
        if original.subject == nil, !block.subject.isEmpty {
            original.subject =
                firstIndex(of: "=?", in: bytes, block.subject) == nil
                ? string(bytes, block.subject) : Words.string(decodeEncodedWords(bytes, block.subject))
        }
        if original.listUnsubscribe == nil { original.listUnsubscribe = string(bytes, block.listUnsubscribe) }
        if original.to.isEmpty {
            for value in block.to where original.to.count < 1000 { original.to += addresses(bytes, value) }
        }
        for value in block.envelopeTo { keepRecipient(bytes, value) }
        for address in original.to { keepRecipient([UInt8](address.utf8)) }
        keepRecipient(bytes, block.receivedFor)
        if !block.listUnsubscribe.isEmpty { collectCodes(bytes, block.listUnsubscribe) }
    }

    /// The addresses of a field; the usual case, one address and nothing that needs a parser, is read in place.
    private func addresses(_ bytes: [UInt8], _ range: Range<Int>) -> [String] {
        if let at = firstIndex(of: UInt8(ascii: "@"), in: bytes, range),
            firstIndex(of: UInt8(ascii: "@"), in: bytes, at + 1..<range.upperBound) == nil,
            firstIndex(of: UInt8(ascii: "("), in: bytes, range) == nil,
            firstIndex(of: UInt8(ascii: ":"), in: bytes, range) == nil,
            let found = AddressReader.around(at, in: bytes, range)
        {
            return [Words.string(found.address)]
        }
        return AddressList.parse(bytes, range).map(\.description)
    }

    /// Codes of a body; what is encoded is decoded first, since base64 and soft breaks hide them.
    mutating func readBody(_ bytes: [UInt8], _ range: Range<Int>) { collectCodes(bytes, range) }

    mutating func setEnvelopeID(_ value: String?) {
        if let value, original.envelopeID == nil { original.envelopeID = value }
    }

    private func string(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        if range.isEmpty { return nil }
        if firstIndex(of: 0x0A, in: bytes, range) == nil { return MIME.text(bytes, range) }
        let line = unfolded(bytes, range)
        return MIME.text(line, 0..<line.count)
    }

    private mutating func keepRecipient(_ bytes: [UInt8], _ range: Range<Int>) {
        if !range.isEmpty { keepRecipient(Words.joined(bytes, range)) }
    }

    private mutating func keepRecipient(_ written: [UInt8]) {
        guard recipients.count < 100, let address = AddressReader.clean(written), !recipients.contains(address) else {
            return
        }
        recipients.append(address)
    }

    /// Finds runs of exactly 64 hexadecimal digits by looking at every sixteenth byte and widening where one is.
    private mutating func collectCodes(_ bytes: [UInt8], _ range: Range<Int>) {
        var probe = range.lowerBound + 15
        var done = range.lowerBound
        while probe < range.upperBound, original.codes.count < OriginalReader.codeLimit {
            guard ASCII.hexValue(bytes[probe]) != nil else {
                probe += 16
                continue
            }
            var start = probe
            while start > done, ASCII.hexValue(bytes[start - 1]) != nil { start -= 1 }
            var end = probe + 1
            while end < range.upperBound, ASCII.hexValue(bytes[end]) != nil { end += 1 }
            if end - start == 64 {
                let code = Words.string(lowercasedASCII(bytes, start..<end))
                if !original.codes.contains(code) { original.codes.append(code) }
            }
            done = end
            probe = max(end, probe) + 16
        }
    }
}
