/// Paragraphs of the help, broken here so that what is indented stays so: ArgumentParser breaks only what is longer than a line.
enum HelpText {
    /// What a terminal is sure to show.
    private static let width = 79

    /// The words of a text in lines that begin with so many blanks.
    static func indented(_ text: String, by blanks: Int) -> String {
        let margin = [UInt8](repeating: UInt8(ascii: " "), count: blanks)
        var lines = margin
        var length = blanks
        for word in text.utf8.split(separator: UInt8(ascii: " ")) {
            // Of a character, the bytes that begin it.
            let count = word.count { $0 & 0xC0 != 0x80 }
            if length > blanks, length + count + 1 > width {
                lines.append(UInt8(ascii: "\n"))
                lines += margin
                length = blanks
            }
            if length > blanks {
                lines.append(UInt8(ascii: " "))
                length += 1
            }
            lines += word
            length += count
        }
        return String(decoding: lines, as: UTF8.self)
    }
}
