/// What one reader repaired, with offsets: so many of each kind, so that none crowds out the others and a hostile text takes
/// no more memory than a good one. Where there were more, ``Defect/Kind/tooManyDefects`` stands where the first of them is.
struct DefectLog: Sendable {
    /// So many of a kind are kept.
    static let maximumOfAKind = 100

    private struct Tally: Sendable {
        let kind: Defect.Kind
        var count = 0
        /// Where the last one ends.
        var end = -1
    }

    private(set) var found: [(Defect.Kind, Int)] = []
    private var tallies: [Tally] = []

    /// Notes a repair of `length` bytes at `offset`. One that begins where the last of its kind ends, or in it, is part of
    /// that.
    mutating func note(_ kind: Defect.Kind, _ offset: Int, length: Int = 0) {
        let index: Int
        if let known = tallies.firstIndex(where: { $0.kind == kind }) {
            index = known
        } else {
            index = tallies.count
            tallies.append(Tally(kind: kind))
        }
        let continues = length > 0 && offset <= tallies[index].end
        tallies[index].end = offset + length
        guard !continues, tallies[index].count <= Self.maximumOfAKind else { return }
        tallies[index].count += 1
        found.append((tallies[index].count > Self.maximumOfAKind ? .tooManyDefects : kind, offset))
    }

    /// Whether no more of this kind are kept, so that none need be looked for.
    func isFull(_ kind: Defect.Kind) -> Bool {
        tallies.contains { $0.kind == kind && $0.count > Self.maximumOfAKind }
    }
}
