import Testing

@testable import Web

@Suite("The request of RFC 8058")
struct OneClickTests {
    private static let urlencoded = "application/x-www-form-urlencoded"
    private static let part =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"

    @Test(
        "both types of the section are read",
        arguments: [
            (urlencoded, "List-Unsubscribe=One-Click"), (urlencoded + " ; charset=utf-8", "List-Unsubscribe=One-Click"),
            ("multipart/form-data; boundary=b", part), ("Multipart/Form-Data;boundary=\"b\"", part),
        ])
    func meant(type: String, body: String) {
        #expect(OneClick.isMeant(type: type, body: Array(body.utf8)))
    }

    @Test(
        "anything else is not meant",
        arguments: [
            ("", "List-Unsubscribe=One-Click"), ("text/plain", "List-Unsubscribe=One-Click"),
            (urlencoded, "List-Unsubscribe=One-Click&"), (urlencoded, ""), (urlencoded, "List-Unsubscribe=One-click"),
            ("multipart/form-data", part), ("multipart/form-data; boundary=c", part),
            ("multipart/form-data; boundary=b", part.replacing("--b--", with: part)),
            ("multipart/form-data; boundary=b", "List-Unsubscribe=One-Click"),
            ("multipart/form-data; boundary=b\r\nX: y", ""),
        ])
    func notMeant(type: String, body: String) {
        #expect(!OneClick.isMeant(type: type, body: Array(body.utf8)))
    }
}
