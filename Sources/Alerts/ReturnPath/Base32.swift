/// Base32 of RFC 4648 section 6, in lower case and without padding: what survives the folding of case in a local part.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: self.bytes(bytes), as: UTF8.self)
    }

    /// The letters and digits as bytes.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer &<< 8 | UInt32(byte)) & 0xFFFF
            bits &+= 8
            while bits >= 5 {
                bits &-= 5
                text.append(alphabet[Int(buffer &>> bits & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer &<< (5 &- bits) & 31)]) }
        return text
    }

    /// The 28 letters and digits of the first 17 bytes: a token.
    static func letters(of bytes: InlineArray<64, UInt8>) -> InlineArray<28, UInt8> {
        var letters = InlineArray<28, UInt8>(repeating: 0)
        for group in 0..<4 {
            // Five bytes are eight letters; of the last five only two are the token's, and four letters.
            var buffer: UInt64 = 0
            for index in 0..<5 {
                let position = 5 &* group &+ index
                buffer = buffer &<< 8 | (position < 17 ? UInt64(bytes[position]) : 0)
            }
            for index in 0..<(group < 3 ? 8 : 4) {
                let value = UInt8(truncatingIfNeeded: buffer &>> UInt64(35 &- 5 &* index)) & 31
                letters[8 &* group &+ index] = value < 26 ? 0x61 &+ value : 0x18 &+ value
            }
        }
        return letters
    }

    /// Any case is read. Nil where another character stands, or where the bits left over are not zero: then it is not what
    /// `encode` wrote, and two spellings must not mean the same token.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value: UInt8
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "2")...UInt8(ascii: "7"): value = character - UInt8(ascii: "2") + 26
            default: return nil
            }
            buffer = (buffer << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        let leftOver: UInt32 = buffer & ((1 << bits) - 1)
        return bits < 5 && leftOver == 0 ? bytes : nil
    }
}
