import MIME
import Testing

private struct ListCase: Sendable, CustomTestStringConvertible {
    let field: String
    let addresses: [String]

    init(_ field: String, _ addresses: String...) {
        (self.field, self.addresses) = (field, addresses)
    }

    var testDescription: String { field }
}

private func isPlausible(_ bytes: [UInt8], requireDot: Bool = true) -> Bool {
    isPlausibleAddress(bytes.span, requireDot: requireDot)
}

@Suite("Addresses")
struct AddressTests {
    @Test(
        "an address list is read with all its obsolete and broken forms",
        arguments: [
            ListCase("jane@example.net", "|jane@example.net"),
            ListCase("Jane Doe <jane@example.net>", "Jane Doe|jane@example.net"),
            ListCase(
                "\"Doe, Jane\" <jane@example.net>, joe@example.org", "Doe, Jane|jane@example.net", "|joe@example.org"),
            ListCase("John Q. Public <john@example.net>", "John Q. Public|john@example.net"),
            ListCase("jane@example.net (Jane (née) Doe)", "Jane (née) Doe|jane@example.net"),
            ListCase("Jane (a (nested) one) Doe <jane(x)@(y)example.net(z)>", "Jane Doe|jane@example.net"),
            ListCase(
                "A Group: jane@example.net, Joe <joe@example.org>;, x@example.com",
                "|jane@example.net", "Joe|joe@example.org", "|x@example.com"),
            ListCase("undisclosed-recipients:;"),
            ListCase("<@one.example,@two.example:jane@example.net>", "|jane@example.net"),
            ListCase("\"Jane Doe\"@example.net", "|\"Jane Doe\"@example.net"),
            ListCase("\"jane.doe\"@example.net", "|jane.doe@example.net"),
            ListCase("\"a\\\"b\"@example.net", "|\"a\\\"b\"@example.net"),
            ListCase("jane . doe @ example . net", "|jane.doe@example.net"),
            ListCase("jane@[192.0.2.1]", "|jane@[192.0.2.1]"),
            ListCase("jane@example.net.", "|jane@example.net"),
            ListCase("=?utf-8?Q?J=C3=BCrgen?= <j@example.net>", "Jürgen|j@example.net"),
            ListCase("\"=?utf-8?Q?J=C3=BCrgen?=\" <j@example.net>", "Jürgen|j@example.net"),
            ListCase("Jürgen <jürgen@bücher.example>", "Jürgen|jürgen@bücher.example"),
            ListCase("postmaster", "|postmaster"),
            ListCase("<postmaster>", "|postmaster"),
            ListCase("MAILER-DAEMON (Mail Delivery System)", "Mail Delivery System|MAILER-DAEMON"),
            ListCase("@example.net", "|@example.net"),
            ListCase("<>"), ListCase(""), ListCase(" , ,, "), ListCase("(only a comment)"),
            ListCase("<jane@example.net", "|jane@example.net"),
            ListCase("Jane <jane@example.net, joe@example.org", "Jane|jane@example.net", "|joe@example.org"),
            ListCase("\"Jane <jane@example.net>", "Jane|jane@example.net"),
            ListCase("Jane Doe jane@example.net", "Jane Doe|jane@example.net"),
            ListCase("jane@example.net joe@example.org", "|jane@example.net", "|joe@example.org"),
            ListCase("<jane@example.net><joe@example.org>", "|jane@example.net", "|joe@example.org"),
            ListCase("jane@example.net; joe@example.org", "|jane@example.net", "|joe@example.org"),
            ListCase("jane@example.net,\r\n joe@example.org", "|jane@example.net", "|joe@example.org"),
            ListCase("<mailto:jane@example.net>", "|jane@example.net"),
            ListCase("Jane <jane@example.net> and more, joe@example.org", "Jane|jane@example.net", "|joe@example.org"),
            ListCase("jane@home@example.net", "|\"jane@home\"@example.net"),
            ListCase("a..b.@docomo.example", "|a..b.@docomo.example"),
        ])
    private func lists(_ example: ListCase) {
        let found = AddressList.parse(Array(example.field.utf8)).map { "\($0.displayName ?? "")|\($0)" }
        #expect(found == example.addresses)
    }

    @Test("an address keeps its spelling and knows its parts")
    func parts() throws {
        let address = try #require(Address("\"Jane\" <\"j.doe\"@Example.NET.>"))
        #expect(address.displayName == "Jane")
        #expect(address.localPart == "j.doe")
        #expect(address.domain == "Example.NET")
        #expect(address.spelling == "\"j.doe\"@Example.NET.")
        #expect(address.description == "j.doe@Example.NET")
        #expect(address.asciiDomain == "example.net")
        #expect(Address("Jane Doe") == nil)
    }

