import MIME

/// Reads the returned original: from a message part, from a part of headers, or from text behind a separator.
struct OriginalReader {
    private(set) var original = Original()
    /// What may be addresses of recipients, as it stands, the nearest to the envelope first.
    private var written: [[UInt8]] = []
    /// The mailing list that the original came through: a mail to the list does not say which subscriber failed.
    private var listAddress: [UInt8]?

    /// Addresses that may stand in for a recipient whom the notice does not name.
    var recipients: [[UInt8]] {
        var list: [[UInt8]] = []
        for value in written {
            if let address = AddressReader.clean(value), !list.contains(address), address != listAddress {
                list.append(address)
            }
        }
        return list
    }

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
            original.from = AddressReader.list(bytes, block.from).first ?? string(bytes, block.from)
        }
        if original.date == nil { original.date = string(bytes, block.date) }
        if original.subject == nil, !block.subject.isEmpty {
            original.subject =
                firstIndex(of: "=?", in: bytes, block.subject) == nil
                ? string(bytes, block.subject) : Words.string(decodeEncodedWords(bytes, block.subject))
        }
        if original.listUnsubscribe == nil { original.listUnsubscribe = string(bytes, block.listUnsubscribe) }
        if original.to.isEmpty {
            for value in block.to where original.to.count < 1000 {
                original.to += AddressReader.list(bytes, value.range)
            }
        }
        for value in block.envelopeTo where written.count < 100 { written.append(Words.joined(bytes, value.range)) }
        for address in original.to where written.count < 100 { written.append([UInt8](address.utf8)) }
        if !block.receivedFor.isEmpty { written.append(Words.joined(bytes, block.receivedFor)) }
        if !block.listPost.isEmpty { listAddress = AddressReader.first(in: bytes, block.listPost)?.address }
        if !block.listUnsubscribe.isEmpty { collectCodes(bytes, block.listUnsubscribe) }
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
