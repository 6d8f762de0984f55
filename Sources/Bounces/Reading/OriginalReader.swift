import MIME

/// Reads the returned original: from a message part, from a part of headers, or from text behind a separator.
struct OriginalReader {
    private(set) var original = Original()
    /// Addresses that may stand in for a recipient whom the notice does not name, the nearest to the envelope first.
    private(set) var recipients: [[UInt8]] = []

    /// Most codes that are kept of one mail.
    static let codeLimit = 16

    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) {
        let block = HeaderBlock(bytes, range)
        guard block.fieldCount > 0 else { return }
        if original.messageID == nil { original.messageID = string(bytes, block.messageID) }
        if original.from == nil, !block.from.isEmpty {
            original.from = AddressList.parse(bytes, block.from).first?.description ?? string(bytes, block.from)
        }
        if original.date == nil { original.date = string(bytes, block.date) }
        if original.subject == nil, !block.subject.isEmpty {
            original.subject = Words.string(decodeEncodedWords(bytes, block.subject))
        }
        if original.listUnsubscribe == nil { original.listUnsubscribe = string(bytes, block.listUnsubscribe) }
        if original.to.isEmpty {
            for value in block.to { original.to += AddressList.parse(bytes, value).map(\.description) }
        }
        for value in block.envelopeTo { keepRecipient(bytes, value) }
        for address in original.to { keepRecipient([UInt8](address.utf8)) }
        keepRecipient(bytes, block.receivedFor)
        collectCodes(bytes, block.listUnsubscribe)
    }

    /// Codes of a body; what is encoded is decoded first, since base64 and soft breaks hide them.
    mutating func readBody(_ bytes: [UInt8], _ range: Range<Int>) { collectCodes(bytes, range) }

    mutating func setEnvelopeID(_ value: String?) {
        if let value, original.envelopeID == nil { original.envelopeID = value }
    }

    private func string(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        range.isEmpty ? nil : Words.string(unfolded(bytes, range))
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
