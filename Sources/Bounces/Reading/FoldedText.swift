import MIME

/// A decoded text and the same text in lower case, byte for byte at the same offsets.
///
/// Notices are lowercased once and then only compared. Latin-1 and Cyrillic capitals fold too; each keeps its length.
struct FoldedText: Sendable {
    /// The text as it stands, UTF-8.
    let bytes: [UInt8]
    /// The text in lower case.
    let lower: [UInt8]

    /// Takes at most `limit` bytes of `bytes`: a notice stands at the beginning, what follows is the returned mail.
    init(_ bytes: [UInt8], limit: Int = FoldedText.limit) {
        let bytes = bytes.count > limit ? [UInt8](bytes[..<limit]) : bytes
        self.bytes = bytes
        var lower = lowercasedASCII(bytes)
        FoldedText.foldWide(&lower)
        self.lower = lower
    }

    /// No notice is longer; what stands behind is not looked at.
    static let limit = 256 << 10

    var count: Int { bytes.count }

    /// Lowers À to Þ and А to Я, which keep their length in UTF-8.
    private static func foldWide(_ text: inout [UInt8]) {
        var index = asciiEnd(text.span)
        while index + 1 < text.count {
            let (byte, next) = (text[index], text[index + 1])
            switch byte {
            case 0xC3 where next >= 0x80 && next <= 0x9E && next != 0x97:
                text[index + 1] = next | 0x20
            case 0xD0 where next >= 0x90 && next <= 0x9F:
                text[index + 1] = next | 0x20
            case 0xD0 where next >= 0xA0 && next <= 0xAF:
                text[index] = 0xD1
                text[index + 1] = next & 0x9F
            default:
                index = asciiEnd(text.span, from: index + 1)
                continue
            }
            index = asciiEnd(text.span, from: index + 2)
        }
    }

    /// The line that holds `position`, without its line end.
    func line(around position: Int) -> Range<Int> {
        var lower = min(max(position, 0), count)
        while lower > 0, bytes[lower - 1] != 0x0A { lower -= 1 }
        var upper = min(max(position, 0), count)
        while upper < count, bytes[upper] != 0x0A, bytes[upper] != 0x0D { upper += 1 }
        return lower..<max(lower, upper)
    }

    /// A line for the evidence: trimmed, and no longer than a terminal line or two.
    func excerpt(_ range: Range<Int>) -> String {
        let line = trimmed(bytes, range)
        return String(decoding: bytes[line.lowerBound..<min(line.upperBound, line.lowerBound + 200)], as: UTF8.self)
    }
}
