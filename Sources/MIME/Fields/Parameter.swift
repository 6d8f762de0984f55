/// A parameter of Content-Type or Content-Disposition, decoded.
public struct Parameter: Sendable, Hashable, CustomStringConvertible {
    /// The name in lower case, without the `*` of RFC 2231.
    public let name: String
    /// Decoded (RFC 2231), in UTF-8.
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    public var description: String { "\(name)=\"\(value)\"" }
}

extension [Parameter] {
    func value(_ name: String) -> String? {
        for parameter in self where parameter.name == name { return parameter.value }
        return nil
    }
}

/// A parameter as it stands in the field, before RFC 2231 is applied.
struct RawParameter {
    /// The name without section and `*`.
    let name: Range<Int>
    /// The value without its quotes.
    let value: Range<Int>
    let isQuoted: Bool
    /// The section of a continued parameter, `name*1` (RFC 2231, 3).
    let section: Int?
    /// Whether the value is percent-encoded, `name*` (RFC 2231, 4).
    let isExtended: Bool
    let offset: Int
}

extension Parameter {
    /// Joins continuations and decodes values, in the order in which the names first occur.
    ///
    /// A percent-encoded value goes before a plain one of the same name, which stands there for older readers.
    static func joined(_ raw: [RawParameter], _ bytes: [UInt8], _ report: (Defect.Kind, Int) -> Void) -> [Parameter] {
        var result: [Parameter] = []
        result.reserveCapacity(raw.count)
        for index in raw.indices {
            let first = raw[index]
            guard !raw[..<index].contains(where: { hasSameName($0, first, bytes) }) else { continue }
            var whole = first.section == nil ? first : nil
            var hasSections = first.section != nil
            for other in raw[(index + 1)...] where hasSameName(other, first, bytes) {
                if other.section != nil {
                    hasSections = true
                } else if let plain = whole, other.isExtended == plain.isExtended {
                    report(.repeatedParameter, other.offset)
                } else if !(whole?.isExtended ?? false) {
                    whole = other
                }
            }
            let value =
                if let whole, whole.isExtended || !hasSections {
                    decode(whole, bytes, report)
                } else {
                    join(raw[index...].filter { $0.section != nil && hasSameName($0, first, bytes) }, bytes, report)
                }
            result.append(Parameter(name: lowercasedString(bytes, first.name), value: value))
        }
        return result
    }

    private static func hasSameName(_ one: RawParameter, _ other: RawParameter, _ bytes: [UInt8]) -> Bool {
        guard one.name.count == other.name.count else { return false }
        for index in 0..<one.name.count {
            let byte = ASCII.lowercased(bytes[one.name.lowerBound + index])
            guard byte == ASCII.lowercased(bytes[other.name.lowerBound + index]) else { return false }
        }
        return true
    }

    /// The bytes of a multipart's boundary, which may be no UTF-8.
    static func rawBoundary(_ raw: [RawParameter], _ bytes: [UInt8], _ decoded: [Parameter]) -> [UInt8] {
        guard let first = raw.first(where: { equalsIgnoringCase(bytes, $0.name, "boundary") }) else { return [] }
        var result =
            first.section == nil && !first.isExtended
            ? unquoted(first, bytes) : Array((decoded.value("boundary") ?? "").utf8)
        while let last = result.last, ASCII.isSpace(last) { result.removeLast() }
        return result
    }

    /// RFC 2231, 3: sections in the order of their numbers, whatever order they stand in, up to the first gap.
    private static func join(
        _ sections: [RawParameter], _ bytes: [UInt8], _ report: (Defect.Kind, Int) -> Void
    ) -> String {
        let ordered = sections.sorted { ($0.section ?? 0, $0.offset) < ($1.section ?? 0, $1.offset) }
        var value: [UInt8] = []
        var charset: String?
        var expected = ordered.first?.section ?? 0
        if expected > 0 { report(.missingParameterSection, ordered.first?.offset ?? 0) }
        let start = expected
        for part in ordered {
            if let section = part.section, section < expected {
                report(.repeatedParameter, part.offset)
                continue
            }
            guard part.section == expected else {
                report(.missingParameterSection, part.offset)
                break
            }
            if part.isExtended {
                if expected == start, let (label, rest) = charsetAndRest(part, bytes) {
                    charset = label
                    appendPercentDecoded(bytes, rest, to: &value, report)
                } else {
                    // Only the first section has them (RFC 2231, 4.1).
                    if expected == start { report(.missingParameterCharset, part.offset) }
                    appendPercentDecoded(bytes, part.value, to: &value, report)
                }
            } else {
                value.append(contentsOf: unquoted(part, bytes))
            }
            expected += 1
        }
        return string(value, charset) { report($0, ordered.first?.offset ?? 0) }
    }

