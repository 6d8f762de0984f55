/// Appends the inside of a JSON string, piece by piece, without a `String` of the whole.
///
/// What comes in is valid UTF-8, as charset decoders make it; a character may be split over two pieces. Control
/// characters are escaped, C1 too.
struct JSONText: Sendable {
    /// The last byte was 0xC2, which is written once it is known whether a C1 control follows.
    private var afterC2 = false

    mutating func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + text.count + text.count / 8)
        var position = 0
        while position < text.count {
            if afterC2 {
                afterC2 = false
                let byte = text[position]
                if byte < 0xA0 {
                    escape(byte, to: &output)
                    position += 1
                    continue
                }
                output.append(0xC2)
            }
            let start = position
            while position < text.count, isPlain[Int(text[position])] { position += 1 }
            output.append(copying: text.extracting(start..<position))
            guard position < text.count else { return }
            let byte = text[position]
            position += 1
            switch byte {
            case 0xC2: afterC2 = true
            case UInt8(ascii: "\n"): append("n", to: &output)
            case UInt8(ascii: "\r"): append("r", to: &output)
            case UInt8(ascii: "\t"): append("t", to: &output)
            case UInt8(ascii: "\""): append("\"", to: &output)
            case UInt8(ascii: "\\"): append("\\", to: &output)
            default: escape(byte, to: &output)
            }
        }
    }

    private func append(_ letter: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        output.append(UInt8(ascii: letter))
    }

    /// `\u00XX`
    private func escape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
        for digit in [byte >> 4, byte & 15] {
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

/// Bytes that stand in a JSON string as they are, and need no look at what follows.
private let isPlain: [Bool] = (0..<256).map { byte in
    byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && byte != 0xC2
}
