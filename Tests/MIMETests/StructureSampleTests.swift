import Foundation
import MIME
import Testing

/// Every message of Samples, whoever put it there.
@Suite("Structure of the samples")
struct StructureSampleTests {
    static let samples: [String] = {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = tests.appending(path: "../../Samples").standardized
        let files = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".eml") }.sorted().map { folder.appending(path: $0).path() }
    }()

    @Test("there are samples")
    func exist() {
        #expect(!Self.samples.isEmpty)
    }

    @Test("a sample is read without loss, byte by byte as in one piece, with LF as with CR LF", arguments: samples)
    func sample(_ path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        checkInvariants(bytes, chunks: [1])
        let lineFeeds = bytes.filter { $0 != 0x0D }
        let both = lineFeeds.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        guard bytes == lineFeeds || bytes == both else { return }
        #expect(outline(Message(lineFeeds)) == outline(Message(both)))
    }
}
