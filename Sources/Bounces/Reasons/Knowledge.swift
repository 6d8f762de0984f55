/// All phrases that are known, and the index over them. Built once, when the first mail is judged.
enum Knowledge {
    static let tables: [PhraseTable] = Phrases.all + providerTables

    static let index = PhraseIndex(tables)

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
