import Testing

@testable import Web

@Suite("What a form sends")
struct FormTests {
    private func form(_ text: String) throws -> Form { try Form(encoded: Array(text.utf8)) }

    @Test(
        "names and values are decoded as a browser encodes them",
        arguments: [
            ("a=b", "b"), ("a=", ""), ("a", ""), ("a=b=c", "b=c"), ("a=%C3%BC+x", "ü x"), ("a=1&a=2", "1"),
            ("&&a=b&&", "b"), ("a=%0D%0A", "\r\n"), ("a=%2b", "+"),
        ])
    func decoded(text: String, value: String) throws {
        #expect(try form(text)["a"] == value)
    }

    @Test("what is no UTF-8, and half an escape, is refused", arguments: ["a=%FF", "a=%f0%9f", "%=1", "a=%4", "a=%zz"])
    func refused(text: String) {
        #expect(throws: (any Error).self) { try form(text) }
    }

    @Test("a name that stands several times has all its values")
    func several() throws {
        #expect(try form("alert=a&digest=1&alert=c").all("alert") == ["a", "c"])
    }

    @Test("no form of ours has 500 fields")
    func bounded() {
        #expect(throws: (any Error).self) { try form(String(repeating: "a=1&", count: 501)) }
    }
}
