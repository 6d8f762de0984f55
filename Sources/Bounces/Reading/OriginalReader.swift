import MIME

/// Reads the returned original: from a message part, from a part of headers, or from text behind a separator.
struct OriginalReader {
    private(set) var original = Original()
    /// What was read. Few reports leave it to the original to say whom it was for.
    private var sources: [Source] = []
    /// The mailing list that the original came through: a mail to the list does not say which subscriber failed.
    private var listAddress: [UInt8]?

    private struct Source {
        let bytes: [UInt8]
        let block: HeaderBlock
        /// The addresses of `original.to` that were known then.
        let to: [String]
    }

    /// What may be addresses of recipients, as it stands, the nearest to the envelope first.
    private var written: [[UInt8]] {
        var written: [[UInt8]] = []
        for source in sources {
            for value in source.block.envelopeTo where written.count < 100 {
                written.append(Words.joined(source.bytes, value.range))
            }
            for address in source.to where written.count < 100 { written.append([UInt8](address.utf8)) }
            let receivedFor = source.block.receivedFor
            if !receivedFor.isEmpty { written.append(Words.joined(source.bytes, receivedFor)) }
        }
        return written
    }

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
        sources.append(Source(bytes: bytes, block: block, to: original.to))
        if !block.listPost.isEmpty { listAddress = AddressReader.first(in: bytes, block.listPost)?.address }
        if !block.listUnsubscribe.isEmpty { collectCodes(bytes, block.listUnsubscribe) }
    }

    /// Codes of a body; what is encoded is decoded first, since base64 and soft breaks hide them.
    mutating func readBody(_ bytes: [UInt8], _ range: Range<Int>) { collectCodes(bytes, range) }

    mutating func readBody(_ part: Part) {
        switch part.transferEncoding {
        case .base64, .quotedPrintable:
            if part.contentType.type == "text" {
                let body = part.decodedBody()
                readBody(body, 0..<body.count)
            }
        default: readBody(part.bytes, part.bodyRange)
        }
    }

    mutating func setEnvelopeID(_ value: String?) {
        if let value, original.envelopeID == nil { original.envelopeID = value }
    }

    private func string(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        if range.isEmpty { return nil }
        if firstIndex(of: 0x0A, in: bytes, range) == nil { return MIME.text(bytes, range) }
        let line = unfolded(bytes, range)
        return MIME.text(line, 0..<line.count)
    }

    /// Finds runs of exactly 64 hexadecimal digits by looking at every 64th byte, since each run holds one of those, and
    /// widening where it is a digit.
    private mutating func collectCodes(_ bytes: [UInt8], _ range: Range<Int>) {
        var probe = range.lowerBound + 63
        var done = range.lowerBound
        while probe < range.upperBound, original.codes.count < OriginalReader.codeLimit {
            guard ASCII.hexValue(bytes[probe]) != nil else {
                probe += 64
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
            // No digit stands at `end`.
            probe = end + 64
        }
    }
}
