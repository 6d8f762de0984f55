import Testing

@testable import Alerts

@Suite struct ProbeTokenTests {
    private let key = [UInt8](repeating: 7, count: 32)
    private let now: Int64 = 1_795_000_000

    private var token: ProbeToken { ProbeToken(now: now, random: 0xBEEF, key: key) }

    @Test("a token is found in a return path, in any case, and is genuine")
    func found() throws {
        for address in [
            "bounces+\(token.spelling)@example.org", "BOUNCES-\(token.spelling.uppercased())@EXAMPLE.ORG",
        ] {
            let found = try #require(ProbeToken.candidates(in: address).first)
            #expect(found == token && found.made == now)
            #expect(found.isGenuine(now: now + 60, keys: [[1, 2, 3], key]))
        }
        #expect(token.spelling.count == ReturnPathToken.length)
    }

    @Test("what nobody signed, or signed long ago, is not")
    func forged() throws {
        #expect(!token.isGenuine(now: now, keys: []))
        #expect(!token.isGenuine(now: now, keys: [[1, 2, 3]]))
        #expect(!token.isGenuine(now: now + 6 * 86_400, keys: [key]))
        for index in 1..<token.spelling.count {
            var letters = Array(token.spelling.utf8)
            letters[index] = letters[index] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            guard let altered = ProbeToken(spelling: letters) else { continue }
            #expect(!altered.isGenuine(now: now, keys: [key]))
        }
    }

    @Test("no probe is a return path's token, and none of those a probe")
    func apart() throws {
        #expect(ReturnPathToken.candidates(in: "bounces+\(token.spelling)@example.org").isEmpty)
        let other = try #require(ReturnPathToken(subscriber: 1, address: "a@b.example", now: now, key: key))
        #expect(ProbeToken.candidates(in: "bounces+\(other.spelling)@example.org").isEmpty)
    }

    @Test("the mail is a report with the null sender, about an address that cannot exist")
    func mail() {
        let mail = ProbeMail.message(
            to: "bounces+\(token.spelling)@example.org", token: token, random: [UInt8](repeating: 1, count: 16))
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(mail.returnPath.isEmpty)
        #expect(text.contains("\r\nTo: bounces+\(token.spelling)@example.org\r\n"))
        #expect(text.contains("Final-Recipient: rfc822; probe@doctor.invalid"))
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
    }
}
