import Foundation
import MIME
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "the hash of the decoded bytes is right at every edge of a block",
        arguments: [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
            (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
            (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
            (57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"),
            (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
            (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
            (65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
            (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
            (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
            (128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
            (1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
        ])
    func hash(count: Int, expected: String) throws {
        let text = String(repeating: "a", count: count)
        let result = try Program.run(["--json"], input: "Subject: x\n\n" + text)
        #expect(result.text.contains(#""size": \#(count), "sha256": "\#(expected)", "text": "\#(text)""#))
    }

    @Test("every line is an object that Foundation reads")
    func valid() throws {
        let mail =
            "Subject: \"a\\b\t\u{1}\u{2028}\nContent-Type: text/plain; charset=utf-8\n\n\u{0}\u{1F}\u{9F}\u{E9}\u{10FFFF}\"\\"
        let result = try Program.run(["--json", "-", "-"], input: mail)
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 2)
        let object = try JSONSerialization.jsonObject(with: Data((lines.first ?? "").utf8)) as? [String: Any]
        #expect((object?["headers"] as? [[String]])?.first == ["Subject", "\"a\\b\t\u{1}\u{2028}"])
        let part = (object?["parts"] as? [[String: Any]])?.first
        #expect(part?["text"] as? String == "\u{0}\u{1F}\u{9F}\u{E9}\u{10FFFF}\"\\")
        #expect(part?["size"] as? Int == 12)
    }

    @Test("defects are told with their place, those of decoding too")
    func defects() throws {
        let mail = """
            From: Jane Doe
            Date: never
            Subject: =?utf-8?x?a?=
            Content-Type: multipart/mixed; boundary=b
            Content-Transfer-Encoding: base64

            --b
            Content-Type: text/plain; charset=x-nonsense
            Content-Transfer-Encoding: base64

            aGVs!bG8gd29ybGQ
            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            a=FFb =XY\u{20}
            --b
            Content-Transfer-Encoding: base64

            This is no base64 at all, is it?
            --b--

            """
        let result = try Program.run(["--json"], input: mail)
        let object = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
        let told = try #require(object?["defects"] as? [String])
        #expect(told == Message(Array(mail.utf8)).allDefects().map(\.description))
        let kinds = told.map { $0.prefix { $0 != " " } }
        #expect(
            kinds.sorted() == [
                "bad-quoted-printable-escape", "encoded-container", "invalid-address", "invalid-base64", "invalid-date",
                "invalid-encoded-word", "lying-transfer-encoding", "missing-padding", "trailing-whitespace",
                "undecodable-bytes", "unknown-charset",
            ])
        let texts = (object?["parts"] as? [[String: Any]])?.compactMap { $0["text"] as? String }
        #expect(texts == ["hello world", "a\u{FFFD}b =XY", "This is no base64 at all, is it?"])
    }

    @Test("the defects of every recorded mail are those that the library finds", arguments: CaseTests.cases)
    func recorded(_ example: CaseTests.Case) throws {
        let path = CaseTests.folder.appendingPathComponent(example.mode).appendingPathComponent("\(example.name).eml")
        let bytes = [UInt8](try Data(contentsOf: path))
        guard !bytes.starts(with: "From ".utf8) else { return }
        let result = try Program.run(["--json", path.path])
        let object = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
        let told = try #require(object?["defects"] as? [String])
        #expect(told == Message(bytes).allDefects().map(\.description))
    }
}
