import Alerts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Web

@Suite("Who asks, and from where")
struct RequestTests {
    private func request(_ fields: HTTPFields) -> Request {
        Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "lists.example:8025", path: "/", headerFields: fields),
            body: RequestBody(buffer: ByteBuffer()))
    }

    private func client(from peer: String?, forwarded: String? = nil, trusts: Bool = false) throws -> Client {
        var fields = HTTPFields()
        if let forwarded { fields[.xForwardedFor] = forwarded }
        let channel = EmbeddedChannel()
        if let peer { try channel.connect(to: SocketAddress(ipAddress: peer, port: 9)).wait() }
        let context = PageContext(
            source: ApplicationRequestContextSource(channel: channel, logger: Logger(label: "test")))
        return Client(request(fields), context, trustsProxy: trusts)
    }

    @Test("the other end of the connection asks, and a Unix socket is local")
    func peer() throws {
        #expect(try client(from: "192.0.2.1").address == "192.0.2.1")
        #expect(try client(from: "::ffff:192.0.2.1").address == "192.0.2.1")
        #expect(try client(from: nil).address == "local")
        #expect(try client(from: "127.0.0.1").isLocal && client(from: nil).isLocal && client(from: "::1").isLocal)
        #expect(try !client(from: "127.0.0.1", forwarded: "192.0.2.1").isLocal)
        #expect(try !client(from: "192.0.2.1").isLocal)
    }

    @Test("a proxy that is trusted says who asks; of its list the last one counts")
    func proxy() throws {
        #expect(try client(from: "127.0.0.1", forwarded: "1.1.1.1, 192.0.2.7", trusts: true).address == "192.0.2.7")
        #expect(try client(from: "127.0.0.1", forwarded: "1.1.1.1, 192.0.2.7").address == "127.0.0.1")
        #expect(try client(from: "127.0.0.1", forwarded: "nonsense", trusts: true).address == "127.0.0.1")
        #expect(try client(from: nil, forwarded: "2001:db8::7", trusts: true).address == "2001:db8::7")
    }

    @Test("the network is the address in IPv4 and the /64 in IPv6")
    func network() throws {
        #expect(try client(from: "192.0.2.1").network == "192.0.2.1")
        #expect(try client(from: "2001:db8::1").network == client(from: "2001:db8::ffff:1").network)
        #expect(try client(from: "2001:db8::1").network != client(from: "2001:db8:0:1::1").network)
    }

    @Test("a /48 of IPv6 has ten times the limit of a /64, and no more by having many of them")
    func site() throws {
        let throttle = NetworkThrottle(per: 3600)
        func allowed(_ addresses: [String], limit: Int = 2) throws -> Int {
            try addresses.filter { throttle.allows(try client(from: $0), limit: limit, now: 0) }.count
        }
        #expect(try allowed((0..<100).map { "2001:db8:1:1::\($0)" }) == 2)
        #expect(try allowed((2..<100).map { "2001:db8:1:\($0)::1" }) == 18)
        #expect(try allowed(["2001:db8:1:ffff::1", "2001:db8:1:2::1"]) == 0)
        #expect(try allowed(["2001:db8:2:1::1", "192.0.2.1", "192.0.2.2"]) == 3)
        #expect(try allowed((0..<30).map { "198.51.100.\($0)" }) == 30)
        #expect(try allowed((0..<30).map { "2001:db8:3:\($0)::1" }, limit: .max) == 30)
    }

    @Test(
        "what another site sends is foreign",
        arguments: [
            ("Sec-Fetch-Site", "cross-site", true), ("Sec-Fetch-Site", "same-origin", false),
            ("Sec-Fetch-Site", "none", false),
            ("Origin", "https://evil.example", true), ("Origin", "null", false),
            ("Origin", "http://lists.example:8025", false),
            ("Origin", "https://public.example", false), ("Origin", "https://public.example.evil.example", true),
            ("Origin", "https://lists.example", true), ("Origin", "", true), ("Referer", "https://evil.example", false),
        ])
    func origin(name: String, value: String, isForeign: Bool) throws {
        let field = try #require(HTTPField.Name(name))
        let settings = Settings(["email-url": "https://public.example/list"])
        #expect(RequestOrigin.isForeign(request([field: value]), url: settings[.url]) == isForeign)
    }
}
