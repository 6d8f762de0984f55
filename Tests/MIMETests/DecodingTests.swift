import MIME
import Testing

/// `text` through a decoder, in pieces of so many bytes.
private func decode(_ text: String, _ encoding: TransferEncoding, pieces: Int) -> ([UInt8], [Defect.Kind]) {
    let input = Array(text.utf8)
    var decoder = TransferDecoder(encoding)
    var output: [UInt8] = []
    var start = 0
    while start < input.count {
        let end = min(input.count, start + pieces)
        decoder.decode(input.span.extracting(start..<end), into: &output)
        start = end
    }
    decoder.finish(into: &output)
    return (output, decoder.defects.map(\.0))
}

private struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let output: String
    let defects: [Defect.Kind]

    init(_ input: String, _ output: String, _ defects: Defect.Kind...) {
        (self.input, self.output, self.defects) = (input, output, defects)
    }

    var testDescription: String { input.debugDescription }

    /// Every split into pieces has to give the same bytes and the same defects.
    func check(_ encoding: TransferEncoding) {
        for pieces in [1, 2, 3, 4, 5, 7, 16, 1_000_000] {
            let (bytes, found) = decode(input, encoding, pieces: pieces)
            #expect(String(decoding: bytes, as: UTF8.self) == output, "in pieces of \(pieces)")
            #expect(found == defects, "in pieces of \(pieces)")
        }
    }
}

/// Numbers that are the same in every run.
private struct PseudoRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33)
    }
}

@Suite("Transfer encodings")
struct DecodingTests {
    @Test(
        "base64 is read whatever stands between and after its characters",
        arguments: [
            Case("", ""),
            Case("SGVsbG8gV29ybGQh", "Hello World!"),
            Case("SGVsbG8gV29ybGQ=", "Hello World"),
            Case("SGVsbG8gV29ybA==\r\n", "Hello Worl"),
            Case("SGVs\r\nbG8g\r\nV29y\r\nbGQh\r\n", "Hello World!"),
            Case("SGV\nsbG\n8gV\n29y\nbGQ\nh", "Hello World!"),
            Case("S G\tV s bG8gV29ybGQh", "Hello World!"),
            Case("SGVs\rbG8gV29ybGQh", "Hello World!"),
            Case("SGVsbG8gV29ybGQ", "Hello World", .missingPadding),
            Case("SGVsbG8gV29ybA", "Hello Worl", .missingPadding),
            Case("SGVsbG8gV29ybA=", "Hello Worl", .missingPadding),
            Case("SGVsbG8gV29ybA=\nSGVsbG8=", "Hello WorlHello", .missingPadding, .innerPadding),
            Case("SGVsbG8=\n=", "Hello", .invalidBase64),
            Case("SGVsbG8gV29ybGQhX", "Hello World!", .truncatedBase64),
            Case("SGVs!bG8*gV29y-bGQh", "Hello World!", .invalidBase64, .invalidBase64, .invalidBase64),
            Case("SGVs!*-bG8gV29ybGQh", "Hello World!", .invalidBase64),
            Case("SGVs\u{0}bG8gV29ybGQh", "Hello World!", .invalidBase64),
            Case("SGVsbG8=IFdvcmxkIQ==", "Hello World!", .innerPadding),
            Case("SGVsbG8=\r\nIFdvcmxkIQ==\r\n", "Hello World!", .innerPadding),
            Case("SGVsbG8gV29ybGQh====", "Hello World!", .invalidBase64),
            Case("=SGVsbG8gV29ybGQh", "Hello World!", .invalidBase64, .innerPadding),
        ])
    private func base64(_ example: Case) {
        example.check(.base64)
    }

    @Test(
        "quoted-printable is read whatever its line ends and escapes are",
        arguments: [
            Case("", ""),
            Case(
                "plain text, long enough for several blocks of sixteen",
                "plain text, long enough for several blocks of sixteen"),
            Case("caf=C3=A9", "café"),
            Case("caf=c3=a9", "café"),
            Case("soft=\r\nbreak", "softbreak"),
            Case("soft=\nbreak", "softbreak"),
            Case("soft=\rbreak", "softbreak"),
            Case("soft= \t\r\nbreak", "softbreak", .trailingWhitespace),
            Case("one\r\nsoft=\nbreak\r\n", "one\r\nsoftbreak\r\n", .bareSoftLineBreak),
            Case("the end=", "the end"),
            Case("the end= ", "the end", .trailingWhitespace),
            Case(
                "blanks  \r\nat the end \t\n.", "blanks\r\nat the end\n.", .trailingWhitespace,
                .trailingWhitespace),
            Case("blanks at the end  ", "blanks at the end", .trailingWhitespace),
            Case("kept=20\r\n", "kept \r\n"),
            Case("a =3D b", "a = b"),
            Case("1=2", "1=2", .badQuotedPrintableEscape),
            Case("=ZZ=4", "=ZZ=4", .badQuotedPrintableEscape, .badQuotedPrintableEscape),
            Case("==41", "=A", .badQuotedPrintableEscape),
            Case("= 41", "= 41", .badQuotedPrintableEscape),
            Case("a\rb", "a\rb"),
            Case("line\r\n\r\nline\n\n", "line\r\n\r\nline\n\n"),
        ])
    private func quotedPrintable(_ example: Case) {
        example.check(.quotedPrintable)
    }

