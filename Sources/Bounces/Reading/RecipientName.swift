import MIME

/// Takes the recipient's own name out of what is said of it, for phrases that it parts: `L'utente a@b non esiste`.
enum RecipientName {
    /// The words without the address, and without local part and domain where both stand apart: `a wurde bei b nicht
    /// gefunden`. Nil where there is nothing to take out.
    static func removed(from text: [UInt8], _ address: [UInt8]) -> [UInt8]? {
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let bare = removing(lowercasedASCII(address), from: lowercasedASCII(text))
        let local = lowercasedASCII(address, 0..<at)
        let domain = lowercasedASCII(address, at + 1..<address.count)
        let rest = bare ?? lowercasedASCII(text)
        guard let short = removing(local, from: rest), let both = removing(domain, from: short) else { return bare }
        return both
    }

    /// A lowercased text without a word, and without the brackets or quotes around it. Nil where it does not hold the word.
    private static func removing(_ word: [UInt8], from text: [UInt8]) -> [UInt8]? {
        guard let first = word.first, word.count <= text.count else { return nil }
        var output: [UInt8] = []
        var done = 0
        var start = 0
        while let found = firstIndex(of: first, in: text, start..<text.count) {
            start = found + 1
            let end = found + word.count
            guard end <= text.count else { break }
            guard text[found..<end].elementsEqual(word), stands(found..<end, in: text) else { continue }
            let isMarked = found > done && end < text.count && isPair(text[found - 1], text[end])
            output += text[done..<(isMarked ? found - 1 : found)]
            done = isMarked ? end + 1 : end
            start = done
        }
        return done == 0 ? nil : output + text[done...]
    }

    /// Whether neither a longer word nor a longer address runs on at either end.
    private static func stands(_ range: Range<Int>, in text: [UInt8]) -> Bool {
        if range.lowerBound > 0, isWord(text[range.lowerBound - 1]) || text[range.lowerBound - 1] == UInt8(ascii: ".") {
            return false
        }
        guard range.upperBound < text.count else { return true }
        let next = text[range.upperBound]
        if next == UInt8(ascii: "."), range.upperBound + 1 < text.count {
            return !ASCII.isAlphanumeric(text[range.upperBound + 1])
        }
        return !isWord(next)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "+")
    }

    private static func isPair(_ open: UInt8, _ close: UInt8) -> Bool {
        switch open {
        case UInt8(ascii: "<"): close == UInt8(ascii: ">")
        case UInt8(ascii: "("): close == UInt8(ascii: ")")
        case UInt8(ascii: "["): close == UInt8(ascii: "]")
        case UInt8(ascii: "\""), UInt8(ascii: "'"): close == open
        default: false
        }
    }
}
