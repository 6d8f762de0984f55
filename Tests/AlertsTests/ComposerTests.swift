import MIME
import Testing

@testable import Alerts

private let key = [UInt8](repeating: 7, count: 32)
private let now: Int64 = 1_800_000_000

/// What the tests compose with.
struct Composing {
    var settings = Settings([
        "email-self": "alerts@example.org", "email-url": "https://example.org/list", "email-subname": "[list]",
    ])
    var templates: [String: String] = [:]
    var letter = Letter(kind: .alert, subject: "activity alert", fromName: nil, body: "Hello\n")
    var addressee = Addressee(
        deliveryID: 12, subscriberID: 4711, code: [UInt8](repeating: 0xAB, count: 32), address: "anna@example.net",
        messageID: "<m1@example.org>", givenEnvelopeID: "e1")

    func addressee(_ address: String) -> Addressee {
        Addressee(
            deliveryID: 1, subscriberID: 2, code: [1], address: address, messageID: "<m@x>", givenEnvelopeID: "")
    }

    func mail() throws -> OutgoingMessage {
        let composer = try Composer(
            settings: settings, keys: [key], templates: try Templates(templates), now: now)
        return composer.compose(composer.prepare(letter), for: addressee)
    }
}

extension OutgoingMessage {
    /// The lines of the header, without their ends.
    var headerLines: [String] {
        String(decoding: bytes[..<bodyOffset], as: UTF8.self).split(separator: "\r\n").map { String($0) }
    }
}

@Suite struct ComposerTests {
    @Test("the header is complete and well formed")
    func header() throws {
        let mail = try Composing().mail()
        let code = String(repeating: "ab", count: 32)
        let token = try #require(
            ReturnPathToken(subscriber: 4711, address: "anna@example.net", now: now, key: key)
        ).spelling
        #expect(mail.returnPath == "alerts+\(token)@example.org")
        #expect(
            mail.headerLines == [
                "From: alerts@example.org", "To: anna@example.net", "Subject: [list] activity alert",
                "Date: Fri, 15 Jan 2027 08:00:00 +0000", "Message-ID: <m1@example.org>", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
                "Auto-Submitted: auto-generated", "List-Id: <alerts.example.org>", "Precedence: list",
                "List-Unsubscribe: <https://example.org/list/unsubscribe/\(code)>, "
                    + "<mailto:\(mail.returnPath)?subject=unsubscribe>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            ])
        #expect(mail.subject == "[list] activity alert")
        #expect(mail.envelopeID == "e1" && mail.messageID == "<m1@example.org>" && mail.deliveryID == 12)
        #expect(!mail.needsSMTPUTF8)
    }

