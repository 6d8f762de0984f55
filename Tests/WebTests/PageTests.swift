import Alerts
import Testing

@testable import Web

@Suite("Pages")
struct PageTests {
    @Test(
        "the list is called what its subjects begin with, or what its List-Id says",
        arguments: [
            ("[News]", "", "News"), ("News", "", "News"), ("", "Village News <news.example.org>", "Village News"),
            ("", "\"Village\" <news.example.org>", "Village"), ("", "news.example.org", nil), ("[]", "", nil),
            ("", "", nil),
        ])
    func listName(subname: String, listID: String, name: String?) {
        let settings = Settings(["email-subname": subname, "email-listid": listID])
        #expect(SettingsCache.listName(settings) == name)
    }

    @Test("a template is rendered once for a key, and filled each time")
    func renderedOnce() {
        let rendered = RenderedOnce(holes: 2)
        var count = 0
        func text(_ key: String, _ title: String, _ content: String) -> String {
            rendered.text(key, [title, content]) { words in
                count += 1
                return "\(words[0])|\(key)|\(words[0])|\(words[1])."
            }
        }
        #expect(text("n", "T", "C") == "T|n|T|C.")
        #expect(text("n", "C", "T") == "C|n|C|T.")
        #expect(count == 1)
        #expect(text("m", "T", "") == "T|m|T|.")
        #expect(count == 2)
        #expect(rendered.text("", []) { _ in "plain" } == "plain")
    }

    @Test(
        "a date is written as a person does", arguments: [(0, "1 January 1970"), (1_795_262_400, "21 November 2026")])
    func date(seconds: Int64, words: String) {
        #expect(longDate(seconds) == words)
    }

    @Test("no sign that means something in HTML comes through, whatever combines with it")
    func escaped() {
        let escaped = PageText.escaped("\"\u{301}<\u{338}>&'\r\u{202E}")
        #expect(!escaped.unicodeScalars.contains { "\"<>'\r\u{202E}".unicodeScalars.contains($0) })
    }

    @Test(
        "an address is read without the blanks around it",
        arguments: [
            (" a@example.net ", "a@example.net"), ("用户@例子.广告", "用户@例子.广告"), ("a@example", nil), ("", nil), ("  ", nil),
            ("a@example.net\r\nBcc: b@example.net", nil), ("a@example.net\u{0}", nil),
            ("a@example.net,b@example.net", nil),
            ("\"a b\"@example.net", nil),
        ])
    func address(text: String, address: String?) {
        #expect(PublicAddress.read(text) == address)
    }
}
