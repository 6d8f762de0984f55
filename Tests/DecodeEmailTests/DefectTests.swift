import Foundation
import MIME
import TestSupport
import Testing

/// The program reads a mail as a stream, the library reads it whole: what both repair is to be the same.
@Suite("Defects, as the library finds them")
struct DefectTests {
    /// What defects hang on.
    private static let pieces: [String] = [
        "\r\n", "\n", "\r", "\0", "\u{E9}", "\u{FF}", "\u{C3}", "\u{E2}\u{82}\u{AC}", "=XY", "= \n", "=\n", "=\r\n",
        " \n",
        "=FF", "!", "==", "=", "YWJj", "--b\n", "--b--\n", "Subject: =?utf-8?q?=FF?=\n", "To: nobody at all\n",
        "Date: never\n", "From : a@example.org\n", "\n\n", "begin 644 a\n#86)C\n`\nend\n", "#86)C\n", "#86\n",
        "Content-Type: text/plain; charset=utf-8\n", "Content-Type: text/plain; charset=iso-2022-jp\n",
        "Content-Type: text/plain; charset=gb2312\n", "Content-Type: text/html; charset=x-nonsense\n",
        "Content-Type: message/rfc822\n", "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: image/png; name=a b\n", "Content-Disposition: attachment; filename=a (b) c\n",
        "Content-Transfer-Encoding: 7bit\n", "Content-Transfer-Encoding: 8bit\n",
        "Content-Transfer-Encoding: binary\n", "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n", "Content-Transfer-Encoding: x-uuencode\n",
        "\u{1B}$BF|\u{1B}(B", "\u{1B}$B)!", "the quick brown fox jumps over the lazy dog\n",
        "SGVsbG8sIHdvcmxkLiBUaGlzIGlzIGEgbGluZSBvZiB0aGUgdXN1YWwgbGVuZ3Ro\n",
    ]

