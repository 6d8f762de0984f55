import Testing

@testable import Web

@Suite("The path under which the pages are seen")
struct SitePrefixTests {
    @Test(
        "a request is read as the path of a page, with the prefix and without",
        arguments: [
            ("/list/alerts/x", ["/alerts/x", "/list/alerts/x"]), ("/list", ["/", "/list"]),
            ("/list?a", ["/?a", "/list?a"]),
            ("/listen", ["/listen"]), ("/alerts/x", ["/alerts/x"]), ("/list//x", ["//x", "/list//x"]),
        ])
    func readings(path: String, readings: [String]) {
        #expect(SitePrefix(given: nil, url: "https://example.org/list/").readings(of: path) == readings)
    }

    @Test("the newest stands first, and the former ones go on")
    func former() {
        let prefix = SitePrefix(given: nil, url: "https://example.org")
        for path in ["/a", "/b", "/a/"] { prefix.note(url: "https://example.org" + path) }
        #expect(prefix.current == "/a")
        #expect(prefix.readings(of: "/b/x") == ["/x", "/b/x"])
        for number in 0..<100 { prefix.note(url: "https://example.org/\(number)") }
        #expect(prefix.readings(of: "/b/x") == ["/b/x"])
    }

    @Test("one that was given stays")
    func given() {
        let prefix = SitePrefix(given: "/given/", url: "https://example.org/list")
        prefix.note(url: "https://example.org/other")
        #expect(prefix.current == "/given")
        #expect(prefix.readings(of: "/given/x") == ["/x"])
        #expect(prefix.readings(of: "/other/x") == ["/other/x"])
    }
}
