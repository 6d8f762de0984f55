/// Makes visible what could command a terminal instead of being read on it.
///
/// Control characters (but tab, line feed, and carriage return before line feed), the C1 controls, the characters that
/// reorder or hide text (bidirectional overrides and isolates, line separators), and bytes that are no UTF-8. A
/// character cut off by the end of one piece is completed by the next.
struct TerminalEscaper: Sendable {
    enum Style: Sendable {
        /// `^[`, `<U+202E>`, `<9B>`: for people.
        case visible
        /// `\u202e`: inside JSON, where only strings can hold such characters.
        case json
    }

    let style: Style
    /// The start of a character, or a carriage return, whose continuation is still to come.
    private var held: [UInt8] = []

    init(style: Style) {
        self.style = style
    }

    mutating func escape(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        if held.isEmpty {
            process(bytes, atEnd: false, into: &output)
        } else {
            var joined = held
            held.removeAll()
            unsafe bytes.withUnsafeBufferPointer { unsafe joined.append(contentsOf: $0) }
            process(joined.span, atEnd: false, into: &output)
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        let rest = held
        held.removeAll()
        process(rest.span, atEnd: true, into: &output)
    }

    private mutating func process(_ bytes: Span<UInt8>, atEnd: Bool, into output: inout [UInt8]) {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x20..<0x7F, 0x09, 0x0A:
                output.append(byte)
                position += 1
            case 0x0D:
                if position + 1 == bytes.count, !atEnd {
                    held = [byte]
                    return
                }
                if position + 1 < bytes.count, bytes[position + 1] == 0x0A {
                    output.append(byte)
                } else {
                    append(control: byte, to: &output)
                }
                position += 1
            case 0..<0x80:
                append(control: byte, to: &output)
                position += 1
            default:
                let length = characterLength(bytes, at: position)
                if length == 0 {
                    if atEnd {
                        append(invalid: byte, to: &output)
                        position += 1
                        continue
                    }
                    held = []
                    while position < bytes.count {
                        held.append(bytes[position])
                        position += 1
                    }
                    return
                }
                if length == 1 {
                    append(invalid: byte, to: &output)
                } else {
                    append(characterAt: position, length: length, of: bytes, to: &output)
                }
                position += length
            }
        }
    }

    /// 2 to 4 for a well-formed character, 1 for a byte that is none, 0 where more bytes are needed to tell.
    private func characterLength(_ bytes: Span<UInt8>, at position: Int) -> Int {
        let length: Int
        var range: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[position] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, range) = (3, 0xA0...0xBF)
        case 0xED: (length, range) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, range) = (4, 0x90...0xBF)
        case 0xF4: (length, range) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return 1
        }
        for index in 1..<length {
            guard position + index < bytes.count else { return 0 }
            guard range.contains(bytes[position + index]) else { return 1 }
            range = 0x80...0xBF
        }
        return length
    }

    private func append(control byte: UInt8, to output: inout [UInt8]) {
        switch style {
        case .visible:
            output.append(UInt8(ascii: "^"))
            output.append(byte ^ 0x40)
        case .json: append(json: UInt32(byte), to: &output)
        }
    }

    private func append(invalid byte: UInt8, to output: inout [UInt8]) {
        switch style {
        case .visible: output.append(contentsOf: "<\(Self.hex(UInt32(byte), digits: 2))>".utf8)
        case .json: append(json: 0xFFFD, to: &output)
        }
    }

    private func append(
        characterAt position: Int, length: Int, of bytes: Span<UInt8>, to output: inout [UInt8]
    ) {
        var scalar = UInt32(bytes[position]) & (0x7F >> UInt32(length))
        for index in 1..<length {
            scalar = scalar << 6 | UInt32(bytes[position + index] & 0x3F)
        }
        guard Self.isDangerous(scalar) else {
            for index in 0..<length { output.append(bytes[position + index]) }
            return
        }
        switch style {
        case .visible: output.append(contentsOf: "<U+\(Self.hex(scalar, digits: 4))>".utf8)
        case .json: append(json: scalar, to: &output)
        }
    }

    /// C1 controls (Unicode 23.1) and what turns or hides text (Unicode 23.2 and UAX 9, 2).
    private static func isDangerous(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private func append(json scalar: UInt32, to output: inout [UInt8]) {
        output.append(contentsOf: "\\u\(Self.hex(scalar, digits: 4))".utf8)
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
