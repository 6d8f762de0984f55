import Testing

@testable import Web

@Suite("Texts of strangers in HTML")
struct AdminPageTextTests {
    @Test(
        "what means something in HTML is escaped",
        arguments: [
            ("plain", "plain"), ("<b>", "&lt;b&gt;"), ("a&b", "a&amp;b"), ("\"'", "&quot;&#39;"),
            // Characters as people see them, which are none of HTML's.
            ("\"\u{301} onfocus=x", "&quot;\u{301} onfocus=x"), ("<\u{338}b>", "&lt;\u{338}b&gt;"),
            ("'\u{200D}", "&#39;\u{200D}"), (">\u{FE0F}", "&gt;\u{FE0F}"),
        ])
    func escaping(text: String, expected: String) {
        #expect(PageText.escaped(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test("what would be obeyed is named, and line ends stay")
    func obeyed() {
        #expect(PageText.escaped("a\u{1B}[1m\u{202E}b\u{0}") == "a\\u{1b}[1m\\u{202e}b\\u{0}")
        #expect(PageText.escaped("a\n\tb") == "a\n\tb")
        #expect(PageText.escaped("a\r\nb") == "a\\u{d}\nb")
    }

    @Test("a text is cut by scalars, however few characters it has")
    func cutting() {
        let long = "e" + String(repeating: "\u{301}", count: 10_000)
        #expect(AdminText.cut(long, 100).unicodeScalars.count < 110)
        #expect(AdminText.cut("short", 5) == "short")
        #expect(AdminText.cut("shorter", 5) == "short …")
    }

    @Test(
        "numbers are grouped",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
    func counts(number: Int, expected: String) {
        #expect(AdminText.count(number) == expected)
    }

    @Test("sizes", arguments: [(1, "1 byte"), (999, "999 bytes"), (1500, "1.5 kB"), (12_345_678, "12.3 MB")])
    func sizes(bytes: Int, expected: String) {
        #expect(AdminText.size(bytes) == expected)
    }
}
