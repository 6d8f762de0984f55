import Synchronization

/// The layout around the pages for everybody, which is the same for all but for the title and the content: it is rendered
/// once. A rendering of the whole takes twice as long as that of most pages alone.
final class PageFrame: Sendable {
    private struct Rendered {
        let listName: String?
        /// What stands before, between and after the holes.
        let pieces: [Substring]
        let holes: [Hole]
    }

    enum Hole: CaseIterable {
        case title, content
    }

    private let current = Mutex<Rendered?>(nil)
    /// Words that stand in no layout and no name of a list.
    private let marks: [(Hole, String)] = Hole.allCases.map { ($0, "hole" + hexadecimal(Secrets.random(16))) }

    /// The page.
    ///
    /// - Parameters:
    ///   - title: As it stands in HTML, escaped.
    ///   - content: The same.
    ///   - render: Renders the layout with these words for the title and the content.
    func page(listName: String?, title: String, content: String, render: ([Hole: String]) -> String) -> String {
        let frame = current.withLock { current in
            if let current, current.listName == listName { return current }
            let frame = rendered(listName, render(Dictionary(uniqueKeysWithValues: marks)))
            current = frame
            return frame
        }
        var page = ""
        page.reserveCapacity(content.utf8.count + 2048)
        for (index, piece) in frame.pieces.enumerated() {
            page += piece
            guard frame.holes.indices.contains(index) else { continue }
            page += frame.holes[index] == .title ? title : content
        }
        return page
    }

    private func rendered(_ listName: String?, _ layout: String) -> Rendered {
        var pieces: [Substring] = []
        var holes: [Hole] = []
        var rest = layout[...]
        while let next = next(in: rest) {
            pieces.append(rest[..<next.range.lowerBound])
            holes.append(next.hole)
            rest = rest[next.range.upperBound...]
        }
        return Rendered(listName: listName, pieces: pieces + [rest], holes: holes)
    }

    private func next(in text: Substring) -> (hole: Hole, range: Range<Substring.Index>)? {
        marks.compactMap { mark in text.firstRange(of: mark.1).map { (hole: mark.0, range: $0) } }
            .min { $0.range.lowerBound < $1.range.lowerBound }
    }
}
