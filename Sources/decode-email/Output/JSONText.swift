/// Appends the inside of a JSON string, piece by piece, without a `String` of the whole.
///
/// What comes in is valid UTF-8, as charset decoders make it; a character may be split over two pieces. Control
/// characters are escaped, C1 too.
struct JSONText: Sendable {
    /// The last byte was 0xC2, which is written once it is known whether a C1 control follows.
    private var afterC2 = false

    mutating func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
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
            let end = plainEnd(text, from: position)
            if end > position { output.append(copying: text.extracting(position..<end)) }
            guard end < text.count else { return }
            position = end
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
        append("u", to: &output)
        output.append(UInt8(ascii: "0"))
        output.append(UInt8(ascii: "0"))
        output.append(digit(byte >> 4))
        output.append(digit(byte & 15))
    }

    private func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

/// The first place from `start` on of a byte that has to be escaped, or of 0xC2, after which one may come.
///
/// Sixteen bytes a step; it reads `text` below its count only.
private func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
    let count = text.count
    var position = start
    return unsafe text.withUnsafeBytes { text in
        let blank = SIMD16<UInt8>(repeating: 0x20)
        let quote = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
        let backslash = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
        let delete = SIMD16<UInt8>(repeating: 0x7F)
        let lead = SIMD16<UInt8>(repeating: 0xC2)
        while position &+ 16 <= count {
            let block = unsafe text.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            let hits =
                (block .< blank) .| (block .== quote) .| (block .== backslash) .| (block .== delete)
                .| (block .== lead)
            let mask = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            if mask[0] != 0 { return position &+ mask[0].trailingZeroBitCount / 8 }
            if mask[1] != 0 { return position &+ 8 &+ mask[1].trailingZeroBitCount / 8 }
            position &+= 16
        }
        while position < count {
            let byte = unsafe text[position]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 { break }
            position &+= 1
        }
        return position
    }
}
