import Synchronization

/// Templates that are rendered once, with holes for what differs from page to page: to render them each time takes most of the
/// time of a page.
final class RenderedOnce: Sendable {
    private struct Frame {
        /// What stands before, between and after the holes.
        let pieces: [Substring]
        let holes: [Int]
    }

    /// More kinds of pages than there are. Whoever makes more has them rendered again.
    private static let maximumFrames = 256

    private let frames = Mutex<[String: Frame]>([:])
    /// Words that stand in no template and no text of anybody's, one a hole.
    private let marks: [String]

    /// - Parameter holes: No page has more.
    init(holes: Int) {
        let random = hexadecimal(Secrets.random(16))
        marks = (0..<holes).map { "hole\(random)number\($0)end" }
    }

    /// The text.
    ///
    /// - Parameters:
    ///   - key: All that it depends on besides the values.
    ///   - values: What goes into the holes, escaped.
    ///   - render: Renders it with these words instead of the values.
    func text(_ key: String, _ values: [String], render: ([String]) -> String) -> String {
        let frame = frame(key, count: values.count, render)
        var text = ""
        text.reserveCapacity(values.reduce(2048) { $0 + $1.utf8.count })
        for (index, piece) in frame.pieces.enumerated() {
            text += piece
            if frame.holes.indices.contains(index) { text += values[frame.holes[index]] }
        }
        return text
    }

    private func frame(_ key: String, count: Int, _ render: ([String]) -> String) -> Frame {
        if let known = frames.withLock({ $0[key] }) { return known }
        let words = Array(marks.prefix(count))
        let frame = RenderedOnce.cut(render(words), at: words)
        frames.withLock { frames in
            if frames.count >= RenderedOnce.maximumFrames { frames = [:] }
            frames[key] = frame
        }
        return frame
    }

    private static func cut(_ text: String, at words: [String]) -> Frame {
        var pieces: [Substring] = []
        var holes: [Int] = []
        var rest = text[...]
        while let next = next(of: words, in: rest) {
            pieces.append(rest[..<next.range.lowerBound])
            holes.append(next.hole)
            rest = rest[next.range.upperBound...]
        }
        return Frame(pieces: pieces + [rest], holes: holes)
    }

    private static func next(of words: [String], in text: Substring) -> (hole: Int, range: Range<Substring.Index>)? {
        words.enumerated().compactMap { hole, word in text.firstRange(of: word).map { (hole: hole, range: $0) } }
            .min { $0.range.lowerBound < $1.range.lowerBound }
    }
}
