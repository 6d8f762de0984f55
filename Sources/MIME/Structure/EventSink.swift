/// Makes events of the pieces that a ``StructureReader`` finds in a window.
struct EventSink: StructureSink, Sendable {
    let outerPath: String

    /// The events, and the ranges of the window that are their bytes.
    var events: [(Scanner.Event, Range<Int>)] = []

    /// Where the window starts in the message.
    var base = 0

    /// Where the parts so far are in the tree; they get it when they are handed out.
    private(set) var tree: [TreeNode] = []

    private let maximumDefects: Int
    /// How many defects were told that stand behind each other, and where the last of them is.
    private var defectCount = 0
    private var lastDefect = -1

    init(limits: Limits, outerPath: String) {
        maximumDefects = limits.maximumDefects
        self.outerPath = outerPath
    }

    mutating func began(_ opening: PartOpening, _ window: [UInt8]) {
        tree.append(TreeNode(opening))
        let start = opening.headerRange.lowerBound
        let count = opening.headerRange.count
        let part = Part(
            index: opening.index, parent: opening.parent, depth: opening.depth,
            bytes: Array(window[opening.headerRange]), range: 0..<count, headerRange: 0..<count,
            bodyRange: count..<count, fields: opening.fields.map { $0.shifted(by: -start) },
            contentType: opening.contentType, transferEncoding: opening.transferEncoding,
            isContainer: opening.isContainer, isEncodedMessage: opening.isEncodedMessage, tree: [], buffer: 0,
            outerPath: outerPath)
        events.append((.partBegan(part, offset: base + start), opening.headerRange))
    }

    mutating func text(_ kind: Scanner.TextKind, part: Int, _ range: Range<Int>, _ window: [UInt8]) {
        events.append((.text(kind, part: part, offset: base + range.lowerBound), range))
    }

    mutating func delimiter(part: Int, isClosing: Bool, _ range: Range<Int>, _ window: [UInt8]) {
        events.append((.delimiter(part: part, isClosing: isClosing, offset: base + range.lowerBound), range))
    }

    mutating func ended(part: Int, at position: Int, path: @autoclosure () -> String, _ window: [UInt8]) -> Int {
        events.append((.partEnded(part: part, offset: base + position), position..<position))
        return 0
    }

    mutating func defect(_ kind: Defect.Kind, at position: Int, path: @autoclosure () -> String) {
        let offset = base + position
        if offset > lastDefect {
            // One more than are listed, so that it can be said that there are more.
            guard defectCount <= maximumDefects else { return }
            defectCount += 1
            lastDefect = offset
        }
        events.append((.defect(Defect(kind: kind, offset: offset, part: path())), 0..<0))
    }
}
