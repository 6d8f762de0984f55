import MIME
import Testing

private func read(_ bytes: [UInt8], _ charset: String?, pieces: Int) -> String {
    var decoder = CharsetDecoder(label: charset)
    var output: [UInt8] = []
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + pieces)
        decoder.decode(bytes.span.extracting(start..<end), into: &output)
        start = end
    }
    decoder.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
}

private struct CharsetCase: Sendable, CustomTestStringConvertible {
    let label: String?
    let bytes: [UInt8]
    let text: String

    init(_ label: String?, _ bytes: [UInt8], _ text: String) {
        (self.label, self.bytes, self.text) = (label, bytes, text)
    }

    var testDescription: String { "\(label ?? "no label"): \(text)" }
}

@Suite("Charsets and encoded words")
struct TextTests {
    @Test("UTF-8 is repaired as the standard library does it, wherever in a block it is broken")
    func repair() {
        let pieces: [[UInt8]] = [
            Array("plain".utf8), Array("é".utf8), Array("€".utf8), Array("日本".utf8), Array("😀".utf8), [0xC3], [0xA9],
            [0xC0, 0xAF], [0xC1], [0xE2, 0x82], [0xED, 0xA0], [0xF0, 0x9F], [0xFF], [0xF4, 0x90],
        ]
        var state: UInt64 = 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<1_000 {
            var bytes: [UInt8] = []
            // Mostly good text of one kind, with one thing amid it.
            let usual = pieces[next(round % 2 == 0 ? 5 : 2)]
            for _ in 0..<next(40) { bytes += usual }
            bytes += pieces[next(pieces.count)]
            for _ in 0..<next(40) { bytes += pieces[next(3)] }
            #expect(
                Array(read(bytes, "utf-8", pieces: 1_000).utf8) == Array(String(decoding: bytes, as: UTF8.self).utf8))
        }
    }

    @Test(
        "a charset is read as it is meant, however its bytes are split",
        arguments: [
            CharsetCase("utf-8", Array("Grüße, 日本 😀".utf8), "Grüße, 日本 😀"),
            CharsetCase("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
            CharsetCase("utf-8", [0xE2, 0x82, 0x62], "\u{FFFD}b"),
            CharsetCase("utf-8", [0xE2, 0x82], "\u{FFFD}"),
            CharsetCase("utf-8", [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            CharsetCase("utf-8", [0xC0, 0x80, 0xF5], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            CharsetCase("iso-8859-1", [0x67, 0xFC, 0x6E], "gün"),
            CharsetCase("windows-1252", [0x80, 0x93, 0xFC, 0x94, 0x81], "€“ü”\u{FFFD}"),
            CharsetCase("cp1252", [0x80], "€"),
            CharsetCase(nil, [0x67, 0xFC, 0x6E], "gün"),
            CharsetCase(nil, Array("gün".utf8), "gün"),
            CharsetCase("us-ascii", Array("gün €".utf8), "gün €"),
            CharsetCase("us-ascii", [0x93, 0x61, 0x94], "“a”"),
            CharsetCase("x-nonsense", [0xFC], "ü"),
            CharsetCase("x-user-defined", Array("ü".utf8), "ü"),
            CharsetCase("none", [0xFC], "ü"),
            CharsetCase("iso-8859-2", [0xB1, 0xE6], "ąć"),
            CharsetCase("iso-8859-15", [0xA4], "€"),
            CharsetCase("iso-8859-8-i", [0xF9, 0xEC, 0xE5, 0xED], "שלום"),
            CharsetCase("koi8-r", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
            CharsetCase("windows-1251", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], "Привет"),
            CharsetCase("cp1251", [0xCF], "П"),
            CharsetCase("cp1255", [0xF9, 0xEC, 0xE5, 0xED], "שלום"),
            CharsetCase("iso-2022-jp", Array("\u{1B}$BF|K\\8l\u{1B}(B.".utf8), "日本語."),
            CharsetCase("iso-2022-jp", Array("\u{1B}(I12\u{1B}(B.".utf8), "ｱｲ."),
            CharsetCase("iso-2022-jp", Array("\u{1B}$BF|$".utf8), "日\u{FFFD}"),
            CharsetCase("utf-7", Array("1+1=2 and +AOQ-".utf8), "1\u{FFFD}2 and ä"),
            CharsetCase("iso-2022-jp", Array("\u{1B}$B-!\u{1B}(B.".utf8), "①."),
            CharsetCase("iso-2022-jp", Array("\u{1B}$BF|K\\\nnext".utf8), "日本\nnext"),
            CharsetCase("shift_jis", [0x93, 0xFA, 0x96, 0x7B, 0x87, 0x40], "日本①"),
            CharsetCase("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC], "日本"),
            CharsetCase("euc-jp", [0xAD, 0xA1, 0x61], "①a"),
            CharsetCase("gb2312", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
            CharsetCase("gbk", [0xE9, 0x46, 0x61], "镕a"),
            CharsetCase("hz-gb-2312", Array("~{VPND~}~~.".utf8), "中文~."),
            CharsetCase("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
            CharsetCase("ks_c_5601-1987", [0xC7, 0xD1, 0xB1, 0xB9], "한국"),
            CharsetCase("euc-kr", [0xC7, 0xD1, 0xFF], "한\u{FFFD}"),
            CharsetCase("utf-7", Array("Gr+APwA3w-e".utf8), "Grüße"),
            CharsetCase("unicode-1-1-utf-7", Array("+ZeVnLA-".utf8), "日本"),
            CharsetCase("utf-16le", [0x61, 0x00, 0xFC, 0x00], "aü"),
            CharsetCase("utf-16be", [0x00, 0x61, 0xD8, 0x3D, 0xDE, 0x00], "a😀"),
        ])
    private func charsets(_ example: CharsetCase) {
        for pieces in [1, 2, 3, 5, 1_000] {
            #expect(read(example.bytes, example.label, pieces: pieces) == example.text, "in pieces of \(pieces)")
        }
        #expect(String(decoding: utf8Text(example.bytes, charset: example.label), as: UTF8.self) == example.text)
    }

    @Test(
        "a label is known with quotes, in any case, with what trails it",
        arguments: [
            "koi8-r", "KOI8-R", "\"koi8-r\"", " koi8-r ", "koi8_r", "koi8-r*ru", "koi8-r; format=flowed",
            "koi8-r format",
            "charset=koi8-r", "'koi8-r'", "csKOI8R",
        ])
    func labels(_ label: String) {
        #expect(utf8Text([0xF0], charset: label) == Array("П".utf8))
    }

    @Test("every label and every byte give valid UTF-8")
    func neverFails() {
        let bytes = (0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }
        let labels = [
            "utf-8", "iso-8859-1", "windows-1252", "iso-2022-jp", "iso-2022-kr", "hz", "utf-7", "utf-16", "utf-32",
            "cp949",
            "big5", "gb18030", "euc-jp", "shift_jis", "cp1255", "cp1258", "INTERNAL", "WCHAR_T", "../../etc/passwd",
            "//",
            "\u{0}", "", String(repeating: "x", count: 10_000), "utf-8//TRANSLIT", "iso-8859-99",
            "windows-99999999999999999999",
        ]
        for label in labels {
            for pieces in [1, 7, 1_000] {
                #expect(!read(bytes, label, pieces: pieces).isEmpty)
            }
            let output = utf8Text(bytes, charset: label)
            #expect(Array(String(decoding: output, as: UTF8.self).utf8) == output)
        }
    }

    @Test(
        "encoded words are decoded as mail programs do",
        arguments: [
            ("plain", "plain"),
            ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
            ("=?UTF-8?b?R3LDvMOfZQ==?=", "Grüße"),
            ("=?UTF-8?B?R3LDvMOfZQ?=", "Grüße"),
            ("=?iso-8859-1?q?a_b=20c?=", "a b c"),
            ("=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
            ("a =?utf-8?Q?b?= c", "a b c"),
            ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
            ("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=FC?=", "aü"),
            ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
            ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
            ("=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=", "ü"),
            ("=?utf-8?B?w7w=?= =?UTF-8?Q?=E2=82?=\n =?utf-8?B?rA==?=", "ü€"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?gb2312?B?1tDOxA==?=", "中文"),
            ("=?ks_c_5601-1987?B?x9GxuQ==?=", "한국"),
            ("=?utf-8?Q?with blanks inside?=", "with blanks inside"),
            ("=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
            ("=?utf-8?X?unknown?=", "=?utf-8?X?unknown?="),
            ("=?utf-8?Q?broken =?utf-8?Q?good?=", "=?utf-8?Q?broken good"),
            ("=?utf-8?Q?bad=escape?=", "bad=escape"),
            ("=?x-nonsense?Q?=FC?=", "ü"),
            ("x=?utf-8?Q?=C3=BC?=y", "xüy"),
            ("\"=?utf-8?Q?=C3=BC?=\"", "\"ü\""),
            ("=?utf-8?Q??=", ""),
            ("folded\r\n line", "folded line"),
            ("Grüße", "Grüße"),
            ("=?", "=?"), ("=?=?=?", "=?=?=?"), ("?=", "?="), ("", ""),
        ])
    func encodedWords(_ field: String, _ text: String) {
        let bytes = Array(field.utf8)
        #expect(String(decoding: decodeEncodedWords(bytes, 0..<bytes.count), as: UTF8.self) == text)
    }

    @Test("a field with bytes that are no UTF-8 is read as windows-1252")
    func eightBitField() {
        let bytes: [UInt8] = [0x47, 0x72, 0xFC, 0xDF, 0x65]
        #expect(String(decoding: decodeEncodedWords(bytes, 0..<5), as: UTF8.self) == "Grüße")
    }

    @Test(
        "xtext and the addresses of RFC 6533 are decoded, what is neither stays",
        arguments: [
            ("a+2Bb@example.net", "a+b@example.net"), ("a+2bb", "a+b"), ("a+b", "a+b"), ("+", "+"), ("+4", "+4"),
        ])
    func xtext(_ input: String, _ output: String) {
        #expect(String(decoding: decodeXText(Array(input.utf8).span), as: UTF8.self) == output)
    }

    @Test(
        "an embedded character stands for itself",
        arguments: [
            ("gr\\x{FC}n@example.net", "grün@example.net"), ("grün@example.net", "grün@example.net"),
            ("\\x{1F600}", "😀"), ("\\x{D800}", "\\x{D800}"), ("\\x{", "\\x{"), ("\\x{}", "\\x{}"), ("\\", "\\"),
        ])
    func embeddedCharacters(_ input: String, _ output: String) {
        let decoded = decodeUTF8AddrXText(Array(input.utf8).span)
        #expect(String(decoding: decoded, as: UTF8.self) == output)
    }

    @Test("searches cut their range to the bytes that exist")
    func searches() {
        let bytes = Array("Hello, World".utf8)
        #expect(firstIndex(of: UInt8(ascii: "o"), in: bytes, 0..<100) == 4)
        #expect(firstIndex(of: UInt8(ascii: "o"), in: bytes, 5..<100) == 8)
        #expect(firstIndex(of: UInt8(ascii: "z"), in: bytes, -5..<100) == nil)
        #expect(firstIndex(of: "World", in: bytes, 0..<bytes.count) == 7)
        #expect(firstIndex(of: "World", in: bytes, 0..<11) == nil)
        #expect(firstIndex(of: "World", in: [], 0..<11) == nil)
        let (within, beyond) = (
            firstIndex(of: 0x64, in: bytes.span, from: 3), firstIndex(of: 0x64, in: bytes.span, from: 99)
        )
        #expect(within == 11 && beyond == nil)
        #expect(equalsIgnoringCase(bytes, 0..<5, "hello"))
        #expect(!equalsIgnoringCase(bytes, 0..<4, "hello"))
        #expect(!hasPrefixIgnoringCase(bytes, at: 9, "world"))
        #expect(hasPrefix(bytes, at: 7, "World") && !hasPrefix(bytes, at: -1, "H"))
        #expect(trimmed(Array(" \t a b\r\n".utf8), 0..<8) == 3..<6)
        #expect(lowercasedASCII(Array("ÄBC@[Z".utf8)) == Array("Äbc@[z".utf8))
        #expect(text([0xFC], 0..<1) == "ü")
    }
}
