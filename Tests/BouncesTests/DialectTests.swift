import Bounces
import Testing

/// What a dialect's data has to be, so that it is found.
@Suite struct DialectTests {
    static func texts(_ dialect: Dialect) -> [StaticString] {
        dialect.header + dialect.text + dialect.recipient + dialect.diagnosis + dialect.phrases.flatMap(\.texts)
    }

    @Test("texts are lower case and long enough to be found", arguments: Dialect.all.map(\.name))
    func texts(_ name: String) throws {
        let dialect = try #require(Dialect.all.first { $0.name == name })
        for text in Self.texts(dialect) {
            #expect(text.description == text.description.lowercased(), "\(text)")
            #expect(text.utf8CodeUnitCount >= 4, "\(text)")
            #expect(
                !text.description.contains("\n") && !text.description.contains("*"))
        }
        #expect(!dialect.header.isEmpty || !dialect.text.isEmpty, "a dialect needs a sign")
    }

    @Test("no two dialects have the same name")
    func names() { #expect(Set(Dialect.all.map(\.name)).count == Dialect.all.count) }

    @Test("a dialect does not say one phrase for two reasons")
    func phrases() {
        for dialect in Dialect.all {
            let phrases = dialect.phrases.flatMap(\.texts).map(\.description)
            #expect(Set(phrases).count == phrases.count, "\(dialect.name)")
        }
    }
}
