import Testing

@testable import MIME

@Suite struct WordStartTests {
    /// Where words begin, looked at byte by byte.
    private func plain(_ text: [UInt8]) -> [Int] {
        text.indices.filter { beginsWord(text[$0], after: $0 > 0 ? text[$0 - 1] : 0) }
    }

    private func noted(_ text: [UInt8]) -> [Int] {
        var found: [Int] = []
        var starts = InlineArray<64, UInt8>(repeating: 0)
        for block in stride(from: 0, to: text.count, by: 64) {
            let count = noteWordStarts(in: text.span, from: block, &starts)
            for number in 0..<count { found.append(block + Int(starts[number])) }
        }
        return found
    }

    @Test("a word begins at a letter or digit behind anything else, and every byte beyond ASCII is one")
    func words() {
        #expect(noted(Array("user unknown, (550) 5.1.1".utf8)) == [0, 5, 15, 20, 22, 24])
        #expect(noted([]) == [])
        #expect(noted(Array("été".utf8)) == [0, 1, 2, 3, 4])
    }

    @Test("blocks tell the same as bytes, wherever they begin and end")
    func blocks() {
        let alphabet: [UInt8] = Array("az09 /:`{@\0\u{7F}~ é".utf8) + [0x80, 0xBF, 0xFF, 0x21, 0x20]
        for length in 0..<200 {
            let text = (0..<length).map { alphabet[($0 * $0 * 3 + $0 * 7 + length * 5) % alphabet.count] }
            #expect(noted(text) == plain(text), "\(text)")
        }
        for byte in UInt8.min...UInt8.max {
            let text = [UInt8](repeating: byte, count: 19)
            #expect(noted(text) == plain(text))
        }
    }

    @Test("texts are the same by their bytes")
    func same() {
        let (one, other, none) = (Array("abc".utf8), Array("abd".utf8), [UInt8]())
        // A span cannot be handed to `#expect`.
        let answers = [
            isSame(one.span, one.span), isSame(one.span, other.span), isSame(one.span, none.span),
            isSame(none.span, none.span),
        ]
        #expect(answers == [true, false, false, true])
    }
}
