extension Part {
    /// What is wrong in the values of the fields: addresses, dates and encoded words. Offsets are of ``bytes``.
    public func fieldDefects() -> [(Defect.Kind, Int)] {
        var found: [(Defect.Kind, Int)] = []
        for field in fields where !field.isNameless {
            if Self.addressFields.contains(field.nameHash) {
                _ = AddressList.parse(bytes, field.valueRange) { found.append(($0, $1)) }
            } else if Self.dateFields.contains(field.nameHash),
                MailDate(bytes.span.extracting(field.valueRange)) == nil
            {
                found.append((.invalidDate, trimmed(bytes, field.valueRange).lowerBound))
            }
            if firstIndex(of: "=?", in: bytes, field.valueRange) != nil {
                _ = decodeEncodedWords(bytes, field.valueRange) { found.append(($0, $1)) }
            }
        }
        return found
    }

    /// What is repaired when the body of a leaf is decoded: by its transfer encoding and, if it is text, its charset. The
    /// first of each kind; offsets are of ``bytes``.
    public func bodyDefects() -> [(Defect.Kind, Int)] {
        guard !isContainer else { return [] }
        let start = bodyRange.lowerBound
        var transfer = TransferDecoder(isLyingAboutEncoding ? .binary : transferEncoding)
        var body: [UInt8] = []
        transfer.decode(bytes.span.extracting(bodyRange), into: &body)
        transfer.finish(into: &body)
        var found = transfer.defects.map { ($0.0, start + $0.1) }
        guard contentType.type == "text" else { return found }
        var charset = CharsetDecoder(label: contentType.charset)
        var text: [UInt8] = []
        charset.decode(body.span, into: &text)
        charset.finish(into: &text)
        found += charset.defects.map { ($0.0, start + (transfer.isIdentity ? $0.1 : 0)) }
        return found
    }

    /// RFC 5322, 3.6.2 to 3.6.7.
    private static let addressFields: Set<UInt32> = [
        NameHash.of("from"), NameHash.of("sender"), NameHash.of("reply-to"), NameHash.of("to"), NameHash.of("cc"),
        NameHash.of("bcc"), NameHash.of("resent-from"), NameHash.of("resent-sender"), NameHash.of("resent-to"),
        NameHash.of("resent-cc"), NameHash.of("resent-bcc"), NameHash.of("return-path"),
    ]

    private static let dateFields: Set<UInt32> = [NameHash.of("date"), NameHash.of("resent-date")]
}
