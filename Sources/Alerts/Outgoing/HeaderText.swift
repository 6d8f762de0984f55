import MIME

/// Writes header fields. Whatever a value holds, it stays in its field: line ends and other controls become blanks, and what
/// is too long is cut.
enum HeaderText {
    /// RFC 5322 2.1.1: no line is longer, its end not counted.
    static let maximumLine = 78
    /// Longer texts of strangers are cut: some agents refuse a header of 1,000 bytes.
    static let maximumCharacters = 250

    /// One line of visible characters: each run of blanks and controls is one blank, none stands at either end.
    static func cleaned(_ text: String, maximumCharacters: Int = HeaderText.maximumCharacters) -> String {
        var cleaned = String.UnicodeScalarView()
        var isBlankDue = false
        var count = 0
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                isBlankDue = count > 0
                continue
            }
            if count + (isBlankDue ? 1 : 0) >= maximumCharacters {
                cleaned.append("…")
                break
            }
            if isBlankDue {
                cleaned.append(" ")
                count += 1
            }
            isBlankDue = false
            cleaned.append(scalar)
            count += 1
        }
        return String(cleaned)
    }

    /// Without the blanks at both ends.
    static func trimmed(_ text: String) -> String { cleaned(text, maximumCharacters: .max) }

    /// Controls of ASCII and Latin-1, line and paragraph separators, and what turns the direction of writing around.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// `Name: text`, folded, with its line end; RFC 2047 where it is not plain ASCII.
    static func unstructured(_ name: String, _ text: String) -> [UInt8] {
        var line = FoldedLine(name)
        let text = cleaned(text)
        let words = text.utf8.split(separator: UInt8(ascii: " ")).map { Array($0) }
        if isPlain(text), words.allSatisfy({ $0.count <= HeaderText.maximumLine - 1 }) {
            for word in words { line.add(word) }
        } else {
            line.addEncodedWords(text)
        }
        return line.end()
    }

    /// `Name: "Display name" <address>`, folded, with its line end.
    static func mailbox(_ name: String, displayName: String?, address: String, isBracketed: Bool = false) -> [UInt8] {
        var line = FoldedLine(name)
        let displayName = cleaned(displayName ?? "", maximumCharacters: 100)
        if displayName.isEmpty, !isBracketed {
            line.add(Array(address.utf8))
            return line.end()
        }
        let isPhrase = displayName.utf8.allSatisfy { ASCII.isAtomText($0) || $0 == 0x20 }
        let spelling = isPhrase ? Array(displayName.utf8) : quoted(displayName)
        if displayName.isEmpty {
            // The brackets alone.
        } else if isPlain(displayName), spelling.count <= 60 {
            line.add(spelling)
        } else {
            line.addEncodedWords(displayName)
        }
        line.add([UInt8(ascii: "<")] + address.utf8 + [UInt8(ascii: ">")])
        return line.end()
    }

    /// Whether text may stand as it is. `=?` would be read as an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isASCII(bytes, bytes.indices) && firstIndex(of: "=?", in: bytes, bytes.indices) == nil
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var quoted = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            quoted.append(byte)
        }
        return quoted + [UInt8(ascii: "\"")]
    }
}

/// A header field that is broken before a word that does not fit (RFC 5322 2.2.3).
struct FoldedLine {
    private var bytes: [UInt8]
    private var length: Int
    private var isEmpty = true

    init(_ name: String) {
        bytes = Array("\(name):".utf8)
        length = bytes.count
    }

    /// Adds a word after a blank.
    mutating func add(_ word: [UInt8]) {
        if length + 1 + word.count > HeaderText.maximumLine, !(isEmpty && word.isEmpty) {
            bytes += [0x0D, 0x0A]
            length = 0
        }
        bytes.append(0x20)
        bytes += word
        length += 1 + word.count
        isEmpty = false
    }

    /// Adds text as encoded words in UTF-8 (RFC 2047), each no longer than the 75 that it allows and made of whole characters.
    mutating func addEncodedWords(_ text: String) {
        let escaped = text.utf8.count { !FoldedLine.isLiteral($0) && $0 != 0x20 }
        let isQ = escaped * 6 < text.utf8.count
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = word + Array(String(scalar).utf8)
            let room = min(75, HeaderText.maximumLine - 1 - (isEmpty ? length : 0))
            if FoldedLine.encoded(next, isQ).count > room, !word.isEmpty {
                add(FoldedLine.encoded(word, isQ))
                word = Array(String(scalar).utf8)
            } else {
                word = next
            }
        }
        if !word.isEmpty { add(FoldedLine.encoded(word, isQ)) }
    }

    private static func encoded(_ bytes: [UInt8], _ isQ: Bool) -> [UInt8] {
        var word = Array("=?utf-8?\(isQ ? "Q" : "B")?".utf8)
        if isQ {
            for byte in bytes {
                if byte == 0x20 {
                    word.append(UInt8(ascii: "_"))
                } else if isLiteral(byte) {
                    word.append(byte)
                } else {
                    word += [UInt8(ascii: "="), upperHexadecimal(byte >> 4), upperHexadecimal(byte & 15)]
                }
            }
        } else {
            Base64Lines.append(bytes, to: &word)
        }
        return word + "?=".utf8
    }

    /// RFC 2047 5 (3): what may stand in a phrase too.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || "!*+-/".utf8.contains(byte)
    }

    consuming func end() -> [UInt8] { bytes + [0x0D, 0x0A] }
}

/// The digit for a value below 16.
func upperHexadecimal(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}
