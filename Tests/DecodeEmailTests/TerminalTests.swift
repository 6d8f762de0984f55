import Testing

@Suite("Output to a terminal")
struct TerminalTests {
    private let mail = "Subject: x\nContent-Type: text/plain; charset=utf-8\n\n"

    @Test(
        "control characters and terminal escapes are made visible",
        arguments: [
            ("\u{1B}[31mred", "^[[31mred"), ("bell\u{07}", "bell^G"), ("\u{9B}31m", "<U+009B>31m"),
            ("a\u{202E}b", "a<U+202E>b"), ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"), ("\u{7F}", "^?"),
            ("a\rb", "a^Mb"), ("tab\tand äöü 漢字 🙂 stay", "tab\tand äöü 漢字 🙂 stay"), ("\0", "^@"),
        ])
    func visible(text: String, expected: String) throws {
        let result = try Program.run(["--text"], input: mail + text + "\n", target: .terminal)
        #expect(result.text == expected + "\n")
    }

    @Test("line ends stay as they are")
    func lineEnds() throws {
        let result = try Program.run(["--text"], input: mail + "a\r\nb\n", target: .terminal)
        #expect(result.text == "a\r\nb\n")
    }

    @Test("bytes that are no UTF-8 are shown by number", arguments: ["--classic", "--part"])
    func invalidBytes(option: String) throws {
        let options = option == "--part" ? ["--part", "1"] : [option]
        let text = [UInt8](mail.utf8) + [0x61, 0x9B, 0xE2, 0x80, 0x62, 0xF0, 0x9F, 0x0A]
        let result = try Program.run(options, pieces: [text], target: .terminal)
        #expect(result.text.hasSuffix("a<9B><E2><80>b<F0><9F>\n"))
    }

    @Test("JSON stays JSON")
    func json() throws {
        let result = try Program.run(["--json"], input: mail + "a\u{202E}b\u{1B}\u{9B}\n", target: .terminal)
        #expect(result.text.contains(#""text": "a\u202Eb\u001b\u009b\n""#))
    }

    @Test("a character split between two pieces is whole")
    func splitCharacter() throws {
        let text = [UInt8]("漢\u{202E}\r\n".utf8)
        let pieces = [[UInt8](mail.utf8)] + text.map { [$0] }
        let result = try Program.run(["--classic"], pieces: pieces, target: .terminal)
        #expect(result.text.hasSuffix("漢<U+202E>\r\n"))
    }

    @Test("nothing is changed where standard output is no terminal")
    func pipe() throws {
        let result = try Program.run(["--text"], input: mail + "\u{1B}[31m\u{202E}\n")
        #expect(result.text == "\u{1B}[31m\u{202E}\n")
    }
}