    @Test(
        "comparison folds the domain always and the local part where asked",
        arguments: [
            ("a@Example.NET", "a@example.net", true, true), ("A@example.net", "a@example.net", false, true),
            ("a@bücher.example", "a@xn--bcher-kva.EXAMPLE", true, true),
            ("a@BÜCHER.example", "a@bücher.example", true, true), ("\"a\"@example.net", "a@example.net", true, true),
            ("a@example.net", "a@example.org", false, false), ("Ä@example.net", "ä@example.net", false, true),
        ])
    func comparison(_ left: String, _ right: String, _ exact: Bool, _ folded: Bool) throws {
        let (left, right) = (try #require(Address(left)), try #require(Address(right)))
        #expect(left.matches(right) == exact)
        #expect(left.matches(right, foldingLocalPart: true) == folded)
    }

    @Test(
        "domains have their DNS spelling",
        arguments: [
            ("Bücher.Example", "xn--bcher-kva.example"), ("ドメイン。テスト", "xn--eckwd4c7c.xn--zckzah"),
            ("ΑΒΓ.gr", "xn--mxacd.gr"), ("example.net", "example.net"), ("[192.0.2.1]", "[192.0.2.1]"), ("", ""),
        ])
    func idna(_ domain: String, _ ascii: String) {
        #expect(Address(localPart: "a", domain: domain).asciiDomain == ascii)
    }

    @Test(
        "a domain is looked up only where it is certain which one is meant",
        arguments: [
            ("Bücher.Example", "xn--bcher-kva.example"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
            ("Example.NET", "example.net"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", nil), ("か\u{3099}.example", nil), ("\u{1100}\u{1161}.example", nil),
            ("\u{FF41}bc.example", nil), ("a\u{200B}b\u{FC}.example", nil), ("straße.example", nil), ("☃.example", nil),
            ("\u{308}x.example", nil), ("ü--.example", nil), ("-ü.example", nil), ("ab--ü.example", nil),
            ("ü..example", nil),
            (String(repeating: "ü", count: 64) + ".example", nil), ("", nil),
        ])
    func lookup(_ domain: String, _ ascii: String?) {
        #expect(Address(localPart: "a", domain: domain).lookupDomain == ascii)
    }

    @Test("a domain is read in its own letters")
    func unicode() {
        #expect(Address(localPart: "a", domain: "XN--bcher-kva.example").unicodeDomain == "bücher.example")
        #expect(Address(localPart: "a", domain: "xn--\u{FC}.example").unicodeDomain == "xn--\u{FC}.example")
    }

    @Test(
        "text is taken for an address only if it can be one",
        arguments: [
            ("jane@example.net", true), ("jane.doe+tag@mail.example.co.uk", true), ("prvs=123=jane@example.net", true),
            ("a..b.@docomo.ne.jp", true), ("\"jane doe\"@example.net", true), ("jane@[192.0.2.1]", true),
            ("jürgen@bücher.example", true), ("jane@xn--bcher-kva.xn--p1ai", true),
            ("/G=Jane/S=Doe/@gateway.example", true), ("td role=x@y", false), ("td role=presentation", false),
            ("/xml", false), ("/a@example.net", false), ("image001.png@01D0A1B2.C3D4E5F0", false),
            ("logo@2x.png", false),
            ("a@b", false), ("root@localhost", false), ("jane@example.net.", false), ("jane@example.net,", false),
            ("<jane@example.net", false), ("jane@example.net>", false), (".jane@example.net", false),
            ("jane@.example.net", false), ("jane@example..net", false), ("jane@-example.net", false),
            ("jane@example-.net", false), ("jane@192.0.2.1", false), ("jane@example.n", false), ("@example.net", false),
            ("jane@", false), ("@", false), ("", false), ("a@b@example.net", false), ("!!!@example.net", false),
            (String(repeating: "x", count: 65) + "@example.net", false),
            (String(repeating: "x", count: 64) + "@example.net", true),
            ("x@" + String(repeating: "a.", count: 127) + "net", false),
            ("x@" + String(repeating: "a", count: 64) + ".net", false),
        ])
    func plausible(_ text: String, _ expected: Bool) {
        #expect(isPlausible(Array(text.utf8)) == expected)
    }

    @Test("a domain without a dot passes where the caller says so")
    func singleLabel() {
        #expect(isPlausible(Array("root@localhost".utf8), requireDot: false))
        #expect(!isPlausible([0x61, 0x40, 0xFF, 0x2E, 0x64, 0x65]))
    }

    @Test("a top-level domain of one letter passes where the caller says so")
    func oneLetter() {
        for (text, expected) in [("a@b.c", true), ("a@b.1", false), ("a@b", false)] {
            let isPlausible = isPlausibleAddress(Array(text.utf8).span, shortestTopLevel: 1)
            #expect(isPlausible == expected)
        }
    }

    @Test("hostile lists are read in one pass")
    func hostile() {
        for unit in ["(", "\"", "<", "[", "a@", ",", ":", ";", "\\", "\"\u{7F}", "@a:", "a b ", "<a@b", "=?a?q?x "] {
            let bytes = Array(String(repeating: unit, count: 50_000).utf8)
            _ = AddressList.parse(bytes)
            _ = decodeEncodedWords(bytes, 0..<bytes.count)
            _ = MailDate(bytes.span)
            _ = isPlausibleAddress(bytes.span)
        }
    }
}