    private static func decode(
        _ raw: RawParameter, _ bytes: [UInt8], _ report: (Defect.Kind, Int) -> Void
    ) -> String {
        if raw.isExtended {
            var value: [UInt8] = []
            let parts = charsetAndRest(raw, bytes)
            if parts == nil { report(.missingParameterCharset, raw.offset) }
            appendPercentDecoded(bytes, parts?.rest ?? raw.value, to: &value, report)
            return string(value, parts?.charset) { report($0, raw.offset) }
        }
        // QUIRK: an encoded word in a parameter is forbidden by RFC 2047, 5, and written by many.
        if let word = firstIndex(of: "=?", in: bytes, raw.value),
            firstIndex(of: "?=", in: bytes, word + 2..<raw.value.upperBound) != nil
        {
            report(.encodedWordInParameter, word)
            let plain = unquoted(raw, bytes)
            return String(
                decoding: decodeEncodedWords(plain, 0..<plain.count) { kind, _ in report(kind, word) }, as: UTF8.self)
        }
        if isPlain(raw, bytes) { return text(bytes, raw.value) }
        let plain = unquoted(raw, bytes)
        return text(plain, 0..<plain.count)
    }

    /// Whether the value is its bytes: no quoted pair, no line end.
    private static func isPlain(_ raw: RawParameter, _ bytes: [UInt8]) -> Bool {
        firstLineEnd(bytes, from: raw.value.lowerBound, to: raw.value.upperBound) == raw.value.upperBound
            && firstIndex(of: UInt8(ascii: "\\"), in: bytes, raw.value) == nil
    }

    /// `charset'language'value` (RFC 2231, 4); nil if the quotes are missing.
    private static func charsetAndRest(_ raw: RawParameter, _ bytes: [UInt8]) -> (charset: String, rest: Range<Int>)? {
        guard let first = firstIndex(of: UInt8(ascii: "'"), in: bytes, raw.value),
            let second = firstIndex(of: UInt8(ascii: "'"), in: bytes, first + 1..<raw.value.upperBound)
        else { return nil }
        return (text(bytes, raw.value.lowerBound..<first), second + 1..<raw.value.upperBound)
    }

    private static func string(_ value: [UInt8], _ charset: String?, _ report: (Defect.Kind) -> Void) -> String {
        guard let charset, !charset.isEmpty else { return text(value, 0..<value.count) }
        var decoder = CharsetDecoder(label: charset)
        var text: [UInt8] = []
        decoder.decode(value.span, into: &text)
        decoder.finish(into: &text)
        for (kind, _) in decoder.defects { report(kind) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func appendPercentDecoded(
        _ bytes: [UInt8], _ range: Range<Int>, to result: inout [UInt8], _ report: (Defect.Kind, Int) -> Void
    ) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%"), position + 2 < range.upperBound,
                let high = ASCII.hexValue(bytes[position + 1]), let low = ASCII.hexValue(bytes[position + 2])
            {
                result.append(high << 4 | low)
                position += 3
            } else {
                if byte == UInt8(ascii: "%") { report(.badPercentEscape, position) }
                result.append(byte)
                position += 1
            }
        }
    }

    /// The value with quoted pairs resolved and line ends taken out.
    private static func unquoted(_ raw: RawParameter, _ bytes: [UInt8]) -> [UInt8] {
        if isPlain(raw, bytes) { return Array(bytes[raw.value]) }
        var result: [UInt8] = []
        result.reserveCapacity(raw.value.count)
        var position = raw.value.lowerBound
        while position < raw.value.upperBound {
            var byte = bytes[position]
            if raw.isQuoted, byte == UInt8(ascii: "\\"), position + 1 < raw.value.upperBound {
                position += 1
                byte = bytes[position]
            }
            if !ASCII.isLineEnd(byte) { result.append(byte) }
            position += 1
        }
        return result
    }
}
