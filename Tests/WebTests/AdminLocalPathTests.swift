import Storage
import Testing

@testable import Web

@Suite("Where a login leads")
struct AdminLocalPathTests {
    @Test(
        "to our own pages",
        arguments: [
            "/admin", "/subscribers?q=a%25b&order=made", "/bounces/17", "/queue?state=given-up", "/setup_email",
        ])
    func own(path: String) {
        #expect(LocalPath.checked(path) == path)
    }

    @Test(
        "and nowhere else",
        arguments: [
            "", "/", "//evil.example", "/\\evil.example", "https://evil.example", "/login", "/admin/", "/admin//x",
            "/admin/../x", "/admin/./x", "/%61dmin", "/admin/%2e%2e", "/admin\r\nX: y", "/admin#x", "admin", "/admin x",
            "/admin@evil.example", "/adminx", "/subscribers:80", "/" + String(repeating: "a", count: 2000),
        ])
    func foreign(path: String) {
        #expect(LocalPath.checked(path) == nil)
    }

    @Test("a cursor comes back as it was written")
    func cursors() {
        for key in ["", "reader@example.net", "a.b@c.d", "17", "ü \"<"] {
            let cursor = PageCursor(PageCursor.word(id: 17, key: key), isBackward: true)
            #expect(cursor == PageCursor(key: key, id: 17, isBackward: true))
        }
        #expect(PageCursor(nil, isBackward: false) == nil)
        #expect(PageCursor("x.1", isBackward: false) == nil)
        #expect(PageCursor("99999999999999999999", isBackward: false) == nil)
    }

    @Test("an address escapes what it is asked for")
    func addresses() {
        let address = PageAddress("/p").with("q", "a&b=c d/ü").with("empty", "").with("q", "x y")
        #expect(address.text == "/p?q=x%20y")
        #expect(PageAddress("/p").with("q", "a&b=c/ü").text == "/p?q=a%26b%3Dc%2F%C3%BC")
        #expect(PageAddress("/p").text == "/p")
    }
}
