import Testing

@testable import Bounces

@Suite("Phrases")
struct PhraseTests {
    private static let indices = [Knowledge.index, Knowledge.abroad]

    private func lines(_ table: PhraseTable) -> [Substring] {
        table.lines.description.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// What phrases of one name space must not share: one for general reasons, one for each provider, and so on.
    private func space(_ table: PhraseTable) -> String {
        switch table.meaning {
        case .reason: "reason"
        case .provider(let number, _): "provider \(number)"
        case .sign: "sign"
        case .stage: "stage"
        case .temporary: "temporary"
        case .sender: "sender"
        }
    }

    @Test("no phrase is listed twice")
    func unique() {
        var seen: Set<String> = []
        for index in PhraseTests.indices {
            for table in index.tables {
                for line in lines(table) {
                    #expect(seen.insert("\(space(table)): \(line)").inserted, "\(line)")
                }
            }
        }
    }

    @Test("phrases are lowercase, without spare blanks, and long enough to be filed")
    func wellFormed() {
        for index in PhraseTests.indices {
            for table in index.tables {
                for line in lines(table) {
                    #expect(line == line.lowercased(), "\(line)")
                    #expect(line.first != " " && line.last != " ", "\(line)")
                    let halves = line.split(separator: "*", omittingEmptySubsequences: false)
                    #expect(halves.count <= 2, "\(line)")
                    for half in halves {
                        #expect(half.utf8.count >= PhraseIndex.shortest, "\(line)")
                    }
                    let bytes = Array(line.utf8)
                    #expect(DiagnosticText(bytes.span).bytes == bytes, "\(line) is not as a diagnostic is brought")
                }
            }
        }
    }

    @Test("every phrase is found by its own index, alone and among others")
    func found() {
        for index in PhraseTests.indices {
            for (number, table) in index.tables.enumerated() {
                for line in lines(table) {
                    let text = line.replacing("*", with: "-some words-")
                    for text in [text, "550 5.0.0 " + text + ", sorry", "(" + text + ")"] {
                        let bytes = Array(text.utf8)
                        let isFound = index.hits(in: bytes.span).contains {
                            Int($0.table) == number && index.phrase($0.entry) == line
                        }
                        #expect(isFound, "\(line) in \(text)")
                    }
                }
            }
        }
    }

    @Test("the index finds what a plain search finds")
    func samePlainSearch() {
        let index = Knowledge.index
        let phrases = index.tables.flatMap { table in lines(table).filter { !$0.contains("*") }.map { Array($0.utf8) } }
        let byFirst = Dictionary(grouping: phrases, by: { $0[0] })
        for table in [ReasonCases.servers, ReasonCases.providers] {
            for expected in ReasonCases.cases(table).prefix(40) {
                let text = DiagnosticText(Array(expected.diagnostic.lowercased().utf8).span).bytes
                var plain = 0
                for start in text.indices {
                    for phrase in byFirst[text[start]] ?? [] where stands(phrase, in: text, at: start) { plain += 1 }
                }
                let hits = index.hits(in: text.span).filter { !index.phrase($0.entry).contains("*") }
                #expect(hits.count == plain, "\(expected.diagnostic)")
            }
        }
    }

    /// Whether a phrase stands at a place as a word of its own, looked at the slow and obvious way.
    private func stands(_ phrase: [UInt8], in text: [UInt8], at start: Int) -> Bool {
        let end = start + phrase.count
        guard end <= text.count, text[start..<end].elementsEqual(phrase) else { return false }
        if start > 0, phrase[0].isWordByte, text[start - 1].isWordByte { return false }
        return !(end < text.count && phrase[phrase.count - 1].isDigit && text[end].isDigit)
    }

    @Test("a gap reaches as far as it may and no further")
    func gap() {
        let index = PhraseIndex([PhraseTable(.filtered, "left side * right side")])
        func count(_ between: Int) -> Int {
            let text = Array(("left side " + String(repeating: "x", count: between) + " right side").utf8)
            return index.hits(in: text.span).count
        }
        #expect(count(0) == 1)
        #expect(count(PhraseIndex.gap) == 1)
        #expect(count(PhraseIndex.gap + 1) == 0)
        #expect(index.hits(in: Array("right side left side".utf8).span).isEmpty)
    }

    @Test("a phrase begins where a word begins, and a number ends where it ends")
    func words() {
        let index = PhraseIndex([PhraseTable(.filtered, "user unknown\nerror 17")])
        #expect(index.hits(in: Array("superuser unknown".utf8).span).isEmpty)
        #expect(index.hits(in: Array("(user unknown)".utf8).span).count == 1)
        #expect(index.hits(in: Array("error 17.".utf8).span).count == 1)
        #expect(index.hits(in: Array("error 171".utf8).span).isEmpty)
    }

    @Test("the codes inside a multi-line reply do not part the words")
    func continuation() {
        func normalized(_ text: String) -> String {
            String(decoding: DiagnosticText(Array(text.utf8).span).bytes, as: UTF8.self)
        }
        #expect(
            normalized("550-5.2.1 Receiving mail\r\n550-5.2.1 at a\r\n550 5.2.1 rate")
                == "550-5.2.1 receiving mail at a rate")
        #expect(normalized("554-no\n554-PTR\n554 record") == "554-no ptr 554 record")
        #expect(normalized("  A\u{A0}\u{A0}B\t\r\n C ") == "a b c")
        #expect(normalized("doesn’t ÄÖ ДОМ Я") == "doesn't äö дом я")
    }

    @Test("providers fit into one word of bits")
    func providers() {
        #expect(Provider.all.count <= 64)
        #expect(Set(Provider.all.map(\.name.description)).count == Provider.all.count)
    }
}
