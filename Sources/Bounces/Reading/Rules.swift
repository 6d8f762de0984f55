import MIME

/// Everything that the reading knows: the dialects of mail servers and the general cues, filed for one search. It is a
/// class so that a reading holds all of it by one reference; nothing in it changes.
public final class Rules: Sendable {
    /// The dialects and cues of this library. Built once, in well under a millisecond.
    public static let builtIn = Rules(Dialect.all, anchors: Anchors.cues)

    /// In the order in which they are tried.
    public let dialects: [Dialect]
    /// Those of an administrator. Their numbers follow those of `dialects`.
    let local: [LocalRules.Dialect]
    let index: PhraseIndex
    /// What the table of the same number in `index` means.
    let cues: [Cue]
    /// Beginnings of lines behind which the returned original stands, filed under their first byte.
    let separators: [[StaticString]]

    /// These rules and an administrator's, which are tried first. The index is shared.
    public init(_ rules: Rules, local: LocalRules) {
        dialects = rules.dialects
        self.local = local.dialects
        index = rules.index
        cues = rules.cues
        separators = rules.separators
    }

    /// The name of a dialect, by its number.
    func name(_ dialect: Int) -> String {
        dialect < dialects.count ? dialects[dialect].name : local[dialect - dialects.count].name
    }

    /// A dialect of the library; nil where the number is that of a local one.
    func builtIn(_ dialect: Int) -> Dialect? { dialect < dialects.count ? dialects[dialect] : nil }

    func isLocal(_ dialect: Int) -> Bool { dialect >= dialects.count }

    /// The local dialects whose phrases hold where this dialect speaks.
    func localSpeakers(_ dialect: Int?) -> [LocalRules.Dialect] {
        local.enumerated().filter { !$1.hasSigns || dialect == dialects.count + $0 }.map(\.element)
    }

    public convenience init(dialects: [Dialect]) { self.init(dialects, anchors: "") }

    private init(_ dialects: [Dialect], anchors: StaticString) {
        self.dialects = dialects
        local = []
        var tables: [PhraseTable] = []
        var cues: [Cue] = []
        func file(_ cue: Cue, _ lines: StaticString) {
            tables.append(PhraseTable(.sign(0), lines))
            cues.append(cue)
        }
        for (cue, lines) in Cue.general { file(cue, lines) }
        var separators = [[StaticString]](repeating: [], count: 256)
        func fileSeparator(_ text: StaticString) {
            unsafe separators[Int(text.utf8Start.pointee)].append(text)
        }
        for text in Cue.separators { fileSeparator(text) }
        for (number, dialect) in dialects.enumerated() {
            for text in dialect.header { file(.dialectHeader(number), text) }
            for text in dialect.text { file(.dialectText(number), text) }
            for text in dialect.recipient { file(.recipient, text) }
            for text in dialect.diagnosis { file(.diagnosis, text) }
            for text in dialect.givenUp { file(.givenUp, text) }
            for text in dialect.separators { fileSeparator(text) }
            for phrase in dialect.phrases {
                for text in phrase.texts { file(.dialectPhrase(number), text) }
            }
        }
        self.cues = cues
        self.separators = separators
        index = PhraseIndex(tables, anchors: anchors)
    }

    /// A cue in a text, and the bytes that it takes up.
    struct Found {
        let cue: Cue
        let start: Int
        let end: Int
    }

    /// All cues of a lowercased text, ordered by where they begin.
    func find(in text: Span<UInt8>) -> [Found] {
        let hits = index.hits(in: text)
        var found: [Found] = []
        found.reserveCapacity(hits.count)
        for hit in hits {
            found.append(Found(cue: cues[Int(hit.table)], start: hit.position, end: hit.position + hit.weight))
        }
        if !local.isEmpty { findLocal(in: text, &found) }
        // Nearly in order already: they come by where their rarest window ends.
        var index = 1
        while index < found.count {
            var probe = index
            while probe > 0, found[probe - 1].start > found[probe].start {
                found.swapAt(probe - 1, probe)
                probe -= 1
            }
            index += 1
        }
        return found
    }

    /// A notice that holds more says nothing by them.
    private static let maximumFound = 10_000

    /// The cues of local dialects: few, so each is looked for by itself.
    private func findLocal(in text: Span<UInt8>, _ found: inout [Found]) {
        for (number, dialect) in local.enumerated() {
            let number = dialects.count + number
            for (cue, texts) in [
                (Cue.dialectHeader(number), dialect.header), (.dialectText(number), dialect.text),
                (.recipient, dialect.recipient), (.diagnosis, dialect.diagnosis),
                (.dialectPhrase(number), dialect.phrases.map(\.text)),
            ] {
                for words in texts {
                    var position = 0
                    while found.count < Rules.maximumFound,
                        let start = firstIndex(ofAll: words, in: text, from: position)
                    {
                        position = start + words.count
                        found.append(Found(cue: cue, start: start, end: position))
                    }
                }
            }
        }
    }
}

/// Where a text begins in another; nil where it does not stand there.
func firstIndex(ofAll words: [UInt8], in text: Span<UInt8>, from: Int = 0) -> Int? {
    guard let first = words.first else { return nil }
    var position = from
    while let start = firstIndex(of: first, in: text, from: position), start + words.count <= text.count {
        var count = 1
        while count < words.count, text[start + count] == words[count] { count += 1 }
        if count == words.count { return start }
        position = start + 1
    }
    return nil
}
