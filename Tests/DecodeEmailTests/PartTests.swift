import Foundation
import MIME
import Testing

@Suite("Parts and attachments")
struct PartTests {
    private let mail = """
        Subject: parts
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Gr=FC=DFe
        --b
        Content-Type: message/rfc822

        Subject: inner
        Content-Type: multipart/mixed; boundary=c

        --c
        Content-Type: application/octet-stream
        Content-Transfer-Encoding: base64

        AAECAwQ=
        --c--

        --b
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        U3ViamVjdDogZW5jb2RlZAoKdGV4dAo=
        --b--

        """

    @Test("the text of a multipart that cannot be opened is part 1", arguments: ["; boundary=b", ""])
    func unopened(_ parameter: String) throws {
        let mail = "Content-Type: multipart/mixed\(parameter)\n\nno boundary\n"
        let result = try Program.run(["--part", "1"], input: mail)
        #expect(result.status == 0)
        #expect(result.text == "no boundary\n")
    }

    @Test(
        "a part is printed as its decoded bytes",
        arguments: [
            ("1", [UInt8]("Gr".utf8) + [0xFC, 0xDF, 0x65]),
            ("2.1", [0, 1, 2, 3, 4]),
            ("3", [UInt8]("Subject: encoded\n\ntext\n".utf8)),
            ("3.1", [UInt8]("text\n".utf8)),
            (
                "2",
                [UInt8](
                    """
                    Subject: inner
                    Content-Type: multipart/mixed; boundary=c

                    --c
                    Content-Type: application/octet-stream
                    Content-Transfer-Encoding: base64

                    AAECAwQ=
                    --c--

                    """.utf8)
            ),
        ])
    func part(path: String, expected: [UInt8]) throws {
        let result = try Program.run(["--part", path], input: mail)
        #expect(result.status == 0)
        #expect(result.output == expected)
    }

    @Test("the text of a mail without parts is part 1")
    func single() throws {
        let result = try Program.run(["--part", "1"], input: "Content-Transfer-Encoding: base64\n\nAP8=\n")
        #expect(result.output == [0x00, 0xFF])
    }

