import Glibc
import Testing

@testable import Bounces

/// What is written down of the indices is what building them would find out.
@Suite struct AnchorTests {
    private var found: [(name: String, lines: String, written: StaticString)] {
        [
            ("english", PhraseIndex(Knowledge.index.tables).anchorLines, Anchors.english),
            ("abroad", PhraseIndex(Knowledge.abroad.tables).anchorLines, Anchors.abroad),
            ("cues", PhraseIndex(Rules.builtIn.index.tables).anchorLines, Anchors.cues),
        ]
    }

    @Test("each phrase is filed where it is best filed")
    func upToDate() {
        if unsafe getenv("EMAIL_WRITE_ANCHORS") != nil { return write() }
        for (name, lines, written) in found {
            #expect(written.description == lines, "\(name): EMAIL_WRITE_ANCHORS=1 swift test --filter AnchorTests")
        }
    }

    @Test("an index reads what is written down")
    func read() {
        #expect(Knowledge.index.anchorLines == Anchors.english.description)
        #expect(Knowledge.abroad.anchorLines == Anchors.abroad.description)
        #expect(Rules.builtIn.index.anchorLines == Anchors.cues.description)
    }

    @Test(
        "what is written down of other phrases loses none",
        arguments: ["0", "9", "~~~~~~~~", "1234567890"] as [StaticString])
    func stale(_ written: StaticString) {
        let tables = Knowledge.index.tables
        let text = Array(
            "550 5.1.1 user unknown; mailbox full, quota exceeded (bl) listed in the rbl. relaying denied".utf8)
        let fresh = PhraseIndex(tables).hits(in: text.span)
        let stale = PhraseIndex(tables, anchors: written).hits(in: text.span)
        #expect(!fresh.isEmpty)
        #expect(stale.map(\.entry) == fresh.map(\.entry))
    }

    /// Writes the source anew: the lines up to the first table stay.
    private func write() {
        let path = #filePath.replacing(
            "Tests/BouncesTests/AnchorTests.swift", with: "Sources/Bounces/Reasons/Anchors.swift")
        guard let file = unsafe fopen(path, "r+") else {
            Issue.record("\(path) cannot be written")
            return
        }
        defer { unsafe fclose(file) }
        var source = ""
        var line = [CChar](repeating: 0, count: 4096)
        while unsafe fgets(&line, 4096, file) != nil {
            source += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if source.hasSuffix("enum Anchors {\n") { break }
        }
        for (name, lines, _) in found {
            let literal = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "        \($0)\n" }
                .joined()
            source += "    static let \(name): StaticString = #\"\"\"\n\(literal)        \"\"\"#\n"
        }
        source += "}\n"
        unsafe rewind(file)
        #expect(unsafe fputs(source, file) >= 0)
        #expect(unsafe ftruncate(fileno(file), off_t(source.utf8.count)) == 0)
    }
}
