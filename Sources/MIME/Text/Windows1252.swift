/// What windows-1252 has from 0x80 to 0x9F, where Latin-1 has control characters; 0 where it has nothing.
private let windows1252High: InlineArray<32, UInt16> = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
]

/// Appends windows-1252 as UTF-8; the five bytes without a meaning become U+FFFD.
func appendWindows1252(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    appendSingleByte(bytes, to: &output) { byte in
        guard byte < 0xA0 else { return UInt16(byte) }
        let scalar = windows1252High[Int(byte & 0x1F)]
        return scalar == 0 ? 0xFFFD : scalar
    }
}

/// The first of the five bytes that windows-1252 has nothing for, at or after `start`.
func windows1252Error(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = asciiEnd(bytes, from: start)
    while position < bytes.count {
        let byte = bytes[position]
        if byte < 0xA0, windows1252High[Int(byte & 0x1F)] == 0 { return position }
        position += 1
        if position < bytes.count, bytes[position] < 0x80 { position = asciiEnd(bytes, from: position) }
    }
    return nil
}

/// Appends ISO 8859-1 as UTF-8. Every byte has a meaning.
func appendLatin1(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    appendSingleByte(bytes, to: &output) { byte in UInt16(byte) }
}

/// Copies runs of ASCII as they are and has every other byte mapped to a scalar from 0x80 to 0xFFFF.
@inline(__always)
private func appendSingleByte(_ bytes: Span<UInt8>, to output: inout [UInt8], _ scalar: (UInt8) -> UInt16) {
    var position = 0
    while position < bytes.count {
        // In pieces, so that the room for the worst case, three bytes for one, stays small.
        let end = min(bytes.count, position + 16_384)
        let piece = bytes.extracting(position..<end)
        output.append(addingCapacity: piece.count * 3) { output in
            var position = 0
            while true {
                position = copyASCII(piece, from: position, to: &output)
                guard position < piece.count else { break }
                while position < piece.count, piece[position] >= 0x80 {
                    let value = scalar(piece[position])
                    if value < 0x800 {
                        output.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
                    } else {
                        output.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
                        output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
                    }
                    output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
                    position += 1
                }
            }
        }
        position = end
    }
}