    private static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    }

    /// A mail of random pieces: one or two parts of a multipart, or a text.
    private static func mail(_ generator: inout SeededGenerator) -> [UInt8] {
        var text = ""
        let isMultipart = Bool.random(using: &generator)
        if isMultipart { text += "Content-Type: multipart/mixed; boundary=b\n\n--b\n" }
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                // Of the pieces that are fields.
                text += pieces.filter { $0.contains(": ") }.randomElement(using: &generator) ?? ""
            }
            text += "\n"
            let some = (0..<4).map { _ in pieces.randomElement(using: &generator) ?? "" }
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                text += some.randomElement(using: &generator) ?? ""
            }
            text += isMultipart ? "\n--b\n" : ""
        }
        return bytes(text)
    }

    /// What the program says of each mail, in its two ways.
    private func tell(_ mails: [[UInt8]]) throws -> (json: [[String]], readable: [[String]]) {
        let folder = try TemporaryFolder()
        for (index, mail) in mails.enumerated() {
            try Data(mail).write(to: URL(fileURLWithPath: folder.path).appendingPathComponent("\(index)"))
        }
        let names = mails.indices.map(String.init)
        let json = try Program.run(["--json"] + names, in: folder.path).output.split(separator: UInt8(ascii: "\n")).map
        {
            let object = try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
            return try #require(object?["defects"] as? [String])
        }
        // Each mail begins with a line that names its file.
        var readable: [[String]] = []
        for line in try Program.run(names, in: folder.path).output.split(separator: UInt8(ascii: "\n")) {
            let line = String(decoding: line, as: UTF8.self)
            if line.hasPrefix("|================= ") {
                readable.append([])
            } else if line.hasPrefix("|** repaired: "), line.hasSuffix(" **|"), !readable.isEmpty {
                readable[readable.count - 1].append(String(line.dropFirst(14).dropLast(4)))
            }
        }
        return (json, readable)
    }

    @Test("random mails", arguments: 0..<12)
    func random(_ seed: Int) throws {
        var generator = SeededGenerator(UInt64(seed + 1))
        var mails: [[UInt8]] = []
        while mails.count < 40 {
            let mail = Self.mail(&generator)
            if !mail.starts(with: "From ".utf8) { mails.append(mail) }
        }
        let told = try tell(mails)
        for (index, mail) in mails.enumerated() {
            let expected = Message(mail).allDefects().map(\.description)
            #expect(told.json[index] == expected, "\(String(decoding: mail, as: UTF8.self).debugDescription)")
            #expect(told.readable[index] == expected, "\(String(decoding: mail, as: UTF8.self).debugDescription)")
        }
    }

    @Test("samples with something broken in them", arguments: 0..<4)
    func samples(_ seed: Int) throws {
        var generator = SeededGenerator(UInt64(seed + 100))
        let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Samples").standardized
        let names = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".eml") }.sorted()
        #expect(names.count > 100)
        var mails: [[UInt8]] = []
        for name in names where Int.random(in: 0..<4, using: &generator) == 0 {
            var mail = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let place = Int.random(in: 0...mail.count, using: &generator)
                mail.insert(contentsOf: Self.bytes(Self.pieces.randomElement(using: &generator) ?? ""), at: place)
            }
            if !mail.starts(with: "From ".utf8) { mails.append(mail) }
        }
        let told = try tell(mails)
        for (index, mail) in mails.enumerated() {
            let expected = Message(mail).allDefects().map(\.description)
            #expect(told.json[index] == expected)
            #expect(told.readable[index] == expected)
        }
    }

    /// A message/rfc822 with a transfer encoding, alone or in a multipart.
    private static func message(_ encoding: String, _ body: String, isPart: Bool = false) -> [UInt8] {
        let part = "Content-Type: message/rfc822\nContent-Transfer-Encoding: \(encoding)\n\n\(body)"
        return bytes(isPart ? "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(part)\n--b--\n" : part)
    }

    private static let lines = String(repeating: "a line of fifty bytes, with its line feed behind it\n", count: 1_300)

    @Test(
        "encoded messages that turn out to be something else late, or that have nothing in them",
        arguments: [
            ("quoted-printable", ""), ("quoted-printable", "=\n"), ("quoted-printable", "= \n= \n= \n=\n"),
            ("quoted-printable", "Subject: x=\n=20y\n\nz"), ("quoted-printable", "Subject: =XY\n\n=41"),
            ("quoted-printable", "Subject: x\n\n\(lines)=XY =\n\u{E9}=41\n"),
            ("quoted-printable", "Subject: x\n\n\(lines.dropLast(lines.count - 65_522))=41=X\n"),
            ("quoted-printable", "Subject: x\n\n\(lines.dropLast(lines.count - 65_523))=41=X\n"),
            ("quoted-printable", "Subject: x\n\n\(lines.dropLast(lines.count - 65_521))=XY"),
            ("base64", ""), ("base64", "\n\n"), ("base64", "!!!!"), ("base64", "=="), ("base64", "U"), ("base64", "Uz"),
            ("base64", "U3ViamVjdDogeAo!K=XX"), ("base64", "\n\n Subject: x\n\nYWJj\n"),
            ("base64", String(repeating: " ", count: 70_000) + "Subject: x\n\nYWJj\n"),
            ("base64", String(repeating: "!", count: 70_000)), ("base64", String(repeating: "!", count: 70_000) + "Uz"),
            ("x-uuencode", ""), ("x-uuencode", "begin 644 a\n"), ("x-uuencode", "begin 644 a\n`\nend\ntext"),
            ("x-uuencode", "Subject: x\n\ny"), ("x-uuencode", lines + lines), ("x-uuencode", "begin 644 a\n#86)C\n"),
        ])
    func late(encoding: String, body: String) throws {
        let mails = [Self.message(encoding, body), Self.message(encoding, body, isPart: true)]
        let told = try tell(mails)
        for (index, mail) in mails.enumerated() {
            let expected = Message(mail).allDefects().map(\.description)
            #expect(expected.contains { $0.hasPrefix("encoded-container") })
            #expect(told.json[index] == expected)
            #expect(told.readable[index] == expected)
        }
    }

    @Test("messages encoded inside each other, more of them than are opened", arguments: 1...10)
    func nested(_ count: Int) throws {
        var mail = Self.bytes("Subject: the innermost\nDate: never\n\n\u{E9}=XY\n")
        for number in 0..<count {
            let isBase64 = number % 2 == 0
            let body =
                isBase64
                ? Data(mail).base64EncodedString()
                : mail.map {
                    $0 == 0x0A
                        ? "\n"
                        : $0 < 0x7F && $0 != 0x3D
                            ? String(UnicodeScalar($0)) : "=\(String($0, radix: 16, uppercase: true))"
                }
                .joined()
            mail = Self.message(isBase64 ? "base64" : "quoted-printable", body, isPart: number % 3 == 0)
        }
        let expected = Message(mail).allDefects().map(\.description)
        #expect(expected.filter { $0.hasPrefix("encoded-container") }.count == min(count, 9))
        #expect(expected.contains { $0.hasPrefix("too-deep") } == (count > 8))
        // Alone, a mail has no line that names its file.
        let told = try tell([mail, mail])
        #expect(told.json == [expected, expected])
        #expect(told.readable == [expected, expected])
    }

    @Test("more of them than are listed")
    func many() throws {
        let lines = String(repeating: "=X \n", count: 300)
        let part = "--b\nTo: a b, c d\nContent-Transfer-Encoding: quoted-printable\n\n\(lines)"
        let encoded =
            "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
            + Data("To: a b\nDate: never\n\n\u{E9}\n".utf8).base64EncodedString() + "\n"
        let mail = [UInt8](
            ("Content-Type: multipart/mixed; boundary=b\n\n" + encoded + String(repeating: part, count: 8)).utf8)
        let expected = Message(mail).allDefects()
        #expect(expected.count == 1_000)
        #expect(expected.last?.kind == .tooManyDefects)
        let told = try tell([mail, Array("Subject: x\n\n".utf8)])
        #expect(told.json == [expected.map(\.description), []])
        #expect(told.readable == [expected.map(\.description), []])
    }
}
