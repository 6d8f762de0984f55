extension Part {
    /// What is wrong in the values of the fields: addresses, dates, encoded words, the parameters of Content-Disposition,
    /// and fields that stand there again. Offsets are of ``bytes``.
    public func fieldDefects() -> [(Defect.Kind, Int)] {
        var found = DefectLog()
        var seen: Set<UInt32> = []
        for field in fields where !field.isNameless {
            if Self.singleFields.contains(field.nameHash), !seen.insert(field.nameHash).inserted {
                found.note(.repeatedField, field.range.lowerBound)
            }
            if Self.addressFields.contains(field.nameHash) {
                _ = AddressList.parse(bytes, field.valueRange) { found.note($0, $1) }
            } else if Self.dateFields.contains(field.nameHash) {
                let value = bytes.span.extracting(field.valueRange)
                if MailDate(value) == nil {
                    found.note(.invalidDate, trimmed(bytes, field.valueRange).lowerBound)
                } else if !MailDateReader.isWellFormed(value) {
                    found.note(.malformedDate, trimmed(bytes, field.valueRange).lowerBound)
                }
            } else if field.nameHash == NameHash.contentDisposition {
                _ = Disposition(bytes, field.valueRange) { found.note($0, $1) }
            }
            if firstIndex(of: "=?", in: bytes, field.valueRange) != nil {
                _ = decodeEncodedWords(bytes, field.valueRange) { found.note($0, $1) }
            }
        }
        return found.found
    }

    /// What is repaired when the body is decoded: by its transfer encoding and, if it is text, its charset. Offsets are of
    /// ``bytes``. The parts of a container have their own.
    public func bodyDefects() -> [(Defect.Kind, Int)] {
        // Of containers, only a message that was decoded to be opened is more than its parts.
        guard !isContainer || contentType.isMessage, !(isContainer && isLyingAboutEncoding) else { return [] }
        let raw = bytes.span.extracting(bodyRange)
        let encoding = isLyingAboutEncoding ? TransferEncoding.binary : transferEncoding
        var transfer = TransferDecoder(encoding)
        guard !(isContainer && transfer.isIdentity) else { return [] }
        var forbidden = ForbiddenBytes(encoding)
        forbidden?.read(raw)
        var body: [UInt8] = []
        transfer.decode(raw, into: &body)
        transfer.finish(into: &body)
        var charset: CharsetDecoder?
        if !isContainer, contentType.type == "text" {
            charset = CharsetDecoder(label: contentType.charset)
            var text: [UInt8] = []
            charset?.decode(body.span, into: &text)
            charset?.finish(into: &text)
        }
        let found = Self.bodyDefects(
            transfer, isIdentity: transfer.isIdentity, forbidden, text: charset?.defects ?? [])
        return found.map { ($0.0, bodyRange.lowerBound + $0.1) }
    }

    /// What the readers of a body have found, with offsets in the body as it was sent. What a charset has no meaning for
    /// stands at its start where the body was decoded first.
    package static func bodyDefects(
        _ transfer: TransferDecoder, isIdentity: Bool, _ forbidden: ForbiddenBytes?, text: [(Defect.Kind, Int)]
    ) -> [(Defect.Kind, Int)] {
        let kinds = isIdentity ? text : text.filter { $0.0 != .tooManyDefects }.map { ($0.0, 0) }
        return (isIdentity ? [] : transfer.defects) + (forbidden?.defects ?? []) + kinds
    }

    /// Those that may stand there once: RFC 5322, 3.6; RFC 2045, 4 to 8; RFC 2183. Content-Type and
    /// Content-Transfer-Encoding are judged where they are read.
    private static let singleFields: Set<UInt32> = [
        NameHash.of("date"), NameHash.of("from"), NameHash.of("sender"), NameHash.of("reply-to"), NameHash.of("to"),
        NameHash.of("cc"), NameHash.of("bcc"), NameHash.of("message-id"), NameHash.of("in-reply-to"),
        NameHash.of("references"), NameHash.of("subject"), NameHash.of("mime-version"), NameHash.of("content-id"),
        NameHash.of("content-description"), NameHash.contentDisposition,
    ]

    /// RFC 5322, 3.6.2 to 3.6.7.
    private static let addressFields: Set<UInt32> = [
        NameHash.of("from"), NameHash.of("sender"), NameHash.of("reply-to"), NameHash.of("to"), NameHash.of("cc"),
        NameHash.of("bcc"), NameHash.of("resent-from"), NameHash.of("resent-sender"), NameHash.of("resent-to"),
        NameHash.of("resent-cc"), NameHash.of("resent-bcc"), NameHash.of("return-path"),
    ]

    private static let dateFields: Set<UInt32> = [NameHash.of("date"), NameHash.of("resent-date")]
}
