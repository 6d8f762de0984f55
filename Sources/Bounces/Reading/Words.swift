import MIME

/// Questions about header values and lines that several readers ask.
enum Words {
    /// Whether `word`, in lower case, stands anywhere in `bytes[range]`, in any case. Made for short values.
    static func contains(_ bytes: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Bool {
        position(bytes, range, word) != nil
    }

    /// Where `word`, in lower case, first stands in `bytes[range]`, in any case.
    static func position(_ bytes: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Int? {
        firstIndexIgnoringCase(of: word, in: bytes.span, range)
    }

    /// Whether one of `words` stands at `position` of a lowercased text.
    static func hasPrefix(_ lower: [UInt8], at position: Int, _ words: [StaticString]) -> Bool {
        for word in words where MIME.hasPrefix(lower, at: position, word) { return true }
        return false
    }

    /// `bytes[range]` on one line: every run of blanks and line ends becomes one blank, those at both ends go.
    static func joined(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        append(bytes, range, to: &output)
        return output
    }

    /// Appends `bytes[range]` to `output` as `joined` does, with a blank before it if something stands there.
    static func append(_ bytes: [UInt8], _ range: Range<Int>, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + range.count + 1)
        let end = min(range.upperBound, bytes.count)
        var index = range.lowerBound
        while index < end {
            while index < end, isBlank(bytes[index]) { index += 1 }
            let start = index
            // To the next blank that is not alone, or that is no space: what lies between is copied at once.
            while index < end,
                !isBlank(bytes[index]) || bytes[index] == 0x20 && index + 1 < end && !isBlank(bytes[index + 1])
            {
                index += 1
            }
            guard start < index else { return }
            if !output.isEmpty { output.append(0x20) }
            MIME.append(bytes.span, start..<index, to: &output)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Whether anything is said: a word or a code.
    static func saysAnything(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.contains { ASCII.isAlphanumeric(bytes[$0]) || bytes[$0] >= 0x80 }
    }

    /// Whether there are more than a few.
    static func hasLetters(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var letters = 0
        for index in range where ASCII.isLetter(bytes[index]) || bytes[index] >= 0x80 {
            letters += 1
            if letters > 6 { return true }
        }
        return false
    }
}
