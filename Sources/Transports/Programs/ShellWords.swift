import MIME

/// A text for sh, cut into its simple commands and their words (POSIX, Shell Command Language 2.3). What is run by a
/// substitution, or by a text for another shell, is not looked into.
struct ShellWords {
    struct Word {
        /// Without its quotes.
        let text: String
        /// Where it ends: the place of the byte after it.
        let end: Int
        /// Whether it sets a variable, where it stands before a command.
        let isAssignment: Bool
    }

    /// The words of each command, without its redirections.
    private(set) var commands: [[Word]] = [[]]

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "\n"):
                position += 1
                commands.append([])
            case UInt8(ascii: "#"):
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "<"), UInt8(ascii: ">"): skipRedirection()
            default: readWord()
            }
        }
    }

    private mutating func skipRedirection() {
        let first = bytes[position]
        position += 1
        let second = position < bytes.count ? bytes[position] : 0
        if second == first || "<>&|".utf8.contains(second) { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "-"), second == first || second == UInt8(ascii: "&")
        {
            position += 1
            // `>&-` closes a descriptor and names no file; `<<-` goes on.
            if second == UInt8(ascii: "&") { return }
        }
        while position < bytes.count, ASCII.isBlank(bytes[position]) { position += 1 }
        _ = word()
    }

    private mutating func readWord() {
        let start = position
        let text = word()
        // The number of a descriptor belongs to the redirection: `2>/dev/null`.
        let isDescriptor =
            position < bytes.count && "<>".utf8.contains(bytes[position])
            && bytes[start..<position].allSatisfy(ASCII.isDigit)
        if isDescriptor { return }
        let name = bytes[start..<position].prefix { $0 != UInt8(ascii: "=") }
        let isAssignment =
            start + name.count < position && !name.isEmpty && !ASCII.isDigit(name[start])
            && name.allSatisfy { $0 == UInt8(ascii: "_") || ASCII.isAlphanumeric($0) }
        commands[commands.count - 1].append(Word(text: text, end: position, isAssignment: isAssignment))
    }

    /// Reads to the end of a word.
    private mutating func word() -> String {
        var text: [UInt8] = []
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            if let open = quote {
                position += 1
                if byte == open {
                    quote = nil
                } else if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\""), position < bytes.count {
                    text.append(bytes[position])
                    position += 1
                } else {
                    text.append(byte)
                }
            } else if " \t\n|&;()<>".utf8.contains(byte) {
                break
            } else {
                position += 1
                if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                    quote = byte
                } else if byte == UInt8(ascii: "$"), position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                    skipSubstitution()
                } else if byte == UInt8(ascii: "\\") {
                    if position < bytes.count { text.append(bytes[position]) }
                    position += 1
                } else {
                    text.append(byte)
                }
            }
        }
        position = min(position, bytes.count)
        return String(decoding: text, as: UTF8.self)
    }

    /// Stands at the parenthesis of `$(`.
    private mutating func skipSubstitution() {
        var depth = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "(") { depth += 1 }
            if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
            position += 1
            if depth == 0 { return }
        }
    }
}
