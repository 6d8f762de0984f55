import TestSupport
import Testing

@testable import Storage

@Suite("What the service keeps and asks") struct ServiceStoreTests {
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
    }

    @Test("the newest networks of logins are kept, each once")
    func loginNetworks() throws {
        #expect(try store.loginNetworks() == [])
        for (time, network) in ["a", "b", "ab", "c", "a"].enumerated() {
            try store.noteLogin(network: network, limit: 3, now: Int64(time))
        }
        #expect(try store.loginNetworks() == ["a", "c", "ab"])
    }

    @Test("what cannot be written is found without writing")
    func checkWriting() throws {
        let version = try store.dataVersion()
        let other = try Store(path: file.path)
        try other.checkWriting()
        #expect(try store.dataVersion() == version)
        let reader = try Store(path: file.path, readOnly: true)
        do throws(StoreError) {
            try reader.checkWriting()
            Issue.record("a connection that only reads can write")
        } catch {
            #expect(error.code == .readOnly)
        }
    }

    @Test(
        "a file system that takes nothing says why",
        arguments: [
            (1 << 30, false, nil), (1 << 20, false, nil), ((1 << 20) - 1, false, .full), (0, false, .full),
            (1 << 30, true, .readOnly),
        ] as [(Int, Bool, StoreError.Code?)])
    func room(freeBytes: Int, isReadOnly: Bool, code: StoreError.Code?) {
        #expect(FileSystemRoom(freeBytes: freeBytes, isReadOnly: isReadOnly).trouble?.code == code)
        #expect(FileSystemRoom(of: "/nowhere/at/all") == nil)
    }
}
