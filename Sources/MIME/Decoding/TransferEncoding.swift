/// How a body was made safe for transport, RFC 2045 6.
public enum TransferEncoding: String, Sendable, Hashable, CaseIterable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode = "x-uuencode"
    /// A label that names none of these; its bytes are taken as they are (RFC 2045 6.4).
    case unknown

    /// Reads the value of a Content-Transfer-Encoding field; an empty one is `7bit`.
    ///
    /// - QUIRK: quotes, comments, parameters and a trailing full stop around the word are passed over, and spellings such
    ///   as `base-64`, `8-bit` or `quotedprintable` are understood.
    public init(_ label: Span<UInt8>) {
        var word: [UInt8] = []
        var depth = 0
        scan: for index in 0..<label.count {
            let byte = label[index]
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ";"), UInt8(ascii: ","):
                if depth <= 0 { break scan }
            case _ where depth > 0: continue
            case _ where ASCII.isSpace(byte):
                if !word.isEmpty { break scan }
            case _ where ASCII.isAlphanumeric(byte):
                if word.count < 32 { word.append(ASCII.lowercased(byte)) }
            default: continue
            }
        }
        self.init(folded: String(decoding: word, as: UTF8.self))
    }

    /// Reads the value of a field as `init(_:)` does. The usual spellings are compared where they stand.
    init(_ bytes: [UInt8], _ value: Range<Int>) {
        let word = trimmed(bytes, value)
        switch word.count {
        case 4 where equalsIgnoringCase(bytes, word, "7bit"): self = .sevenBit
        case 4 where equalsIgnoringCase(bytes, word, "8bit"): self = .eightBit
        case 6 where equalsIgnoringCase(bytes, word, "base64"): self = .base64
        case 16 where equalsIgnoringCase(bytes, word, "quoted-printable"): self = .quotedPrintable
        default: self.init(bytes.span.extracting(clamped(value, bytes.count)))
        }
    }

    public init(_ label: String) {
        self.init(Array(label.utf8).span)
    }

    /// `word` is in lower case and has letters and digits alone.
    private init(folded word: String) {
        switch word {
        case "", "7bit", "7bits", "7", "sevenbit": self = .sevenBit
        case "8bit", "8bits", "8", "eightbit", "8bitmime": self = .eightBit
        case "binary": self = .binary
        case "base64", "b", "xbase64": self = .base64
        case "quotedprintable", "q", "qp", "quotedprintible", "xqp": self = .quotedPrintable
        case "xuuencode", "uuencode", "xuue", "uue", "xuuencoded", "uuencoded": self = .uuencode
        default: self = .unknown
        }
    }
}
