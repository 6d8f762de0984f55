/// What windows-1252 has from 0x80 to 0x9F, where Latin-1 has control characters; 0 where it has nothing.
private let windows1252High: InlineArray<32, UInt16> = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
]

/// Appends windows-1252 as UTF-8; the five bytes without a meaning become U+FFFD.
func appendWindows1252(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    appendSingleByte(bytes, to: &output) { byte, output in
        guard byte < 0xA0 else { return appendScalar(UInt32(byte), to: &output) }
        let scalar = windows1252High[Int(byte - 0x80)]
        if scalar == 0 { appendReplacement(to: &output) } else { appendScalar(UInt32(scalar), to: &output) }
    }
}

/// Appends ISO 8859-1 as UTF-8. Every byte has a meaning.
func appendLatin1(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    appendSingleByte(bytes, to: &output) { byte, output in appendScalar(UInt32(byte), to: &output) }
}

/// Copies runs of ASCII as they are and hands every other byte to `convert`.
@inline(__always)
func appendSingleByte(
    _ bytes: Span<UInt8>, to output: inout [UInt8], _ convert: (UInt8, inout [UInt8]) -> Void
) {
    var position = 0
    while position < bytes.count {
        let end = asciiEnd(bytes, from: position)
        append(bytes, position..<end, to: &output)
        position = end
        while position < bytes.count, bytes[position] >= 0x80 {
            convert(bytes[position], &output)
            position += 1
        }
    }
}
