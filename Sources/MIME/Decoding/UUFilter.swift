/// Parts a text that comes in pieces from the files that stand uuencoded in it, as mail had them before MIME. `UUBlock.find`
/// does so for a text in memory.
///
/// A line `begin MODE NAME` counts where a line of data follows, so that prose which starts with "begin" stays prose. A file
/// ends with its line `end`, or where a line is no data. Memory: one line, of 1,024 bytes at most.
public struct UUFilter: Sendable {
    /// What comes out, in the order of the text.
    public enum Piece: Sendable, Hashable {
        /// Text outside of all files.
        case text([UInt8])
        /// A file begins. Its name may be anything, a path too.
        case begin(name: String)
        /// Some bytes of the file.
        case data([UInt8])
        /// The file ends.
        ///
        /// - Parameter isWhole: Whether it has its line `end`.
        case end(isWhole: Bool)
    }

    private enum Stage: Sendable { case outside, begun, inside }

    private static let maximumLine = 1_024

    private var stage = Stage.outside
    private var isAtLineStart = true
    /// The beginning of a line whose end has not come yet.
    private var line: [UInt8] = []
    /// A line `begin MODE NAME`, until it is known what follows it.
    private var beginLine: [UInt8] = []
    private var pieces: [Piece] = []
    /// What comes next: bytes of a file, or text.
    private var buffer: [UInt8] = []
    private var isFile = false

    public init() {}

    public mutating func feed(_ input: Span<UInt8>) -> [Piece] {
        var position = 0
        while position < input.count {
            if stage == .outside, line.isEmpty, !isAtLineStart || !UUFilter.mayBegin(input, position) {
                let end = UUFilter.nextCandidate(input, position)
                text(input.extracting(position..<end))
                isAtLineStart = input[end - 1] == UInt8(ascii: "\n")
                position = end
                continue
            }
            let newline = firstIndex(of: UInt8(ascii: "\n"), in: input, from: position)
            let end = newline.map { $0 + 1 } ?? input.count
            if line.count + end - position > UUFilter.maximumLine {
                leave()
                text(line)
                line = []
                isAtLineStart = false
                continue
            }
            for index in position..<end { line.append(input[index]) }
            position = end
            if newline != nil {
                readLine()
            } else if stage == .outside, !UUFilter.mayBegin(line.span, 0) {
                text(line)
                line = []
                isAtLineStart = false
            }
        }
        return take()
    }

    /// What is left when the text has ended.
    public mutating func finish() -> [Piece] {
        if !line.isEmpty { readLine() }
        leave()
        return take()
    }

    // MARK: Lines

    /// Whether a line may be a `begin` line, as far as it is there.
    private static func mayBegin(_ input: Span<UInt8>, _ start: Int) -> Bool {
        let word: StaticString = "begin "
        for index in 0..<min(word.utf8CodeUnitCount, input.count - start)
        where unsafe word.utf8Start[index] != input[start + index] {
            return false
        }
        return true
    }

    /// Where the next line begins that may be a `begin` line; the end of the input where none does.
    private static func nextCandidate(_ input: Span<UInt8>, _ start: Int) -> Int {
        var position = start
        while let newline = firstIndex(of: UInt8(ascii: "\n"), in: input, from: position) {
            position = newline + 1
            if position < input.count, mayBegin(input, position) { return position }
        }
        return input.count
    }

    private mutating func readLine() {
        let content = uuContent(line, 0..<line.count)
        let isData = !content.isEmpty && isUULine(line, content)
        switch stage {
        case .begun where isData:
            let name = uuBegin(beginLine, uuContent(beginLine, 0..<beginLine.count)) ?? 0..<0
            emit(.begin(name: MIME.text(beginLine, name)))
            stage = .inside
            data(content)
        case .inside where equalsIgnoringCase(line, content, "end"):
            emit(.end(isWhole: true))
            stage = .outside
        case .inside where isData: data(content)
        case .inside where content.isEmpty: break
        default:
            leave()
            if uuBegin(line, content) != nil {
                beginLine = line
                stage = .begun
            } else {
                text(line)
            }
        }
        line = []
        isAtLineStart = true
    }

    /// Goes back to text from whatever was not ended.
    private mutating func leave() {
        switch stage {
        case .outside: return
        case .begun: text(beginLine)
        case .inside: emit(.end(isWhole: false))
        }
        stage = .outside
    }

    // MARK: What comes out

    private mutating func data(_ content: Range<Int>) {
        if !isFile { flush() }
        isFile = true
        _ = appendUULine(line, content, to: &buffer)
    }

    private mutating func text(_ bytes: Span<UInt8>) {
        if isFile { flush() }
        isFile = false
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    private mutating func text(_ line: [UInt8]) {
        if isFile { flush() }
        isFile = false
        buffer += line
    }

    private mutating func emit(_ piece: Piece) {
        flush()
        pieces.append(piece)
    }

    private mutating func flush() {
        if !buffer.isEmpty { pieces.append(isFile ? .data(buffer) : .text(buffer)) }
        buffer = []
    }

    private mutating func take() -> [Piece] {
        flush()
        defer { pieces = [] }
        return pieces
    }
}
