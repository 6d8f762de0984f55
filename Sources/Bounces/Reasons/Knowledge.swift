/// All phrases that are known, and the indices over them. Each is built when it is first asked.
enum Knowledge {
    /// English, and the providers' own words. Nearly every diagnostic needs no more.
    static let index = PhraseIndex(Phrases.english + providerTables, anchors: Anchors.english)

    /// The other languages: asked where a text goes beyond ASCII, or where the first index knows nothing.
    static let abroad = PhraseIndex(Phrases.abroad, anchors: Anchors.abroad)

    private static var providerTables: [PhraseTable] {
        var tables: [PhraseTable] = []
        for (number, provider) in Provider.all.enumerated() {
            let number = UInt8(truncatingIfNeeded: number)
            tables.append(PhraseTable(.sign(number), provider.signs))
            for table in provider.phrases {
                if case .reason(let reason, _) = table.meaning {
                    tables.append(PhraseTable(.provider(number, reason), table.lines))
                }
            }
        }
        return tables
    }
}
