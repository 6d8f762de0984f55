import Alerts
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Finding a subscriber by code")
struct CodeIndexTests {
    private let index = CodeIndex()

    private func add(_ name: String, to store: Store) throws -> [UInt8] {
        _ = try store.subscribe(
            address: "\(name)@example.net", subscriptions: "a", isVerified: true, wantsDigest: false, userName: nil,
            now: 1)
        return try #require(try store.subscriber(address: "\(name)@example.net")).code
    }

    private func find(_ code: [UInt8], _ store: Store, now: Int64 = 100) throws -> String? {
        try index.subscriber(code: code, in: store, now: now)?.address
    }

    @Test("a code finds its subscriber, and no part or neighbour of it finds anybody")
    func finds() throws {
        try withStores { writer, reader in
            let code = try add("a", to: writer)
            _ = try add("b", to: writer)
            #expect(try find(code, reader) == "a@example.net")
            for length in 0..<32 { #expect(try find(Array(code[..<length]), reader) == nil) }
            for bit in 0..<256 {
                var other = code
                other[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(try find(other, reader) == nil)
            }
            #expect(index.count == 2)
        }
    }

    @Test("who comes is found at once, who leaves is not found, and neither is who has the same number later")
    func follows() throws {
        try withStores { writer, reader in
            let first = try add("a", to: writer)
            #expect(try find(first, reader) == "a@example.net")
            let second = try add("b", to: writer)
            #expect(try find(second, reader) == "b@example.net")
            _ = try writer.unsubscribe(address: "b@example.net")
            let third = try add("c", to: writer)
            #expect(try find(third, reader) == "c@example.net")
            #expect(try find(second, reader) == nil)
        }
    }

    @Test("a code that changed is found after ten seconds, and all rows are not read before")
    func changedCode() throws {
        try withStores { writer, reader in
            let old = try add("a", to: writer)
            _ = try add("z", to: writer)
            #expect(try find(old, reader) == "a@example.net")
            let new = [UInt8](repeating: 7, count: 32)
            _ = try writer.subscribe(
                address: "a@example.net", subscriptions: nil, isVerified: nil, wantsDigest: nil, userName: nil,
                code: new,
                now: 2)
            #expect(try find(new, reader, now: 105) == nil)
            #expect(try find(old, reader, now: 105) == nil)
            #expect(try find(new, reader, now: 110) == "a@example.net")
        }
    }

    @Test("what is no code in the database opens nothing")
    func emptyCodes() throws {
        try withStores { writer, reader in
            _ = try add("a", to: writer)
            try writer.connection.run("UPDATE subscriber SET subscriberCode=x''")
            #expect(try find([], reader) == nil)
            #expect(index.count == 0)
        }
    }

    /// One connection that writes and one that reads, as the service has them.
    private func withStores(_ body: (Store, Store) throws -> Void) throws {
        let file = TemporaryFile()
        try file.initialised()
        try body(try Store(path: file.path), try Store(path: file.path, readOnly: true))
    }
}
