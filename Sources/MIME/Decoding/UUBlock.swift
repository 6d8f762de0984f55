/// A file that stands uuencoded in the middle of a text, as mail did before MIME.
public struct UUBlock: Sendable, Hashable {
    /// From the `begin` line to the end of the `end` line.
    public let range: Range<Int>
    /// The name of the file in its first line; it may be anything, a path too.
    public let name: String
    /// The decoded file.
    public let content: [UInt8]

    /// The blocks in `bytes[range]`, in order. Only a `begin` line that is followed by lines of data and by `end` counts,
    /// so that prose which starts with "begin" stays prose. Linear.
    public static func find(in bytes: [UInt8], _ range: Range<Int>) -> [UUBlock] {
        let range = clamped(range, bytes.count)
        var blocks: [UUBlock] = []
        var position = range.lowerBound
        while position < range.upperBound {
            guard let begin = firstIndex(of: "begin ", in: bytes, position..<range.upperBound) else { break }
            let line = lineRange(bytes, at: begin, range)
            position = line.upperBound
            guard begin == range.lowerBound || ASCII.isLineEnd(bytes[begin - 1]),
                let name = uuBegin(bytes, uuContent(bytes, line))
            else { continue }
            var content: [UInt8] = []
            while position < range.upperBound {
                let line = lineRange(bytes, at: position, range)
                let text = uuContent(bytes, line)
                if equalsIgnoringCase(bytes, text, "end") {
                    position = line.upperBound
                    blocks.append(
                        UUBlock(range: begin..<position, name: MIME.text(bytes, name), content: content))
                    break
                }
                guard text.isEmpty || isUULine(bytes, text) else { break }
                position = line.upperBound
                _ = appendUULine(bytes, text, to: &content)
            }
        }
        return blocks
    }

    private static func lineRange(_ bytes: [UInt8], at start: Int, _ range: Range<Int>) -> Range<Int> {
        let newline = firstIndex(of: UInt8(ascii: "\n"), in: bytes, start..<range.upperBound)
        return start..<(newline.map { $0 + 1 } ?? range.upperBound)
    }
}