    @Test("quoted-printable that is read in blocks gives what byte by byte gives")
    func blocks() {
        let pieces = [
            "=C3=A9", "=3D", "=\n", "=\r\n", "=\r", "= \n", "=XY", "=4", "\n", "\r\n", "\r", " \n", "\t \r\n", " ",
            "ab",
            "a longer run of plain text, of several blocks of sixteen bytes", "=20\n", "=", "é", "€",
        ].map { Array($0.utf8) }
        var random = PseudoRandom(seed: 7)
        for _ in 0..<500 {
            var text: [UInt8] = []
            let count = 1 + random.next() % 60
            // Of a few of them, so that there are long stretches without a second look, too.
            let chosen = (0..<1 + random.next() % 5).map { _ in pieces[random.next() % pieces.count] }
            for _ in 0..<count { text += chosen[random.next() % chosen.count] }
            let input = String(decoding: text, as: UTF8.self)
            let whole = decode(input, .quotedPrintable, pieces: text.count)
            let bytewise = decode(input, .quotedPrintable, pieces: 1)
            #expect(whole.0 == bytewise.0, "\(input.debugDescription)")
            #expect(whole.1 == bytewise.1, "\(input.debugDescription)")
        }
    }

    @Test("a run of blanks longer than a line is kept, however it is split")
    func longBlankRun() {
        for count in [998, 999, 5_000] {
            let blanks = String(repeating: " ", count: count)
            let expected = count <= 998 ? "a\nb" : "a" + blanks + "\nb"
            for pieces in [1, 600, 1_000, 10_000] {
                let (bytes, _) = decode("a" + blanks + "\nb", .quotedPrintable, pieces: pieces)
                #expect(String(decoding: bytes, as: UTF8.self) == expected)
            }
        }
    }

    @Test(
        "uuencode is read between its begin and end lines",
        arguments: [
            Case("begin 644 hello.txt\n,2&5L;&\\@5V]R;&0A\n`\nend\n", "Hello World!"),
            Case(
                "text before\r\n\r\nand before\r\nbegin 644 hello.txt\r\n,2&5L;&\\@5V]R;&0A\r\n \r\nend\r\ntext after\r\nand after\r\n",
                "Hello World!",
                .invalidUuencode, .invalidUuencode
            ),
            Case("begin 644 hello.txt\n,2&5L;&\\@5V]R;&0A\n", "Hello World!", .missingUuencodeEnd),
            Case("no such line\nat all", "no such line\nat all", .missingUuencodeBegin),
            Case("begin 644 a\n,2&5L;&\\@5V]R;&0A\nlower case\n`\nend", "Hello World!", .invalidUuencode),
            Case("begin 644 a\n#   \n`\nend", "\0\0\0", .invalidUuencode),
            Case("begin 644 a\n#\n`\nend", "\0\0\0", .invalidUuencode),
        ])
    private func uuencode(_ example: Case) {
        example.check(.uuencode)
    }

    @Test("7bit, 8bit, binary and unknown encodings leave the bytes alone")
    func identity() {
        for encoding in [TransferEncoding.sevenBit, .eightBit, .binary, .unknown] {
            #expect(decode("a=20b\r\n", encoding, pieces: 2).0 == Array("a=20b\r\n".utf8))
        }
    }

    @Test(
        "an encoding is known under all its spellings",
        arguments: [
            ("base64", TransferEncoding.base64), ("BASE64", .base64), (" Base64 ", .base64), ("\"base64\"", .base64),
            ("base64;", .base64), ("(comment) base64", .base64), ("quoted-printable", .quotedPrintable),
            ("Quoted-Printable (QP)", .quotedPrintable), ("7bit", .sevenBit), ("", .sevenBit), ("8BIT", .eightBit),
            ("binary", .binary), ("x-uuencode", .uuencode), ("uuencode", .uuencode), ("x-unknown", .unknown),
        ])
    func labels(_ label: String, _ encoding: TransferEncoding) {
        #expect(TransferEncoding(label) == encoding)
    }

    @Test("a uuencoded file is found inside of a text, prose about begin is not")
    func inlineUUEncode() {
        let text = Array("Dear all,\nbegin 100 things\nbegin 644 a b.txt\n,2&5L;&\\@5V]R;&0A\n`\nend\nBye\n".utf8)
        let blocks = UUBlock.find(in: text, 0..<text.count)
        #expect(blocks.map(\.name) == ["a b.txt"])
        #expect(blocks.map { String(decoding: $0.content, as: UTF8.self) } == ["Hello World!"])
        #expect(blocks.map { String(decoding: text[$0.range], as: UTF8.self) }.first?.hasSuffix("end\n") == true)
        let open = Array("begin 644 a\n,2&5L;&\\@5V]R;&0A\n".utf8)
        #expect(UUBlock.find(in: open, 0..<open.count).isEmpty)
    }

    @Test("what base64 encodes comes back, whatever the line length")
    func roundTrip() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var seed: UInt64 = 42
        for length in 0..<100 {
            let data = (0..<length).map { _ -> UInt8 in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: seed >> 33)
            }
            var text: [UInt8] = []
            for start in stride(from: 0, to: length, by: 3) {
                let group = Array(data[start..<min(start + 3, length)])
                let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
                for place in 0..<4 {
                    text.append(
                        place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
                    if text.count % (length % 7 + 5) == 0 { text += [0x0D, 0x0A] }
                }
            }
            #expect(decodedBody(text, 0..<text.count, .base64) == data)
        }
    }
}
