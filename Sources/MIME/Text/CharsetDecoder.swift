/// Turns text of any charset into UTF-8, chunk by chunk. It never fails, its output is always valid UTF-8, and U+FFFD
/// stands where bytes have no meaning.
///
/// ASCII, UTF-8, Latin-1 and windows-1252 are converted here, all others by glibc's iconv. A charset that neither knows is
/// read as UTF-8 if the bytes are that, else as windows-1252. A copy of a decoder shares its converter with the original:
/// use one of the two. What had no meaning is in ``defects``.
public struct CharsetDecoder {
    private enum Engine {
        case guess(GuessDecoder)
        case utf8
        case latin1
        case windows1252
        case iconv(Iconv, fallback: String?, unit: Int)
    }

    private var engine: Engine
    private var escapes: EscapeFilter?
    /// Where the bytes that the escape sequences were undone of stand in the input; the last of them are those before `offset`.
    private var origins: [Int] = []
    private var originsStart = 0
    /// A character cut off by the end of a chunk.
    private var held: [UInt8] = []
    private var second: Iconv?
    /// The converter keeps a letter back to see whether an accent follows it.
    private var holdsBase = false
    /// What comes after a byte without a meaning is read as at the beginning.
    private var isShifted = false
    /// Where the last shifted run of UTF-7 began, as long as it is open, and how many characters it has (RFC 2152).
    private var shift: (start: Int, count: Int)?
    /// How many bytes were read in earlier chunks.
    private var offset = 0
    private var found = DefectLog()
    /// The text has no charset, and no byte that would need one has come.
    private var isUnlabelled = false

    /// That the charset is unknown, or is missing and would be needed, and the bytes without a meaning, with their offsets
    /// from the start of the input: a hundred of each kind, and where there are more, ``Defect/Kind/tooManyDefects`` in the
    /// place of the next.
    public var defects: [(Defect.Kind, Int)] { found.found }

    /// A decoder for a charset as it is written in a Content-Type or an encoded word; nil where it is not given.
    public init(label: String?) {
        self.init(Charset(label: label))
    }

    init(_ charset: Charset) {
        switch charset {
        case .guess, .unknown: engine = .guess(GuessDecoder())
        case .utf8: engine = .utf8
        case .latin1: engine = .latin1
        case .windows1252: engine = .windows1252
        case .iso2022jp:
            engine = Self.open("EUC-JP", fallback: "EUC-JP-MS")
            escapes = EscapeFilter(.iso2022jp)
        case .hz:
            engine = Self.open("GB18030", fallback: nil)
            escapes = EscapeFilter(.hz)
        case .iconv(let name, let fallback):
            engine = Self.open(name, fallback: fallback)
            holdsBase = ["CP1255", "CP1258", "TCVN-5712"].contains(name)
            isShifted = name.hasPrefix("UTF-7")
        }
        guard case .guess = engine else { return }
        escapes = nil
        // A charset that is known here may still be one that this machine has no converter for.
        if charset == .guess { isUnlabelled = true } else { found.note(.unknownCharset, 0) }
    }

    private static func open(_ name: String, fallback: String?) -> Engine {
        guard let converter = Iconv(name) else {
            guard let fallback, let converter = Iconv(fallback) else { return .guess(GuessDecoder()) }
            return .iconv(converter, fallback: nil, unit: 1)
        }
        let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
        return .iconv(converter, fallback: fallback, unit: unit)
    }

