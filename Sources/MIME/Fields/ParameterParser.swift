/// Reads `token`, comments and `*(";" parameter)` of a structured MIME field, as leniently as mail needs it.
///
/// At most ``ParameterParser/maximumCount`` parameters are read, so that a megabyte of them stays cheap.
struct ParameterParser {
    static let maximumCount = 128

    private let bytes: [UInt8]
    private let end: Int
    private(set) var position: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        let range = clamped(range, bytes.count)
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// `token = 1*<any CHAR except SPACE, CTLs, tspecials>` (RFC 2045, 5.1), after comments.
    mutating func token() -> Range<Int>? {
        skipComments()
        let start = position
        while position < end, Self.isTokenByte(bytes[position]) { position += 1 }
        return start < position ? start..<position : nil
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// `CFWS` (RFC 5322, 3.2.2). A comment that is never closed reaches to the end.
    mutating func skipComments() {
        var depth = 0
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            case UInt8(ascii: "\\") where depth > 0: position += position + 1 < end ? 1 : 0
            case let byte where depth == 0 && !ASCII.isSpace(byte): return
            default: break
            }
            position += 1
        }
    }

    /// To the first semicolon.
    ///
    /// QUIRK: a parameter may follow at once; the semicolon was forgotten.
    mutating func skipToParameters(_ report: (Defect.Kind, Int) -> Void) {
        skipComments()
        guard position < end, bytes[position] != UInt8(ascii: ";"), !beginsParameter() else { return }
        report(.invalidParameter, position)
        skipToSemicolon()
    }

    private mutating func skipToSemicolon() {
        while position < end, bytes[position] != UInt8(ascii: ";") { position += 1 }
    }

    /// `*(";" parameter)`, `parameter = attribute "=" value`.
    mutating func parameters(_ report: (Defect.Kind, Int) -> Void) -> [RawParameter] {
        var result: [RawParameter] = []
        while true {
            let isSeparated = skipSemicolons(report)
            guard position < end else { return result }
            guard result.count < Self.maximumCount else {
                report(.invalidParameter, position)
                return result
            }
            let start = position
            if let parameter = parameter(report) {
                if !isSeparated { report(.missingSemicolon, start) }
                if result.isEmpty { result.reserveCapacity(4) }
                result.append(parameter)
            } else {
                report(.invalidParameter, start)
                skipToSemicolon()
            }
        }
    }

    /// - Returns: whether there are any.
    private mutating func skipSemicolons(_ report: (Defect.Kind, Int) -> Void) -> Bool {
        skipComments()
        guard skip(UInt8(ascii: ";")) else { return false }
        skipComments()
        // One at the end is written by many; two are a parameter that is not there.
        let start = position
        while skip(UInt8(ascii: ";")) { skipComments() }
        if position > start { report(.invalidParameter, start) }
        return true
    }

    private mutating func parameter(_ report: (Defect.Kind, Int) -> Void) -> RawParameter? {
        let offset = position
        guard let name = attribute() else { return nil }
        skipComments()
        guard skip(UInt8(ascii: "=")) else { return nil }
        // A comment is possible here too, but an unquoted value may also begin with a parenthesis: only blanks.
        while position < end, ASCII.isSpace(bytes[position]) { position += 1 }
        let isQuoted = position < end && bytes[position] == UInt8(ascii: "\"")
        let value = isQuoted ? quotedString(report) : unquotedValue()
        if !isQuoted, let odd = value.first(where: { !Self.isTokenByte(bytes[$0]) }) {
            report(.unquotedParameter, odd)
        }
        let (base, section, isExtended) = split(name, report)
        return RawParameter(
            name: base, value: value, isQuoted: isQuoted, section: section, isExtended: isExtended, offset: offset)
    }

    private mutating func attribute() -> Range<Int>? {
        let start = position
        while position < end, Self.isTokenByte(bytes[position]) { position += 1 }
        return start < position ? start..<position : nil
    }

    /// `attribute [section] ["*"]`, `section = "*" 1*DIGIT` (RFC 2231, 7).
    private func split(_ name: Range<Int>, _ report: (Defect.Kind, Int) -> Void) -> (
        Range<Int>, section: Int?, isExtended: Bool
    ) {
        guard let star = firstIndex(of: UInt8(ascii: "*"), in: bytes, name), star > name.lowerBound else {
            return (name, nil, false)
        }
        let base = name.lowerBound..<star
        var digits = star + 1..<name.upperBound
        var isExtended = digits.isEmpty
        if let last = digits.last, bytes[last] == UInt8(ascii: "*") {
            isExtended = true
            digits = digits.lowerBound..<last
        }
        guard !digits.isEmpty else { return (base, nil, isExtended) }
        // RFC 2231, 7: no leading zeros. They are read all the same.
        if digits.count > 1, bytes[digits.lowerBound] == UInt8(ascii: "0") {
            report(.invalidParameter, name.lowerBound)
        }
        var section = 0
        for index in digits {
            guard ASCII.isDigit(bytes[index]), section < 100_000 else { return (name, nil, false) }
            section = section * 10 + Int(bytes[index] - 0x30)
        }
        return (base, section, isExtended)
    }

    /// `quoted-string` (RFC 5322, 3.2.4): the range between the quotes.
    private mutating func quotedString(_ report: (Defect.Kind, Int) -> Void) -> Range<Int> {
        let quote = position
        position += 1
        let start = position
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let value = start..<position
                position += 1
                return value
            case UInt8(ascii: "\\") where position + 1 < end: position += 2
            default: position += 1
            }
        }
        // QUIRK: a quote that is never closed ends at the first semicolon or line end.
        report(.unclosedQuote, quote)
        position = start
        while position < end, bytes[position] != UInt8(ascii: ";"), !ASCII.isLineEnd(bytes[position]) { position += 1 }
        return trimmed(bytes, start..<position)
    }

    /// A value without quotes. By the grammar it is a token; mail has `=`, blanks and parentheses in it as well.
    ///
    /// QUIRK: it ends at a semicolon, or at a blank after which the next parameter, a comment or a quote begins.
    private mutating func unquotedValue() -> Range<Int> {
        let start = position
        var valueEnd = position
        while position < end, bytes[position] != UInt8(ascii: ";") {
            guard ASCII.isSpace(bytes[position]) else {
                position += 1
                valueEnd = position
                continue
            }
            while position < end, ASCII.isSpace(bytes[position]) { position += 1 }
            if beginsParameter() { break }
        }
        return start..<valueEnd
    }

    private func beginsParameter() -> Bool {
        guard position < end else { return true }
        if bytes[position] == UInt8(ascii: "(") { return isFinalComment() }
        var ahead = position
        while ahead < end, Self.isTokenByte(bytes[ahead]) { ahead += 1 }
        return ahead > position && ahead < end && bytes[ahead] == UInt8(ascii: "=")
    }

    /// Whether the parenthesis at `position` opens a comment after a value, not a part of it as in `copy (1).pdf`.
    private func isFinalComment() -> Bool {
        let reach = min(end, position + 200)
        guard let close = firstIndex(of: UInt8(ascii: ")"), in: bytes, position..<reach) else { return true }
        var ahead = close + 1
        while ahead < reach, ASCII.isSpace(bytes[ahead]) { ahead += 1 }
        return ahead == reach || bytes[ahead] == UInt8(ascii: ";")
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F: false
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
            UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "?"), UInt8(ascii: "="):
            false
        default: true
        }
    }
}
