/// Writes base64 (RFC 2045 6.8). The mails' own is `ByteWriter.writeBase64Lines`.
package enum Base64Lines {
    /// The bytes that make a line of 76 characters.
    static let bytesInLine = 57

    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Adds bytes in one line without an end.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let group =
                Int(bytes[index]) << 16 | (rest > 1 ? Int(bytes[index + 1]) << 8 : 0)
                | (rest > 2 ? Int(bytes[index + 2]) : 0)
            text.append(alphabet[group >> 18])
            text.append(alphabet[group >> 12 & 63])
            text.append(rest > 1 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
            text.append(rest > 2 ? alphabet[group & 63] : UInt8(ascii: "="))
            index += 3
        }
    }

    /// Bytes in lines of 76 characters, each ended by CRLF, the last as well.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        ByteWriter.bytes(capacity: (bytes.count / bytesInLine + 1) * 78) { $0.writeBase64Lines(bytes.span) }
    }
}
