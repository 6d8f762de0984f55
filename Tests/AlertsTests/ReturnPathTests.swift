import Testing

@testable import Alerts

private let key = [UInt8](repeating: 7, count: 32)
private let now: Int64 = 1_800_000_000

@Suite struct ReturnPathTests {
    private func token(_ subscriber: Int64 = 4711, at time: Int64 = now) throws -> ReturnPathToken {
        try #require(ReturnPathToken(subscriber: subscriber, address: "anna@example.net", now: time, key: key))
    }

    private func isGenuine(_ spelling: String, at time: Int64 = now, address: String = "anna@example.net") -> Bool {
        ReturnPathToken(spelling: Array(spelling.utf8))?.isGenuine(address: address, now: time, keys: [key]) ?? false
    }

    @Test(
        "a token is 28 lower-case letters and digits and verifies", arguments: [1, 255, 4711, (1 << 40) - 1] as [Int64])
    func roundTrip(subscriber: Int64) throws {
        let spelling = try token(subscriber).spelling
        #expect(spelling.utf8.count == 28)
        #expect(spelling == spelling.lowercased())
        #expect(isGenuine(spelling))
        #expect(isGenuine(spelling.uppercased()))
        #expect(ReturnPathToken(spelling: Array(spelling.utf8))?.subscriber == subscriber)
    }

    @Test("a token is not shown where an address is", arguments: ["", "SRS0=ab12=XY=example.org="])
    func hidden(wrapping: String) throws {
        let spelling = try token().spelling
        let shown = ReturnPathToken.hidden(in: "\(wrapping)list+\(spelling)@example.org")
        #expect(shown == "\(wrapping)list+\(spelling.prefix(4))...@example.org")
        #expect(ReturnPathToken.hidden(in: "anna.jürgen@example.net") == "anna.jürgen@example.net")
    }

    @Test("numbers that do not fit make no token", arguments: [0, -1, 1 << 40] as [Int64])
    func outOfRange(subscriber: Int64) {
        #expect(ReturnPathToken(subscriber: subscriber, address: "a@b", now: now, key: key) == nil)
    }

    @Test("no other character at any place makes a genuine token")
    func alterations() throws {
        let spelling = Array(try token().spelling.utf8)
        for index in spelling.indices {
            for letter in "abcdefghijklmnopqrstuvwxyz234567189-=+".utf8 where letter != spelling[index] {
                var altered = spelling
                altered[index] = letter
                #expect(!isGenuine(String(decoding: altered, as: UTF8.self)))
            }
        }
    }

    @Test("a token is bound to address, key and time")
    func binding() throws {
        let spelling = try token().spelling
        #expect(isGenuine(spelling, address: "ANNA@Example.NET"))
        #expect(!isGenuine(spelling, address: "bert@example.net"))
        let parsed = try #require(ReturnPathToken(spelling: Array(spelling.utf8)))
        let other = [UInt8](repeating: 8, count: 32)
        #expect(!parsed.isGenuine(address: "anna@example.net", now: now, keys: [other]))
        #expect(parsed.isGenuine(address: "anna@example.net", now: now, keys: [other, key]))
        #expect(!parsed.isGenuine(address: "anna@example.net", now: now, keys: []))
    }

    @Test("a token stays the same within an epoch and expires after about a year")
    func epochs() throws {
        let start = now / ReturnPathToken.secondsInEpoch * ReturnPathToken.secondsInEpoch
        #expect(try token(at: start).spelling == token(at: start + ReturnPathToken.secondsInEpoch - 1).spelling)
        let spelling = try token(at: start).spelling
        #expect(try spelling != token(at: start + ReturnPathToken.secondsInEpoch).spelling)
        #expect(isGenuine(spelling, at: start + 12 * ReturnPathToken.secondsInEpoch))
        #expect(!isGenuine(spelling, at: start + 13 * ReturnPathToken.secondsInEpoch))
        // A clock that was set back over the border of two epochs, and one that was never set.
        #expect(isGenuine(spelling, at: start - 86_400))
        #expect(!isGenuine(spelling, at: start - 86_401))
        #expect(!isGenuine(spelling, at: start - ReturnPathToken.secondsInEpoch))
        #expect(!isGenuine(spelling, at: 0))
    }

    @Test(
        "a token is found in every wrapping and in any case",
        arguments: [
            "bounces+TOKEN@example.org", "bounces-TOKEN@example.org", "BOUNCES+TOKEN@EXAMPLE.ORG",
            "SRS0=abcd=XY=example.org=bounces+TOKEN@forwarder.example",
            "srs0+abcd=xy=example.org=bounces+TOKEN@forwarder.example",
            "SRS1=abcd=first.example==HHHH=XY=example.org=bounces+TOKEN@second.example",
            "prvs=0123abcdef=bounces+TOKEN@example.org", "prvs=bounces+TOKEN/0123abcdef@example.org",
            "msprvs1=17abcABC=bounces+TOKEN@example.org", "btv1==0123==bounces+TOKEN@example.org",
        ])
    func wrappings(address: String) throws {
        let spelling = try token().spelling
        let written = address.replacing("TOKEN", with: spelling)
        for text in [written, written.lowercased(), written.uppercased()] {
            let found = ReturnPathToken.candidates(in: text)
            #expect(found.contains { $0.isGenuine(address: "anna@example.net", now: now, keys: [key]) })
        }
    }

    @Test(
        "what is no token is none",
        arguments: ["", "@", "bounces@example.org", "a+aaaaaaaaaaaaaaaaaaaaaaaaaaaa@b", "no address at all"])
    func noToken(address: String) {
        #expect(ReturnPathToken.candidates(in: address).isEmpty)
    }

    @Test(
        "forwarders' wrappings are undone",
        arguments: [
            ("anna@example.net", ["anna@example.net"]),
            ("SRS0=HHH=TT=example.net=anna@f.example", ["anna@example.net"]),
            ("SRS0+HHH=TT=example.net=anna=x@f.example", ["anna=x@example.net"]),
            ("SRS1=HH=f.example==HHH=TT=example.net=anna@g.example", ["anna@example.net"]),
            ("SRS1=HH=f.example=+HHH=TT=example.net=anna@g.example", ["anna@example.net"]),
            ("prvs=123=anna@example.net", ["anna@example.net"]),
            ("prvs=anna/123@example.net", ["anna@example.net"]),
            ("SRS0=HHH=TT=example.net=prvs=123=anna@f.example", ["prvs=123=anna@example.net", "anna@example.net"]),
            ("SRS0=@x", []), ("srs0", []), ("prvs=@x", []), ("SRS1==@", []), ("btv1==@x", []),
        ] as [(String, [String])])
    func layers(address: String, inner: [String]) {
        let found = WrappedAddress.layers(address)
        #expect(found.first == address)
        #expect(Array(found.suffix(inner.count)) == inner)
    }
}
