/// Reads the structure of a message in one pass over its lines, in one window or in many.
///
/// A window is a run of bytes with more to come. ``read(_:isLast:_:)`` reads as far as it can decide and says how far
/// that was; the bytes from there on, and more, are the next window. Where windows begin and end makes no difference to
/// what is read. The reader keeps a stack of the open parts, so nesting costs no recursion; every byte is looked at a
/// fixed number of times.
struct StructureReader {
    enum State {
        /// In a header block.
        case header
        /// In a body, preamble or epilogue.
        case text
        /// Beyond a limit: no line means anything any more.
        case raw
        case finished
    }

    /// A part that is open.
    struct Frame {
        enum Kind { case leaf, multipart, message }

        let part: Int
        let number: Int
        let kind: Kind
        let isDigest: Bool
        let bodyStart: Int
        var children = 0
        var isClosed = false
    }

    let limits: Limits
    /// The path and depth that the root is under: not the top if it comes from an encoded message.
    let outerPath: String
    let outerDepth: Int
    let outerPart: Int?

    var state = State.header
    var frames: [Frame] = []
    var boundaries = BoundaryTable()
    var partCount: Int

    // A header block in progress. Positions are of the window.
    var fields: [HeaderField] = []
    var headerStart = 0
    var lineStart = 0
    var searched = 0
    var lineEndStyles: UInt8 = 0
    var contentTypeField: Int?
    var encodingField: Int?
    var hasNamedField = false
    var headerDefects = DefectLog()

    // A body in progress.
    var textStart = 0
    /// Whether `textStart` is the start of a line whose beginning has not been looked at.
    var isAtLineStart = false
    var isAtMessageStart = true

    init(limits: Limits, outerPath: String = "", outerDepth: Int = -1, outerPart: Int? = nil, firstPart: Int = 0) {
        self.limits = limits
        self.outerPath = outerPath
        self.outerDepth = outerDepth
        self.outerPart = outerPart
        partCount = firstPart
        // Enough for most messages, so that the arrays do not grow one after the other.
        fields.reserveCapacity(32)
        frames.reserveCapacity(6)
    }

    /// Reads the window as far as it goes.
    ///
    /// - Returns: how many bytes are done with; the rest has to stand at the start of the next window.
    mutating func read(_ window: [UInt8], isLast: Bool, _ sink: inout some StructureSink) -> Int {
        while true {
            switch state {
            case .header:
                guard readHeader(window, isLast: isLast, &sink) else { return headerStart }
            case .text:
                guard readText(window, isLast: isLast, &sink) else { return textStart }
            case .raw:
                emitText(to: window.count, window, &sink)
                guard isLast else { return textStart }
                finish(window, &sink)
            case .finished:
                return window.count
            }
        }
    }

    /// Says that `count` bytes at the start of the window were taken away.
    mutating func drop(_ count: Int) {
        guard count > 0 else { return }
        headerStart -= count
        lineStart -= count
        searched -= count
        textStart -= count
        for index in fields.indices { fields[index] = fields[index].shifted(by: -count) }
    }

    /// Emits what lies between `textStart` and `end` as text of the innermost open part.
    mutating func emitText(to end: Int, _ window: [UInt8], _ sink: inout some StructureSink) {
        guard textStart < end, let frame = frames.last else { return }
        let kind: Scanner.TextKind =
            switch frame.kind {
            case .leaf, .message: .body
            case .multipart: frame.isClosed ? .epilogue : frame.children == 0 ? .preamble : .body
            }
        sink.text(kind, part: frame.part, textStart..<end, window)
        textStart = end
    }

    /// Closes the frames above `level`, whose text ends at `end`; what they lack is noted at `position`.
    mutating func closeFrames(
        above level: Int, end: Int, position: Int, _ window: [UInt8], _ sink: inout some StructureSink
    ) {
        while frames.count - 1 > level, let frame = frames.last {
            if frame.kind == .multipart, !frame.isClosed || frame.children == 0 {
                sink.defect(
                    frame.children == 0 ? .boundaryNotFound : .missingClosingBoundary, at: position, path: path())
                boundaries.close(frame: frames.count - 1)
            }
            partCount += sink.ended(part: frame.part, at: end, path: path(), window)
            frames.removeLast()
        }
    }

    mutating func finish(_ window: [UInt8], _ sink: inout some StructureSink) {
        closeFrames(above: -1, end: window.count, position: window.count, window, &sink)
        state = .finished
    }

    /// The path of the innermost open part, with `number` after it.
    func path(adding number: Int = 0) -> String {
        // As bytes: where the depth is not limited, there may be thousands of them for each of many defects.
        var path = Array(outerPath.utf8)
        for frame in frames where frame.number > 0 { appendNumber(frame.number, to: &path) }
        if number > 0 { appendNumber(number, to: &path) }
        return String(decoding: path, as: UTF8.self)
    }

    /// `.NUMBER`, or `NUMBER` at the start.
    private func appendNumber(_ number: Int, to path: inout [UInt8]) {
        if !path.isEmpty { path.append(UInt8(ascii: ".")) }
        var place = 1
        while number / place >= 10 { place *= 10 }
        while place > 0 {
            path.append(UInt8(ascii: "0") + UInt8(number / place % 10))
            place /= 10
        }
    }
}
