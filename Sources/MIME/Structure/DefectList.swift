/// The defects of a message: the first so many by their place, whatever the order in which they are met, so that who reads
/// a message whole and who reads it as a stream list the same. Those that say the same are one.
package struct DefectList: Sendable {
    private let limit: Int
    private var kept: [Defect] = []
    /// What lies there or behind it is not kept any more.
    private var bound = Int.max

    package init(limit: Int) {
        self.limit = limit
    }

    /// `part` is only asked for where it may be listed: it costs as much as the part is deep.
    package mutating func note(_ kind: Defect.Kind, at offset: Int, part: @autoclosure () -> String) {
        guard limit > 0, offset < bound else { return }
        kept.append(Defect(kind: kind, offset: offset, part: part()))
        // Not each time, so that sorting costs little for each.
        if kept.count > limit + 1 + max(64, limit / 8) { trim() }
    }

    /// In the order of their offsets. Where there are more than the limit, ``Defect/Kind/tooManyDefects`` is the last of
    /// them, in the place of the first that is left out.
    package consuming func sorted() -> [Defect] {
        guard kept.count > 1 else { return kept }
        trim()
        guard kept.count > limit else { return kept }
        let first = kept[limit - 1]
        kept.removeSubrange((limit - 1)...)
        kept.append(Defect(kind: .tooManyDefects, offset: first.offset, part: first.part))
        return kept
    }

    /// Leaves one more than the limit, which tells that there are too many.
    private mutating func trim() {
        kept.sort { ($0.offset, $0.part, $0.kind.rawValue) < ($1.offset, $1.part, $1.kind.rawValue) }
        var last: Defect?
        kept.removeAll { defect in
            defer { last = defect }
            return defect == last
        }
        guard kept.count > limit else { return }
        kept.removeSubrange((limit + 1)...)
        bound = kept[limit].offset
    }
}
