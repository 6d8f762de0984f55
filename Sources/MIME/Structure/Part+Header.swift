extension Part {
    /// The first field with this name, in any case.
    public func first(_ name: StaticString) -> HeaderField? {
        let hash = NameHash.of(name)
        for field in fields where field.nameHash == hash && isNamed(field, name) { return field }
        return nil
    }

    /// All fields with this name, in any case, in order.
    public func all(_ name: StaticString) -> [HeaderField] {
        let hash = NameHash.of(name)
        return fields.filter { $0.nameHash == hash && isNamed($0, name) }
    }

    private func isNamed(_ field: HeaderField, _ name: StaticString) -> Bool {
        guard name.hasPointerRepresentation, field.nameRange.count == name.utf8CodeUnitCount else { return false }
        let wanted = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        for index in 0..<wanted.count {
            let byte = unsafe wanted[index]
            guard ASCII.lowercased(bytes[field.nameRange.lowerBound + index]) == ASCII.lowercased(byte) else {
                return false
            }
        }
        return true
    }

    /// The value as it stands after the colon, folding included, without the final line end.
    public func rawValue(_ field: HeaderField) -> Range<Int> {
        field.valueRange
    }

    /// The value of the first field with this name: unfolded, trimmed, not decoded.
    public func value(_ name: StaticString) -> [UInt8]? {
        first(name).map { unfolded(bytes, $0.valueRange) }
    }

    /// The value of the first field with this name as text: unfolded, encoded words decoded (RFC 2047), other bytes as
    /// UTF-8 (RFC 6532) or else as windows-1252.
    public func decodedValue(_ name: StaticString) -> String? {
        first(name).map { decodedValue($0) }
    }

    /// The value of a field as text, as ``decodedValue(_:)-(StaticString)`` reads it.
    public func decodedValue(_ field: HeaderField) -> String {
        String(decoding: decodeEncodedWords(bytes, trimmed(bytes, field.valueRange)), as: UTF8.self)
    }

    /// The name of a field as it is spelled.
    public func name(_ field: HeaderField) -> String {
        MIME.text(bytes, field.nameRange)
    }

    /// How the part wants to be shown (RFC 2183).
    public var disposition: Disposition? {
        first("content-disposition").flatMap { Disposition(bytes, $0.valueRange) }
    }

    /// The suggested file name: that of Content-Disposition, else the name of Content-Type, else the one in the `begin` line
    /// of a uuencoded body, which is looked for in its first 64 KiB. Decoded; it comes from the sender and is not to be used
    /// as a path.
    public var filename: String? {
        disposition?.filename ?? contentType["name"] ?? uuencodedName
    }

    private var uuencodedName: String? {
        guard transferEncoding == .uuencode, !isContainer, !isEncodedMessage, !contentType.isMultipart,
            !bodyRange.isEmpty
        else { return nil }
        var decoder = TransferDecoder(.uuencode)
        var ignored: [UInt8] = []
        var position = bodyRange.lowerBound
        while decoder.awaitsFilename, position < bodyRange.upperBound {
            let end = min(position + 4_096, bodyRange.upperBound)
            decoder.decode(bytes.span.extracting(position..<end), into: &ignored)
            position = end
        }
        if decoder.awaitsFilename { decoder.finish(into: &ignored) }
        return decoder.filename
    }
}