    @Test(
        "what is decoded is what was said, with the footer, in both encodings and at any length",
        arguments: ["base64", "quoted-printable"])
    func body(encoding: String) throws {
        var composing = Composing()
        composing.settings.values["email-encoding"] = encoding
        for length in 0..<130 {
            composing.letter = Letter(
                kind: .alert, subject: "x", fromName: nil,
                body: String(repeating: "ä", count: length / 7) + String(repeating: "=", count: length)
                    + " \n.\nFrom me\n")
            let mail = try composing.mail()
            let message = Message(mail.bytes)
            #expect(message.defects.isEmpty)
            #expect(message.root.text() == mail.text.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
            let text = String(decoding: mail.text, as: UTF8.self)
            #expect(
                text.hasPrefix(composing.letter.body + "\n-- \nSubscription info: https://example.org/list/alerts/ab"))
            #expect(
                text.hasSuffix(
                    "Unsubscribe: https://example.org/list/unsubscribe/\(String(repeating: "ab", count: 32))\n"))
        }
    }

    @Test("quoted-printable is read back as it was, and no line ends or begins as agents change it")
    func quotedPrintable() {
        let pieces: [[UInt8]] = [
            Array("word".utf8), Array(" ".utf8), Array("\t".utf8), Array("=".utf8), Array(".".utf8),
            Array("From ".utf8),
            Array("ä".utf8), Array("\r\n".utf8), Array("\n".utf8), [0x0D], [0xFF], [0x00], [0x7F],
            Array(String(repeating: "x", count: 40).utf8),
        ]
        var state: UInt64 = 1
        for _ in 0..<3000 {
            var text: [UInt8] = []
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            let encoded = QuotedPrintableLines.lines(text)
            var lines = encoded.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.removeLast().isEmpty)
            for line in lines {
                #expect(line.last == 0x0D && line.count <= 77, "\(line)")
                #expect(line.dropLast().last != 0x20 && line.dropLast().last != 0x09, "\(line)")
                #expect(line.first != 0x2E && !line.starts(with: "From ".utf8), "\(line)")
                #expect(line.dropLast().allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }, "\(line)")
            }
            let mail = Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8) + encoded
            #expect(Message(mail).root.decodedBody() == Self.withLineEnds(text))
        }
    }

    /// Each LF as CRLF; a CR alone stays.
    private static func withLineEnds(_ text: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        for (index, byte) in text.enumerated() {
            if byte == 0x0A, index == 0 || text[index - 1] != 0x0D { lines.append(0x0D) }
            lines.append(byte)
        }
        return lines
    }

    @Test("a subscriber without a code can leave the list by the return path")
    func withoutCode() throws {
        var composing = Composing()
        composing.addressee = Addressee(
            deliveryID: 12, subscriberID: 4711, code: [], address: "anna@example.net", messageID: "<m1@example.org>",
            givenEnvelopeID: "e1")
        let mail = try composing.mail()
        #expect(
            mail.headerLines.filter { $0.hasPrefix("List-Unsubscribe") }
                == ["List-Unsubscribe: <mailto:\(mail.returnPath)?subject=unsubscribe>"])
        #expect(!String(decoding: mail.text, as: UTF8.self).contains("/unsubscribe/"))
    }

    @Test("no line is longer than 78 characters, but for List-Unsubscribe", arguments: ["base64", "quoted-printable"])
    func lineLengths(encoding: String) throws {
        var composing = Composing()
        composing.settings.values["email-encoding"] = encoding
        composing.settings.values["email-cfbl"] = "complaints-of-a-long-name@feedback.department.lists.example.org"
        composing.settings.values["email-self"] = "notifications-of-this-long-project@department.lists.example.org"
        composing.letter = Letter(
            kind: .digest, subject: String(repeating: "Ein längerer Betreff ", count: 20),
            fromName: String(repeating: "Søren ", count: 15), body: String(repeating: "long line ", count: 500),
            conversation: Conversation(
                root: String(repeating: "a", count: 32), answered: String(repeating: "b", count: 32)))
        composing.addressee = Addressee(
            deliveryID: .max, subscriberID: (1 << 40) - 1, code: [UInt8](repeating: 1, count: 32),
            address: String(repeating: "a", count: 45) + "@subscribers.example.net",
            messageID: "<" + String(repeating: "m", count: 60) + "@example.org>", givenEnvelopeID: "e")
        let mail = try composing.mail()
        for line in String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n") {
            #expect(line.utf8.count <= 78 || line.hasPrefix("List-Unsubscribe: "), "\(line)")
        }
        let message = Message(mail.bytes)
        #expect(message.defects.isEmpty)
        #expect(message.root.decodedValue("Message-ID")?.contains("<" + String(repeating: "m", count: 60)) == true)
        #expect(mail.headerLines.count { $0.hasPrefix("List-Unsubscribe: ") } == 1)
    }

    @Test("no name and no id makes a line longer", arguments: ["\\", "\"", "a", "ä", "a."])
    func longNames(sign: String) throws {
        for count in [29, 58, 60, 99, 300] {
            var composing = Composing()
            composing.settings.values["email-listid"] = String(repeating: sign, count: count)
            composing.letter = Letter(
                kind: .alert, subject: "x", fromName: String(repeating: sign, count: count), body: "x")
            let mail = try composing.mail()
            for line in mail.headerLines where !line.hasPrefix("List-Unsubscribe: ") {
                #expect(line.utf8.count <= 78, "\(line)")
            }
            #expect(
                AddressList.parse(Message(mail.bytes).root.value("From") ?? []).map(\.description) == [
                    "alerts@example.org"
                ])
        }
    }

    @Test(
        "subjects are read back as they were written",
        arguments: [
            "plain", "with  two blanks", "Grüße", "日本語の件名はとても長いので折り返されることになりますがどうでしょう",
            "=?utf-8?Q?trick?=", "a =? b", String(repeating: "word ", count: 40), String(repeating: "x", count: 200),
            "“quoted” — and a dash", "emoji 👩‍👩‍👧‍👦 family", "ends with blank ", "",
            "ümlaut at start, then much plain text after it",
        ])
    func subjects(subject: String) throws {
        var composing = Composing()
        composing.settings.values["email-subname"] = nil
        composing.letter = Letter(kind: .alert, subject: subject, fromName: subject, body: "x")
        let mail = try composing.mail()
        let root = Message(mail.bytes).root
        let expected = subject.split(separator: " ").joined(separator: " ")
        #expect(root.decodedValue("Subject") == expected)
        #expect(mail.subject == expected)
        let from = AddressList.parse(root.value("From") ?? [])
        #expect(from.count == 1)
        #expect(from.first?.description == "alerts@example.org")
        if !expected.isEmpty {
            #expect(from.first?.displayName?.hasPrefix(String(expected.unicodeScalars.prefix(99))) == true)
        }
        for line in mail.headerLines where !line.hasPrefix("List-Unsub") { #expect(line.utf8.count <= 78) }
    }

    @Test(
        "names with signs of the header's grammar are quoted",
        arguments: [#"O"Brien \ Sons"#, "a, b", "<x@y>", "x@y.example", "(comment)", "Mr. Dot", ";:", "\"", "\\"])
    func names(name: String) throws {
        var composing = Composing()
        composing.letter = Letter(kind: .alert, subject: "x", fromName: name, body: "x")
        let from = AddressList.parse(Message(try composing.mail().bytes).root.value("From") ?? [])
        #expect(from.count == 1)
        #expect(from.first?.displayName == name)
        #expect(from.first?.description == "alerts@example.org")
    }

    @Test("an address in UTF-8 asks for SMTPUTF8 and stands as it is")
    func internationalAddress() throws {
        var composing = Composing()
        // The last ones may be other domains than they look: letters in parts, in full width, or with two meanings.
        for address in [
            "jürgen@example.net", "jürgen@bücher.example", "anna@bu\u{308}cher.example", "anna@\u{FF41}b.example",
            "anna@straße.example",
        ] {
            composing.addressee = composing.addressee(address)
            let mail = try composing.mail()
            #expect(mail.needsSMTPUTF8)
            #expect(mail.recipient == address)
            #expect(mail.headerLines.contains("To: \(address)"))
        }
    }

    @Test(
        "an ASCII local part at a domain of another script goes out without SMTPUTF8",
        arguments: [
            ("anna@bücher.example", "anna@xn--bcher-kva.example"),
            ("Anna@BÜCHER.Example", "Anna@xn--bcher-kva.example"),
            ("anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
            ("anna@उदाहरण.परीक्षा", "anna@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"),
        ])
    func internationalDomain(address: String, ascii: String) throws {
        var composing = Composing()
        composing.settings.values["email-cfbl"] = "fbl@example.org"
        composing.templates = ["footer": "To {{address}}\n"]
        composing.addressee = composing.addressee(address)
        let mail = try composing.mail()
        #expect(!mail.needsSMTPUTF8)
        #expect(mail.recipient == ascii)
        #expect(mail.headerLines.contains("To: \(ascii)"))
        #expect(mail.bytes[..<mail.bodyOffset].allSatisfy { $0 < 0x80 })
        // People and proofs know the address as it is stored.
        #expect(String(decoding: mail.text, as: UTF8.self).hasSuffix("To \(address)\n"))
        let root = Message(mail.bytes).root
        let id = try #require(FeedbackID(spelling: root.decodedValue("CFBL-Feedback-ID") ?? ""))
        #expect(id.isGenuine(address: address, keys: [key]))
        let token = try #require(ReturnPathToken.candidates(in: mail.returnPath).first)
        #expect(token.isGenuine(address: address, now: now, keys: [key]))
    }

    @Test("an address of ours in UTF-8 asks for SMTPUTF8 too", arguments: ["email-self", "email-cfbl"])
    func internationalOwn(setting: String) throws {
        var composing = Composing()
        composing.settings.values[setting] = "jürgen@example.org"
        #expect(try composing.mail().needsSMTPUTF8)
    }

    @Test("complaints get an address and an id that proves itself, where email-cfbl is set")
    func complaints() throws {
        var composing = Composing()
        composing.settings.values["email-cfbl"] = "fbl@example.org"
        let root = Message(try composing.mail().bytes).root
        #expect(root.decodedValue("CFBL-Address") == "fbl@example.org; report=arf")
        let id = try #require(FeedbackID(spelling: root.decodedValue("CFBL-Feedback-ID") ?? ""))
        #expect(id.delivery == 12 && id.subscriber == 4711)
        #expect(id.isGenuine(address: "Anna@example.net", keys: [[1], key]))
        #expect(!id.isGenuine(address: "bert@example.net", keys: [key]))
        #expect(!id.isGenuine(address: "anna@example.net", keys: [[1]]))
        let forged = try #require(FeedbackID(spelling: "13:4711:aaaaaaaaaaaaaaaaaaaaaaaaaa"))
        #expect(!forged.isGenuine(address: "anna@example.net", keys: [key]))
        for text in ["", "1:2", "1:2:3", "a:2:aaaaaaaaaaaaaaaaaaaaaaaaaa", "1:2:aaaaaaaaaaaaaaaaaaaaaaaaaa:4"] {
            #expect(FeedbackID(spelling: text) == nil)
        }
    }

    @Test("a token that is signed with a prepared key is the one that inbound verifies, at any length of address")
    func token() throws {
        for length in [1, 20, 35, 36, 37, 44, 45, 46, 64, 200] {
            let address = String(repeating: "A", count: length) + "@example.net"
            let letters = ReturnPathToken.spelling(subscriber: 77, address: address, now: now, key: SigningKey(key))
            let spelling = String(decoding: letters.indices.map { letters[$0] }, as: UTF8.self)
            #expect(spelling == ReturnPathToken(subscriber: 77, address: address, now: now, key: key)?.spelling)
            #expect(
                ReturnPathToken(spelling: Array(spelling.utf8))?.isGenuine(address: address, now: now, keys: [key])
                    == true)
        }
        for length in [0, 1, 32, 54, 55, 56, 64, 65, 200] {
            let text = [UInt8](repeating: 3, count: length)
            for long in [32, 64, 65, 100] {
                let key = [UInt8](repeating: 9, count: long)
                #expect(SigningKey(key).sign(text) == HMAC.sha256(text, key: key))
            }
        }
    }

    @Test("what is not for a list says nothing of one, and a notice has the null sender")
    func otherKinds() throws {
        var composing = Composing()
        for kind in [Letter.Kind.direct, .notice] {
            composing.letter = Letter(kind: kind, subject: "Test", fromName: nil, body: "x")
            let mail = try composing.mail()
            #expect(!mail.headerLines.contains { $0.hasPrefix("List-") || $0.hasPrefix("Precedence") })
            #expect(mail.headerLines.contains("Subject: Test"))
            #expect(mail.returnPath.isEmpty == (kind == .notice))
            #expect(String(decoding: mail.text, as: UTF8.self) == "x\n")
        }
        composing.addressee = Addressee(
            deliveryID: 1, subscriberID: 0, code: [], address: "x@example.net", messageID: "<m@x>", givenEnvelopeID: "")
        composing.letter = Letter(kind: .alert, subject: "Test", fromName: nil, body: "x")
        let mail = try composing.mail()
        #expect(mail.returnPath == "alerts@example.org")
        #expect(!mail.headerLines.contains { $0.hasPrefix("List-Unsubscribe") || $0.hasPrefix("CFBL") })
        #expect(!String(decoding: mail.text, as: UTF8.self).contains("/unsubscribe/"))
    }

    @Test("one click is offered by https alone, RFC 8058 3.1")
    func oneClick() throws {
        var composing = Composing()
        composing.settings.values["email-url"] = "http://example.org/list"
        let mail = try composing.mail()
        #expect(mail.headerLines.contains { $0.hasPrefix("List-Unsubscribe: <http://example.org/list/unsubscribe/") })
        #expect(!mail.headerLines.contains { $0.hasPrefix("List-Unsubscribe-Post") })
    }

    @Test("without email-url a mail can still be answered to unsubscribe")
    func withoutURL() throws {
        var composing = Composing()
        composing.settings.values["email-url"] = nil
        let mail = try composing.mail()
        #expect(mail.headerLines.contains("List-Unsubscribe: <mailto:\(mail.returnPath)?subject=unsubscribe>"))
        #expect(!mail.headerLines.contains { $0.hasPrefix("List-Unsubscribe-Post") })
        #expect(!String(decoding: mail.text, as: UTF8.self).contains("://"))
    }

    @Test("mails of one conversation refer to the same ids")
    func conversation() throws {
        var composing = Composing()
        func references(_ root: String, _ answered: String?) throws -> [String] {
            composing.letter.conversation = Conversation(root: root, answered: answered)
            let lines = try composing.mail().headerLines
            // What it belongs to, and nothing else, stands between those that are in every mail.
            let start = try #require(lines.firstIndex { $0.hasPrefix("Content-Transfer-Encoding: ") }) + 1
            let end = try #require(lines.firstIndex { $0.hasPrefix("Auto-Submitted: ") })
            #expect(lines[start..<end].allSatisfy { $0.utf8.count <= 78 })
            return Array(lines[start..<end])
        }
        #expect(try references("a1", nil) == ["References: <a1@example.org>"])
        #expect(try references("a1", "a1") == ["In-Reply-To: <a1@example.org>", "References: <a1@example.org>"])
        #expect(
            try references("a1", "b-2")
                == ["In-Reply-To: <b-2@example.org>", "References: <a1@example.org> <b-2@example.org>"])
        let long = String(repeating: "c", count: 40)
        #expect(
            try references(long, "b-2")
                == ["In-Reply-To: <b-2@example.org>", "References: <\(long)@example.org>", " <b-2@example.org>"])
        for wrong in ["", "a b", "a>", "a\r\nX: y", "ä", String(repeating: "a", count: 41)] {
            #expect(Conversation(root: wrong, answered: nil) == nil)
            #expect(Conversation(root: "a", answered: wrong) == nil)
            #expect(try references(wrong, nil).isEmpty)
        }
    }

    @Test("delimiter, List-Id and templates are those that are set")
    func settings() throws {
        var composing = Composing()
        composing.settings.values["email-delimiter"] = "-"
        composing.settings.values["email-listid"] = "The news <news.example.org>"
        composing.settings.values["email-url"] = "https://example.org/list/"
        composing.templates["footer"] = "bye {{address}} {{code}} {{url}} {{subname}}"
        let mail = try composing.mail()
        #expect(mail.returnPath.hasPrefix("alerts-"))
        #expect(mail.headerLines.contains("List-Id: The news <news.example.org>"))
        let code = String(repeating: "ab", count: 32)
        #expect(
            String(decoding: mail.text, as: UTF8.self)
                == "Hello\nbye anna@example.net \(code) https://example.org/list [list]")
        composing.settings.values["email-listid"] = String(repeating: "N", count: 300) + " <news.example.org>"
        let long = try composing.mail().headerLines.joined(separator: "\n")
        #expect(long.contains("\n <news.example.org>\n") && long.contains("List-Id: =?utf-8?Q?NNN"))
        composing.settings.values["email-listid"] = "news.example.org"
        #expect(try composing.mail().headerLines.contains("List-Id: <news.example.org>"))
    }

    @Test(
        "what is missing or wrong in the settings is said",
        arguments: [
            ("email-self", ""), ("email-self", "nobody"), ("email-self", "a b@example.org"),
            ("email-self", String(repeating: "a", count: 36) + "@example.org"), ("email-cfbl", "x"),
            ("email-url", "https://example.org/ x"), ("email-url", "https://example.org/>"),
        ])
    func wrongSettings(name: String, value: String) {
        var composing = Composing()
        composing.settings.values[name] = value
        let error = #expect(throws: ComposeError.self) { try composing.mail() }
        #expect(error?.description.contains(name) == true)
    }

    @Test("without a key nothing is composed")
    func noKey() {
        #expect(throws: ComposeError.noKey) {
            try Composer(settings: Composing().settings, keys: [], templates: try Templates(), now: 0)
        }
    }

    @Test("ids are in the domain of email-self")
    func ids() {
        let ids = Composer.ids(random: [UInt8](repeating: 255, count: 16), settings: Composing().settings)
        #expect(ids.messageID == "<\(ids.envelopeID)@example.org>")
        #expect(ids.envelopeID.utf8.count == 26)
    }

    @Test(
        "dates are written as RFC 5322 has them",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"), (.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
            (.min, "Mon, 01 Jan 0001 00:00:00 +0000"),
        ] as [(Int64, String)])
    func dates(seconds: Int64, expected: String) {
        #expect(DateText.header(seconds) == expected)
    }
}
