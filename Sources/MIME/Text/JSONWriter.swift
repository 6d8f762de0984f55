/// Writes JSON (RFC 8259) as bytes, one value after the other, without building a tree.
///
/// The caller opens and closes objects and arrays; separators are the writer's. Text that is no valid UTF-8 is repaired
/// with U+FFFD, and every control character (also DEL and C1) is escaped, so that a terminal shows what it is given.
package struct JSONWriter {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    /// Whether a value has already been written at the present depth, so that the next needs a comma.
    private var needsComma = false

    package init() {}

    /// What has been written, as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what has been written and returns it, so that a long output can be passed on in pieces.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Ends a line and starts a new document.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    package mutating func beginObject() { open("{") }
    package mutating func endObject() { close("}") }
    package mutating func beginArray() { open("[") }
    package mutating func endArray() { close("]") }

    /// The name of the member whose value comes next.
    package mutating func key(_ name: String) {
        separate()
        quote(name.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        needsComma = false
    }

    package mutating func null() { word("null") }
    package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
    package mutating func number(_ value: Int) { word(String(value)) }

    package mutating func string(_ value: String) {
        separate()
        quote(value.utf8)
        needsComma = true
    }

    /// Bytes that ought to be UTF-8; what is not is repaired.
    package mutating func string(bytes value: [UInt8]) {
        string(String(decoding: value, as: UTF8.self))
    }

    package mutating func stringOrNull(_ value: String?) {
        if let value { string(value) } else { null() }
    }

    package mutating func member(_ name: String, _ value: String?) {
        key(name)
        stringOrNull(value)
    }

    package mutating func member(_ name: String, _ value: Int?) {
        key(name)
        if let value { number(value) } else { null() }
    }

    package mutating func member(_ name: String, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    private mutating func word(_ value: String) {
        separate()
        bytes.append(contentsOf: value.utf8)
        needsComma = true
    }

    private mutating func separate() {
        guard needsComma else { return }
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: " "))
    }

    private mutating func quote(_ text: String.UTF8View) {
        bytes.append(UInt8(ascii: "\""))
        var afterC2 = false
        for byte in text {
            // U+0080 to U+009F, the C1 controls, are C2 80 to C2 9F; a terminal may obey them.
            if afterC2 {
                afterC2 = false
                if byte < 0xA0 {
                    bytes.removeLast()
                    escape(byte)
                    continue
                }
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"):
                bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case UInt8(ascii: "\r"):
                bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
            case UInt8(ascii: "\t"):
                bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
            case 0..<0x20, 0x7F:
                escape(byte)
            default:
                bytes.append(byte)
                afterC2 = byte == 0xC2
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `\u00XX`
    private mutating func escape(_ byte: UInt8) {
        bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
        bytes.append(hexDigit(byte >> 4))
        bytes.append(hexDigit(byte & 15))
    }

    private func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
