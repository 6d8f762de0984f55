import MIME
import Testing

@Suite("uuencoded files in a text")
struct UUFilterTests {
    private static let file = "begin 644 cat.txt\n#0V%T\n`\nend\n"

    /// What comes out, with pieces of one kind in one.
    private func pieces(_ text: String, by length: Int) -> [UUFilter.Piece] {
        var filter = UUFilter()
        var found: [UUFilter.Piece] = []
        let bytes = [UInt8](text.utf8)
        for start in stride(from: 0, to: bytes.count, by: length) {
            found += filter.feed(bytes[start..<min(start + length, bytes.count)].span)
        }
        found += filter.finish()
        return found.reduce(into: []) { joined, piece in
            switch (joined.last, piece) {
            case (.text(let before)?, .text(let more)): joined[joined.count - 1] = .text(before + more)
            case (.data(let before)?, .data(let more)): joined[joined.count - 1] = .data(before + more)
            default: joined.append(piece)
            }
        }
    }

    @Test("a file is found however the text comes", arguments: [1, 2, 3, 5, 7, 64, 1000])
    func found(length: Int) {
        let text = "Hello\n" + Self.file + "bye\nbegin at the beginning\n" + Self.file
        let file: [UUFilter.Piece] = [.begin(name: "cat.txt"), .data([UInt8]("Cat".utf8)), .end(isWhole: true)]
        #expect(
            pieces(text, by: length) == [.text([UInt8]("Hello\n".utf8))] + file
                + [.text([UInt8]("bye\nbegin at the beginning\n".utf8))] + file)
        #expect(pieces(text.replacing("\n", with: "\r\n"), by: length).count == 8)
    }

    @Test(
        "what is no file stays text",
        arguments: [
            "", "begin", "begin 644 cat.txt", "begin 644 cat.txt\n", "begin 644 cat.txt\n\nprose goes on\n",
            "begin 644 cat.txt\nbegin 644 dog.txt\nor so it seems\n", "begin 9 x\n#0V%T\nend\n",
            "x begin 644 cat.txt\n#0V%T\nend\n", "begin 644 " + String(repeating: "x", count: 5000) + "\n#0V%T\nend\n",
        ])
    func prose(text: String) {
        for length in [1, 3, 4096] {
            #expect(pieces(text, by: length) == (text.isEmpty ? [] : [.text([UInt8](text.utf8))]))
        }
    }

    @Test("a file that is cut off gives what is there", arguments: ["", "and then prose\n", "#0V"])
    func cut(rest: String) {
        let found = pieces("begin 644 cat.txt\n#0V%T\n#0V%T\n" + rest, by: 4)
        #expect(found.first == .begin(name: "cat.txt"))
        #expect(found.contains(.end(isWhole: false)))
        if case .data(let bytes) = found[1] {
            #expect(bytes.starts(with: "CatCat".utf8))
        } else {
            Issue.record("no data")
        }
        if rest.hasPrefix("and") { #expect(found.last == .text([UInt8](rest.utf8))) }
    }

    @Test("no byte of a text is lost, whatever it holds")
    func whole() {
        let words = ["begin ", "644 ", "x\n", "#0V%T", "\n", "end\n", "`", "\r\n", "prose ", "M"]
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += words[Int(state >> 33) % words.count]
            }
            let once = pieces(text, by: 1_000_000)
            for length in [1, 2, 7] { #expect(pieces(text, by: length) == once, "\(text)") }
            if !once.contains(where: { if case .begin = $0 { true } else { false } }) {
                #expect(once == (text.isEmpty ? [] : [.text([UInt8](text.utf8))]))
            }
        }
    }
}
