/// Turns the seven-bit charsets that switch by escape sequences into the eight-bit ones that they stand for.
///
/// glibc's own ISO-2022-JP refuses half-width katakana and the vendor characters that Japanese mail is full of, and it has
/// no HZ; EUC-JP-MS and GB18030 have all of them.
struct EscapeFilter {
    enum Kind {
        /// To EUC-JP. RFC 1468, RFC 1554 (JIS X 0212), and `ESC ( I` for JIS X 0201 katakana.
        case iso2022jp
        /// To GB18030. RFC 1843.
        case hz
    }

    private enum Mode { case ascii, katakana, double, supplement }

    private let kind: Kind
    private var mode = Mode.ascii
    /// An escape sequence or a character whose end has not come yet.
    private var held: [UInt8] = []
    /// How many bytes were read in earlier pieces.
    private var read = 0
    /// Where the character or the escape sequence at hand begins in all that was read.
    private var start = 0

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// - Parameter origins: gets, for each byte of the output, where the character that it is of stands in all that was read.
    mutating func filter(_ input: Span<UInt8>, into output: inout [UInt8], _ origins: inout [Int]) {
        output.reserveCapacity(output.count + input.count + input.count / 2)
        origins.reserveCapacity(origins.count + input.count + input.count / 2)
        let escape: UInt8 = kind == .hz ? UInt8(ascii: "~") : 0x1B
        var position = 0
        while position < input.count {
            if held.isEmpty, mode == .ascii {
                let end = firstIndex(ofAny: escape, escape, escape, in: input, from: position)
                append(input, position..<end, to: &output)
                origins.append(contentsOf: read + position..<read + end)
                position = end
            } else if held.isEmpty, mode == .double {
                while position + 1 < input.count, isPair(input[position]), input[position] != escape,
                    isPair(input[position + 1])
                {
                    output.append(input[position] | 0x80)
                    output.append(input[position + 1] | 0x80)
                    origins.append(read + position)
                    origins.append(read + position)
                    position += 2
                }
            }
            guard position < input.count else { break }
            if held.isEmpty { start = read + position }
            let before = output.count
            take(input[position], into: &output)
            for _ in before..<output.count { origins.append(start) }
            position += 1
        }
        read += input.count
    }

    mutating func finish(into output: inout [UInt8], _ origins: inout [Int]) {
        let before = output.count
        // Half a character is undecodable, an escape that is cut off stays.
        if let first = held.first { output += starts(first) ? held : [0xFF] }
        for _ in 0..<(output.count - before) { origins.append(start) }
        held = []
    }

    private mutating func take(_ byte: UInt8, into output: inout [UInt8]) {
        if held.isEmpty, starts(byte) || (isPair(byte) && mode != .ascii && mode != .katakana) {
            held.append(byte)
            return
        }
        guard let first = held.first else { return emit(byte, into: &output) }
        if starts(first) {
            held.append(byte)
            readEscape(into: &output)
            return
        }
        held = []
        if isPair(byte) {
            if mode == .supplement { output.append(0x8F) }
            output.append(first | 0x80)
            output.append(byte | 0x80)
        } else {
            // Half a character: undecodable, and the second byte counts for itself.
            output.append(0xFF)
            take(byte, into: &output)
        }
    }

    private func starts(_ byte: UInt8) -> Bool {
        byte == (kind == .hz ? UInt8(ascii: "~") : 0x1B)
    }

    private func isPair(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F
    }

    private mutating func emit(_ byte: UInt8, into output: inout [UInt8]) {
        // A line ends in ASCII (RFC 1468; RFC 1843), whatever the writer forgot.
        if ASCII.isLineEnd(byte) { mode = .ascii }
        if mode == .katakana, isPair(byte) {
            output.append(0x8E)
            output.append(byte | 0x80)
        } else {
            output.append(byte)
        }
    }

    private mutating func readEscape(into output: inout [UInt8]) {
        if kind == .hz { return readTilde(into: &output) }
        let sequence = held.dropFirst()
        switch Array(sequence) {
        case [0x28, 0x42], [0x28, 0x4A], [0x28, 0x48]: mode = .ascii  // ( B, ( J, and the mistaken ( H
        case [0x28, 0x49]: mode = .katakana  // ( I
        case [0x24, 0x40], [0x24, 0x42]: mode = .double  // $ @, $ B
        case [0x24, 0x28, 0x40], [0x24, 0x28, 0x42], [0x24, 0x28, 0x4F], [0x24, 0x28, 0x51]: mode = .double
        case [0x24, 0x28, 0x44]: mode = .supplement  // $ ( D
        case [0x28], [0x24], [0x24, 0x28]: return
        default:
            // No sequence of ours: the escape stays, the rest counts for itself.
            output.append(0x1B)
            held = []
            for byte in sequence { take(byte, into: &output) }
            return
        }
        held = []
    }

    private mutating func readTilde(into output: inout [UInt8]) {
        let byte = held.last ?? 0
        held = []
        switch byte {
        case UInt8(ascii: "{"): mode = .double
        case UInt8(ascii: "}"): mode = .ascii
        case UInt8(ascii: "~"): output.append(byte)
        case UInt8(ascii: "\n"): break
        default:
            output.append(UInt8(ascii: "~"))
            take(byte, into: &output)
        }
    }
}
