import Testing

/// Mails far larger than the memory that is allowed, through a pipe. The figure of the project, 1 GiB in 32 MiB, is
/// checked with the release build by the benchmark; here it is 40 MiB.
@Suite("Streams")
struct StreamTests {
    struct Giant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let head: String
        let block: String
    }

    private static let size = 40 << 20
    private static let limitKiB = 32 << 10

    static let giants = [
        Giant(
            testDescription: "base64",
            head: "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n",
            block: "SGVsbG8sIHdvcmxkLiBUaGlzIGlzIGEgbGluZSBvZiB0aGUgdXN1YWwgbGVuZ3RoLCAKSGVsbG8s\r\n"),
        Giant(
            testDescription: "an attachment", head: "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n",
            block: "SGVsbG8sIHdvcmxkLiBUaGlzIGlzIGEgbGluZSBvZiB0aGUgdXN1YWwgbGVuZ3RoLCAKSGVsbG8s\r\n"),
        Giant(
            testDescription: "one line", head: "Subject: x\n\n",
            block: "one line without an end, however long it gets; "),
        Giant(testDescription: "one header line", head: "Subject: x", block: "one header line without an end; "),
        Giant(
            testDescription: "repairs everywhere", head: "Content-Transfer-Encoding: quoted-printable\n\n",
            block: "=XY \u{FFFD}\u{0}=FF=\r\n \n"),
        Giant(
            testDescription: "8-bit bytes in every line", head: "Content-Type: text/plain; charset=us-ascii\n\n",
            block: "\u{FFFD}\u{0}\n"),
        Giant(
            testDescription: "no boundary", head: "Content-Type: multipart/mixed; boundary=b\n\n",
            block: "The boundary of this multipart never comes.\n"),
    ]

    @Test(
        "memory does not grow with the mail", arguments: giants,
        [[], ["--classic"], ["--json"], ["--text"], ["--part", "1"]])
    func memory(giant: Giant, options: [String]) throws {
        let block = [UInt8](String(repeating: giant.block, count: (256 << 10) / giant.block.utf8.count).utf8)
        let pieces = [[UInt8](giant.head.utf8)] + Array(repeating: block, count: Self.size / block.count)
        let result = try Program.run(options, pieces: pieces, keepsOutput: false)
        #expect(result.status == 0 || options.first == "--part")
        #expect(result.peakKiB > 0)
        #expect(result.peakKiB < Self.limitKiB)
    }

    @Test("a text too long to be kept back stands before its size and hash")
    func longText() throws {
        let line = String(repeating: "x", count: 99) + "\n"
        let result = try Program.run(["--json"], input: "\n" + String(repeating: line, count: 20_000))
        #expect(result.status == 0)
        #expect(result.text.contains(#""disposition": null, "text": "xxx"#))
        #expect(
            result.text.hasSuffix(
                #"xxx\n", "size": 2000000, "#
                    + #""sha256": "7fec16311ca1339325c206bace507ae2132c71f8ce0b88e3119300a9a263116d"}], "defects": []}"#
                    + "\n"))
    }
}
