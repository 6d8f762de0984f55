import MIME
import Testing

@testable import Alerts

/// Nothing that a user or an event can write reaches a header unescaped.
@Suite struct InjectionTests {
    /// What strangers write: line ends of every kind, NUL, controls, bytes that no font has, and too much of all.
    static let attacks = [
        "x\r\nBcc: victim@example.com", "x\nBcc: victim@example.com", "x\rBcc: victim@example.com",
        "x\r\n\r\nBody", "x\n\nBody", "x\u{0}y", "\r\n", "\n", "\r", "\u{0}", "x\r\n Bcc: folded@example.com",
        "x\u{85}Bcc: a@b", "x\u{2028}Bcc: a@b", "x\u{B}\u{C}\u{1B}[31m\u{7F}", "=?utf-8?Q?=0D=0ABcc:_a@b?=",
        "\u{202E}moc.live", "x\" <a@b>, \"y", "a@b>, <c@d", "\\\r\nBcc: a@b", "<>", "(", "\"",
        String(repeating: "A", count: 100_000), String(repeating: "ü", count: 100_000),
        String(repeating: "\r\nBcc: a@b", count: 10_000), String(repeating: "a ", count: 50_000),
    ]

    private static let names: Set = [
        "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
        "auto-submitted", "list-id", "precedence", "list-unsubscribe", "list-unsubscribe-post", "cfbl-address",
        "cfbl-feedback-id",
    ]

    /// Each field once, none but ours, each line ended by CRLF and none too long, one sender, one recipient.
    private func check(_ mail: OutgoingMessage, _ attack: String) {
        let note = Comment(rawValue: String(attack.unicodeScalars.prefix(40)))
        let message = Message(mail.bytes)
        #expect(message.parts.count == 1, note)
        let names = message.root.fields.map {
            String(decoding: mail.bytes[$0.nameRange], as: UTF8.self).lowercased()
        }
        #expect(Set(names).isSubset(of: InjectionTests.names), note)
        #expect(Set(names).count == names.count, note)
        var previous: UInt8 = 0
        for byte in mail.bytes {
            if (byte == 0x0A) != (previous == 0x0D) {
                Issue.record("a bare line end: \(note)")
                break
            }
            previous = byte
        }
        for byte in mail.bytes[..<mail.bodyOffset] where byte < 0x20 && byte != 0x0D && byte != 0x0A || byte == 0x7F {
            Issue.record("a control character: \(note)")
            break
        }
        for line in mail.bytes.split(separator: 0x0A) where line.count > 79 && !line.starts(with: "List-Uns".utf8) {
            // What cannot be broken: an address or an id.
            if line.contains(0x20), line.first != 0x20 { Issue.record("a line of \(line.count) bytes: \(note)") }
        }
        #expect(mail.bytes[..<mail.bodyOffset].count < 6000, note)
        #expect(AddressList.parse(message.root.value("From") ?? []).map(\.description) == ["alerts@example.org"], note)
        #expect(AddressList.parse(message.root.value("To") ?? []).count == 1, note)
        #expect(!mail.recipient.utf8.contains { $0 <= 0x20 || $0 == 0x7F }, note)
        #expect(!mail.returnPath.utf8.contains { $0 <= 0x20 || $0 >= 0x7F }, note)
        #expect(!mail.subject.utf8.contains { $0 < 0x20 || $0 == 0x7F }, note)
        #expect(!mail.text.contains(0) && !mail.text.contains(0x0D), note)
    }

    @Test("subject, author and text of an event stay where they belong", arguments: attacks)
    func letters(attack: String) throws {
        var composing = Composing()
        composing.settings.values["email-cfbl"] = "fbl@example.org"
        for kind in Letter.Kind.allCases {
            composing.letter = Letter(kind: kind, subject: attack, fromName: attack, body: attack)
            let mail = try composing.mail()
            check(mail, attack)
        }
    }

    @Test("an address and a code stay where they belong", arguments: attacks)
    func addressees(attack: String) throws {
        var composing = Composing()
        for address in [attack, attack + "@example.net", "anna@" + attack, "\"\(attack)\"@example.net"] {
            composing.addressee = Addressee(
                deliveryID: 1, subscriberID: 2, code: Array(attack.utf8.prefix(32)), address: address,
                messageID: "<m1@example.org>", givenEnvelopeID: "e")
            check(try composing.mail(), address)
        }
    }

    @Test("settings that are wrong in the database make no header of their own", arguments: attacks)
    func settings(attack: String) throws {
        for setting in ["email-subname", "email-listid"] {
            var composing = Composing()
            composing.settings.values[setting] = attack
            check(try composing.mail(), attack)
        }
        for setting in ["email-self", "email-url", "email-cfbl", "email-delimiter"] {
            var composing = Composing()
            composing.settings.values[setting] = attack
            do throws(ComposeError) {
                let composer = try Composer(
                    settings: composing.settings, keys: [[1]], templates: try! Templates(), now: 0)
                let mail = composer.compose(composer.prepare(composing.letter), for: composing.addressee)
                if setting != "email-self" { check(mail, attack) }
            } catch {}
        }
    }

    @Test("templates do not bring line ends of their own into a header or a bare CR into a body")
    func templates() throws {
        var composing = Composing()
        composing.templates["footer"] = "a\r\nb\rc\u{0}d {{code}}\r\n"
        composing.addressee = Addressee(
            deliveryID: 1, subscriberID: 2, code: [1], address: "a@b.example", messageID: "<m@x>\r\nBcc: a@b",
            givenEnvelopeID: "e")
        check(try composing.mail(), "template")
    }

    @Test(
        "what is no address is not sendable",
        arguments: attacks + [
            "", "@", "a", "a@", "@b", "a b@c.example", "a@b@c.example", "<a@b.example>", "a,b@c.example",
            "a\u{9B}31m@example.net", "a\u{202E}b@example.net", "a@b\u{2066}.example",
        ])
    func sendable(address: String) {
        #expect(!isSendable(address))
        #expect(!isSendable("anna@example.net\r\n" + address))
    }

    @Test(
        "addresses of all kinds are sendable",
        arguments: [
            "anna@example.net", "a.b+c_d-e@sub.example.co.uk", "o'brien@example.net", "root@localhost",
            "jürgen@example.net",
            "a@b", "anna@bücher.example", "=x=@example.net", "bounces+abc=def@example.net",
        ])
    func areSendable(address: String) {
        #expect(isSendable(address))
    }
}