    /// Appends `input` as UTF-8. What the end of `input` cuts in two is kept for the next call.
    public mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        if escapes != nil {
            // In pieces, as the place of each byte is remembered.
            var position = 0
            while position < input.count {
                let end = min(input.count, position + 16_384)
                var plain: [UInt8] = []
                escapes?.filter(input.extracting(position..<end), into: &plain, &origins)
                convertPlain(plain, into: &output)
                position = end
            }
        } else {
            if isShifted { followShifts(input) }
            convert(input, at: offset, into: &output)
            offset += input.count
        }
    }

    private mutating func followShifts(_ input: Span<UInt8>) {
        for index in 0..<input.count {
            let byte = input[index]
            if let open = shift {
                let isInside = ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
                shift = isInside ? (open.start, open.count + 1) : nil
            } else if byte == UInt8(ascii: "+") {
                shift = (offset + index, 0)
            }
        }
    }

    /// Appends what is still held back. Call it once, after the last chunk.
    public mutating func finish(into output: inout [UInt8]) {
        if escapes != nil {
            var plain: [UInt8] = []
            escapes?.finish(into: &plain, &origins)
            convertPlain(plain, into: &output)
        }
        switch engine {
        case .guess(var decoder):
            decoder.finish(into: &output) { noteUndecodable($0, $1) }
        case .iconv(let converter, _, _):
            converter.flush(into: &output)
            // The converter says nothing of a character that is cut off by the end: bits that no whole one has used.
            if let open = shift, held.isEmpty, open.count == 0 || open.count * 6 % 16 >= 6 {
                noteUndecodable(open.start, offset - open.start)
                appendReplacement(to: &output)
            }
        case .utf8, .latin1, .windows1252: break
        }
        if !held.isEmpty {
            noteUndecodable(offset - held.count, held.count)
            appendReplacement(to: &output)
        }
        held = []
    }

    /// Converts what escape sequences were undone of, and forgets the places that no character can begin at any more.
    private mutating func convertPlain(_ plain: [UInt8], into output: inout [UInt8]) {
        convert(plain.span, at: offset, into: &output)
        offset += plain.count
        let done = max(0, origins.count - 2 * Self.maximumHeld)
        origins.removeSubrange(..<done)
        originsStart += done
    }

    private mutating func noteUndecodable(_ offset: Int, _ length: Int) {
        guard escapes != nil else { return found.note(.undecodableBytes, offset, length: length) }
        let index = offset - originsStart
        guard origins.indices.contains(index) else { return }
        // Most such characters are two bytes.
        found.note(.undecodableBytes, origins[index], length: 2)
    }

    /// Converts `input`, which stands at `offset` of all that was read.
    private mutating func convert(_ input: Span<UInt8>, at offset: Int, into output: inout [UInt8]) {
        switch engine {
        case .guess(var decoder):
            engine = .utf8
            decoder.decode(input, into: &output) { noteUndecodable($0, $1) }
            if isUnlabelled, let first = decoder.firstEightBit {
                found.note(.missingCharset, first)
                isUnlabelled = false
            }
            engine = .guess(decoder)
        case .latin1: appendLatin1(input, to: &output)
        case .windows1252:
            appendWindows1252(input, to: &output)
            var position = 0
            while !found.isFull(.undecodableBytes), let error = windows1252Error(input, from: position) {
                noteUndecodable(offset + error, 1)
                position = error + 1
            }
        case .utf8:
            guard held.isEmpty else { return joinHeld(input, at: offset, into: &output) }
            let end = appendRepaired(input, to: &output) { noteUndecodable(offset + $0, $1) }
            append(input, end..<input.count, to: &held)
        case .iconv(let converter, let fallback, let unit):
            guard held.isEmpty else { return joinHeld(input, at: offset, into: &output) }
            convert(input, at: offset, with: converter, fallback, unit, into: &output)
        }
    }

    /// Completes the character that the last chunk left open with the first bytes of this one, then goes on with the rest.
    private mutating func joinHeld(_ input: Span<UInt8>, at offset: Int, into output: inout [UInt8]) {
        var position = 0
        while !held.isEmpty, position < input.count {
            let joined = held + [input[position]]
            held = []
            position += 1
            convert(joined.span, at: offset + position - joined.count, into: &output)
        }
        guard position < input.count else { return }
        convert(input.extracting(position..<input.count), at: offset + position, into: &output)
    }

    private mutating func convert(
        _ input: Span<UInt8>, at offset: Int, with converter: Iconv, _ fallback: String?, _ unit: Int,
        into output: inout [UInt8]
    ) {
        var position = 0
        while position < input.count {
            switch converter.convert(input, from: position, into: &output) {
            case .done: return
            case .cut(let start):
                guard input.count - start > Self.maximumHeld else {
                    append(input, start..<input.count, to: &held)
                    return
                }
                noteUndecodable(offset + start, unit)
                appendReplacement(to: &output)
                position = start + unit
            case .invalid(let start):
                if holdsBase || isShifted { converter.flush(into: &output) }
                guard let length = rescue(input, at: start, offset, fallback, unit, into: &output) else {
                    append(input, start..<input.count, to: &held)
                    return
                }
                position = start + length
            }
        }
    }

    /// No character of any charset is longer.
    private static let maximumHeld = 16

    /// Tries the second converter on the character that the first one refused. Returns how many bytes are dealt with, or
    /// nil if the rest of the character has yet to come.
    private mutating func rescue(
        _ input: Span<UInt8>, at start: Int, _ offset: Int, _ fallback: String?, _ unit: Int,
        into output: inout [UInt8]
    ) -> Int? {
        if let fallback, input[start] >= 0x80 {
            let length = input[start] == 0x8F ? 3 : 2
            guard input.count - start >= length else { return nil }
            if second == nil { second = Iconv(fallback) }
            var character: [UInt8] = []
            if let second,
                case .done = second.convert(input.extracting(start..<start + length), from: 0, into: &character)
            {
                output += character
                return length
            }
        }
        noteUndecodable(offset + start, unit)
        appendReplacement(to: &output)
        return unit
    }
}

/// All of `bytes` as UTF-8, read by the charset that `charset` names.
public func utf8Text(_ bytes: [UInt8], charset: String?) -> [UInt8] {
    let charset = Charset(label: charset)
    switch charset {
    case .guess, .unknown, .utf8, .latin1, .windows1252:
        if isASCII(bytes, 0..<bytes.count) { return bytes }
    case .iso2022jp, .hz, .iconv: break
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8 + 16)
    var decoder = CharsetDecoder(charset)
    decoder.decode(bytes.span, into: &output)
    decoder.finish(into: &output)
    return output
}
