/// Writes text as quoted-printable (RFC 2045 6.7).
enum QuotedPrintableLines {
    /// With the soft line break, RFC 2045 6.7 (5).
    static let maximumLine = 76

    /// Text whose lines end with LF or CRLF, in lines of at most 76 characters ended by CRLF.
    ///
    /// A blank at the end of a line, a dot at its start and the F of `From ` at its start are written as numbers, since mail
    /// agents change them. A last line without an end gets a soft one.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        // Three for each byte, and a soft break for every 73 of them.
        ByteWriter.bytes(capacity: 4 * bytes.count + 16) { write(bytes.span, to: &$0) }
    }

    private static func write(_ bytes: Span<UInt8>, to writer: inout ByteWriter) {
        var column = 0
        var index = 0
        while index < bytes.count {
            if column > 0 {
                let end = endOfPlain(bytes, from: index, limit: maximumLine - 1 - column)
                if end > index {
                    writer.write(bytes.extracting(index..<end))
                    column += end - index
                    index = end
                }
            }
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                writer.writeLineEnd()
                column = 0
                continue
            }
            if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { continue }
            let isLast = isLineEnd(bytes, index)
            let isLiteral: Bool =
                switch byte {
                case 0x20, 0x09: !isLast
                case UInt8(ascii: "="): false
                case UInt8(ascii: "."): column > 0
                case UInt8(ascii: "F"): column > 0 || !isFrom(bytes, index)
                default: byte > 0x20 && byte < 0x7F
                }
            let width = isLiteral ? 1 : 3
            if column + width > maximumLine - (isLast ? 0 : 1) {
                writer.write("=\r\n")
                column = 0
                // The line begins here now, and what may not stand there has to be looked at again.
                index -= 1
                continue
            }
            if isLiteral {
                writer.write(byte)
            } else {
                writer.write(UInt8(ascii: "="))
                writer.write(upperHexadecimal(byte >> 4))
                writer.write(upperHexadecimal(byte & 15))
            }
            column += width
        }
        if column > 0 { writer.write("=\r\n") }
    }

    /// Where those bytes end that stand for themselves inside a line, less one: what is the last in its line may not.
    private static func endOfPlain(_ bytes: Span<UInt8>, from start: Int, limit: Int) -> Int {
        let end = min(start + limit, bytes.count)
        var index = start
        while index < end, bytes[index] &- 0x20 < 0x5F, bytes[index] != UInt8(ascii: "=") { index += 1 }
        return index - 1
    }

    private static func isLineEnd(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard index < bytes.count else { return false }
        return bytes[index] == 0x0A || bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
    }

    /// Whether `rom ` follows.
    private static func isFrom(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index + 3 < bytes.count && bytes[index] == UInt8(ascii: "r") && bytes[index + 1] == UInt8(ascii: "o")
            && bytes[index + 2] == UInt8(ascii: "m") && bytes[index + 3] == 0x20
    }
}