    @Test("attachments are written with mode 0600, and said with type and size")
    func extract() throws {
        let folder = try TemporaryFolder()
        let mail = attachments(["report.pdf"])
        let result = try Program.run(["--extract", "out"], input: mail, in: folder.path)
        #expect(result.status == 0)
        #expect(result.text == "out/report.pdf\tapplication/pdf\t2\n")
        #expect(try folder.read("out/report.pdf") == "0\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/out/report.pdf")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test(
        "a suggested name is made safe",
        arguments: [
            ("../../etc/passwd", "passwd"), ("/etc/passwd", "passwd"), ("C:\\\\Windows\\\\x.exe", "x.exe"),
            (".bashrc", "bashrc"), ("...", "part-1"), ("..", "part-1"), ("a/", "a"), ("", "part-1"),
            ("-rf", "rf"), ("  x  ", "x"), ("=?utf-8?Q?a=00b=1B[2Jc?=", "a_b_[2Jc"),
            ("=?utf-8?Q?a=E2=80=AEgpj.exe?=", "a_gpj.exe"), ("=?utf-8?Q?x=0Ay?=", "x_y"), ("a.tar.", "a.tar"),
        ])
    func safeName(suggested: String, expected: String) throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["--extract", folder.path], input: attachments([suggested]))
        #expect(result.status == 0)
        #expect(folder.names == [expected])
    }

    @Test("a long name is shortened and keeps its extension")
    func longName() throws {
        let folder = try TemporaryFolder()
        let name = String(repeating: "n", count: 400) + ".pdf"
        #expect(try Program.run(["--extract", folder.path], input: attachments([name])).status == 0)
        #expect(folder.names.first?.utf8.count ?? 0 == 200)
        #expect(folder.names.first?.hasSuffix("n.pdf") == true)
    }

    @Test("no file is written over: names that are taken get a number")
    func noOverwriting() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "a.pdf")
        let result = try Program.run(["--extract", folder.path], input: attachments(["a.pdf", "a.pdf", "b"]))
        #expect(result.status == 0)
        #expect(folder.names == ["a-2.pdf", "a-3.pdf", "a.pdf", "b"])
        #expect(try folder.read("a.pdf") == "mine")
        #expect(try folder.read("a-3.pdf") == "1\n")
    }

    @Test("a symbolic link is not followed")
    func symbolicLink() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "target")
        try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out/a.pdf", withDestinationPath: folder.path + "/target")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out/b.pdf", withDestinationPath: folder.path + "/nowhere")
        let result = try Program.run(
            ["--extract", "out"], input: attachments(["a.pdf", "b.pdf"]), in: folder.path)
        #expect(result.status == 0)
        #expect(try folder.read("target") == "mine")
        #expect(folder.names == ["out", "target"])
        #expect(result.text == "out/a-2.pdf\tapplication/pdf\t2\nout/b-2.pdf\tapplication/pdf\t2\n")
    }

    @Test("an attached message is written whole, a returned one opened")
    func messages() throws {
        let folder = try TemporaryFolder()
        let inner = "Subject: inner\nContent-Type: application/pdf; name=inner.pdf\n\nPDF"
        let mail = """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: message/rfc822
            Content-Disposition: attachment; filename=mail.eml

            \(inner)
            --b
            Content-Type: message/rfc822

            \(inner)
            --b--
            """
        let result = try Program.run(["--extract", folder.path], input: mail)
        #expect(result.status == 0)
        #expect(folder.names == ["inner.pdf", "mail.eml"])
        #expect(try folder.read("mail.eml") == inner)
        #expect(try folder.read("inner.pdf") == "PDF")
    }

    @Test("a directory that cannot be made has the status 66")
    func noDirectory() throws {
        let result = try Program.run(["--extract", "/dev/null/x"], input: attachments(["a"]))
        #expect(result.status == 66)
        #expect(result.errors.contains("/dev/null/x"))
    }

    private func attachments(_ names: [String]) -> String {
        let parts = names.enumerated().map { index, name in
            """
            --b
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="\(name)"

            \(index)


            """
        }
        return "Content-Type: multipart/mixed; boundary=b\n\n" + parts.joined() + "--b--\n"
    }

    @Test("a file that stands uuencoded in a text is an attachment")
    func uuencoded() throws {
        let folder = try TemporaryFolder()
        let mail = "Subject: old\n\nLook:\nbegin 644 ../cat.txt\n#0V%T\n`\nend\nBye\n"
        let shown = try Program.run([], input: mail)
        #expect(shown.text.contains("Look:\n|** attachment: \"../cat.txt\", uuencoded, 3 bytes **|\nBye\n"))
        #expect(try Program.run(["--text"], input: mail).text == "Look:\nBye\n")
        let extracted = try Program.run(["--extract", folder.path], input: mail)
        #expect(extracted.status == 0 && folder.names == ["cat.txt"])
        #expect(try folder.read("cat.txt") == "Cat")
        #expect(extracted.text == "\(folder.path)/cat.txt\tapplication/octet-stream\t3\n")
        let classic = try Program.run(["--classic"], input: mail)
        #expect(classic.text.contains("#0V%T"))
    }

    @Test(
        "base64 in groups is base64, prose is not",
        arguments: [
            ("iVBO Rw0K GgoA AAAN SUhE UgAA AAEA\nAAAB CAYA AAAf FcSJ\n", false),
            ("iVBORw0K GgoAAAAN SUhEUgAA AAEA\n", false), ("Th is is no ba se at al l\n", true),
            ("This text is said to be base and has a few words\n", true),
            ("Meet Anna next week\nCall Paul this noon\n", true),
        ])
    func groups(body: String, isText: Bool) throws {
        let mail = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n\(body)"
        let result = try Program.run(["--part", "1"], input: mail)
        #expect((result.output == [UInt8](body.utf8)) == isText)
        #expect(Message(Array(mail.utf8)).parts[0].decodedBody() == result.output)
    }

    @Test("the text of a multipart that cannot be opened is shown as text")
    func unopenedText() throws {
        let mail = "Content-Type: multipart/mixed; boundary=b\n\nhello\nworld\n"
        #expect(try Program.run(["--text"], input: mail).text == "hello\nworld\n")
        #expect(try Program.run(["--json"], input: mail).text.contains(#""text": "hello\nworld\n""#))
    }

    /// A part that is uuencoded as a whole.
    private func uuencodedPart(_ fields: String, _ body: String) -> String {
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(fields)Content-Transfer-Encoding: x-uuencode\n\n"
            + "\(body)\n--b--\n"
    }

    @Test(
        "a part that is uuencoded as a whole has the name of its first line, if its header has none",
        arguments: [
            ("Content-Type: image/png\n", "begin 644 ../cat.png\n#0V%T\n`\nend", "../cat.png", "cat.png"),
            (
                "Content-Type: text/plain\n", "text\n\nbegin 644 Gr\u{FC}\u{DF}e.txt\n#0V%T\n`\nend",
                "Gr\u{FC}\u{DF}e.txt", "Gr\u{FC}\u{DF}e.txt"
            ),
            ("Content-Type: image/png; name=dog.png\n", "begin 644 cat.png\n#0V%T\n`\nend", "dog.png", "dog.png"),
            ("Content-Type: image/png\n", "begin 644 a\n#0V%T\nend\nbegin 644 b\n`\nend", "a", "a"),
            ("Content-Type: image/png\n", "begin 644 cut", "cut", "cut"),
            ("Content-Type: image/png\n", "begin 644\n#0V%T\n`\nend", nil, "part-1"),
            ("Content-Type: image/png\n", "", nil, "part-1"),
        ] as [(String, String, String?, String)])
    func uuencodedName(fields: String, body: String, name: String?, file: String) throws {
        let mail = uuencodedPart(fields, body)
        #expect(Message(Array(mail.utf8)).parts[1].filename == name)
        let folder = try TemporaryFolder()
        #expect(try Program.run(["--extract", folder.path], input: mail).status == 0)
        #expect(folder.names == [file])
        let told = try Program.run(["--json"], input: mail)
        let object = try JSONSerialization.jsonObject(with: Data(told.output)) as? [String: Any]
        let parts = try #require(object?["parts"] as? [[String: Any]])
        #expect(parts[1]["filename"] as? String == name)
        if let name { #expect(try Program.run([], input: mail).text.contains(": \"\(name)\", ")) }
        // Wherever a read ends.
        let bytes = [UInt8](mail.utf8)
        for end in stride(from: 1, to: bytes.count, by: 3) {
            let pieces = [Array(bytes[..<end]), Array(bytes[end...])]
            let parted = try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true)
            #expect(parted.output == told.output, "after \(end) bytes")
        }
    }

    @Test("the search for a name ends at the same byte, wherever a read ends")
    func search() throws {
        for length in [65_520, 65_530, 65_536, 65_537, 65_600] {
            let body = String(repeating: "x", count: length - 1) + "\nbegin 644 a\n#0V%T\n`\nend"
            let bytes = [UInt8](uuencodedPart("Content-Type: image/png\n", body).utf8)
            let told = try Program.run(["--json"], pieces: [bytes])
            for cut in [65_536, 65_600, 65_640, 65_680] where cut < bytes.count {
                let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
                let parted = try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true)
                #expect(parted.output == told.output, "\(length), after \(cut) bytes")
            }
            let name = Message(bytes).parts[1].filename
            #expect(
                told.text.contains(
                    name == nil ? "\"filename\": null, \"disposition\": null, \"size\": 6" : "\"filename\": \"a\""))
        }
    }

    @Test("lines whose blanks were lost are filled up, and a mail of nothing else does not grow thirtyfold")
    func blanks() {
        let mail = "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\nM\n`\nend\n"
        #expect(Message(Array(mail.utf8)).parts[0].decodedBody() == [UInt8](repeating: 0, count: 45))
        let many =
            "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + String(repeating: "_\n", count: 200_000)
            + "end\n"
        #expect(Message(Array(many.utf8)).parts[0].decodedBody().count < 2 * many.utf8.count)
    }

    @Test("what is no uuencoded file after 64 KiB has no name")
    func lateName() throws {
        let lines = String(repeating: "a line of text\n", count: 4_500)
        let body = lines + "begin 644 a\n#0V%T\n`\nend"
        let mail = uuencodedPart("Content-Type: image/png\n", body)
        #expect(Message(Array(mail.utf8)).parts[1].filename == nil)
        let folder = try TemporaryFolder()
        let told = try Program.run(["--extract", folder.path], input: mail)
        #expect(told.text == "\(folder.path)/part-1\timage/png\t\(body.utf8.count)\n")
        #expect(try folder.read("part-1") == body)
    }
}
