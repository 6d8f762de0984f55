/// Writes base64 (RFC 2045 6.8).
enum Base64Lines {
    /// The bytes that make a line of 76 characters.
    static let bytesInLine = 57

    private static let alphabet: InlineArray<64, UInt8> = {
        var table = InlineArray<64, UInt8>(repeating: 0)
        var index = 0
        for byte in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8 {
            table[index] = byte
            index += 1
        }
        return table
    }()

    /// Adds bytes in one line without an end.
    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        append(bytes.span, to: &text)
    }

    /// Adds bytes in lines of 76 characters, each ended by CRLF, the last as well.
    static func appendLines(_ bytes: [UInt8], to text: inout [UInt8]) {
        let span = bytes.span
        var start = 0
        while start < span.count {
            let end = min(start + bytesInLine, span.count)
            append(span.extracting(start..<end), to: &text)
            text.append(0x0D)
            text.append(0x0A)
            start = end
        }
    }

    private static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        let table = alphabet
        var index = 0
        while index + 2 < bytes.count {
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            text.append(table[group >> 18])
            text.append(table[group >> 12 & 63])
            text.append(table[group >> 6 & 63])
            text.append(table[group & 63])
            index += 3
        }
        let rest = bytes.count - index
        guard rest > 0 else { return }
        let group = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
        text.append(table[group >> 18])
        text.append(table[group >> 12 & 63])
        text.append(rest == 2 ? table[group >> 6 & 63] : UInt8(ascii: "="))
        text.append(UInt8(ascii: "="))
    }
}
