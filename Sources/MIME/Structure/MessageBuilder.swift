/// Makes parts of the pieces that a ``StructureReader`` finds.
struct MessageBuilder: StructureSink {
    private var bytes: [UInt8]
    private let limits: Limits
    private(set) var parts: [Part] = []
    private var tree: [TreeNode] = []
    private(set) var defects: DefectList

    /// While a decoded message is read: which buffer it is, how deep, and where its part stands in the message.
    private var buffer = 0
    private var bufferCount = 1
    private var decodingDepth = 0
    private var outerOffset: Int?

    /// So many encoded messages inside each other are opened. Base64 and quoted-printable make nothing larger, so they cost no
    /// more than as many copies of the message; uuencoded text may grow, and its output is counted.
    private static let maximumDecodingDepth = 8
    private var decodingBudget: Int

    init(_ bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
        defects = DefectList(limit: limits.maximumDefects)
        parts.reserveCapacity(6)
        tree.reserveCapacity(6)
        decodingBudget = 2 * Self.maximumDecodingDepth * min(bytes.count, limits.maximumBytes) + 1 << 20
    }

    /// Gives every part the tree, once it is whole.
    mutating func finish() {
        for index in parts.indices { parts[index].tree = tree }
    }

    mutating func began(_ opening: PartOpening, _ window: [UInt8]) {
        tree.append(TreeNode(opening))
        let body = opening.headerRange.upperBound
        parts.append(
            Part(
                index: opening.index, parent: opening.parent, depth: opening.depth, bytes: bytes,
                range: opening.headerRange.lowerBound..<body, headerRange: opening.headerRange, bodyRange: body..<body,
                fields: opening.fields, contentType: opening.contentType, transferEncoding: opening.transferEncoding,
                isContainer: opening.isContainer, isEncodedMessage: opening.isEncodedMessage, tree: [], buffer: buffer))
    }

    mutating func text(_ kind: Scanner.TextKind, part: Int, _ range: Range<Int>, _ window: [UInt8]) {}

    mutating func delimiter(part: Int, isClosing: Bool, _ range: Range<Int>, _ window: [UInt8]) {}

    mutating func ended(
        part index: Int, at position: Int, path: @autoclosure () -> String, _ window: [UInt8]
    ) -> Int {
        parts[index].range = parts[index].range.lowerBound..<position
        parts[index].bodyRange = parts[index].bodyRange.lowerBound..<position
        if parts[index].isContainer, parts.count == index + 1 { parts[index].isContainer = false }
        var added = 0
        if parts[index].isEncodedMessage {
            added = openEncodedMessage(index, path())
        } else if parts[index].transferEncoding == .base64, !parts[index].isContainer {
            let body = parts[index].bodyRange
            let isLying = isPlainText(saidToBeBase64: bytes.span.extracting(body))
            if isLying {
                parts[index].isLyingAboutEncoding = true
                defect(.lyingTransferEncoding, at: body.lowerBound, path: path())
            }
        }
        tree[index].end = Int32(truncatingIfNeeded: parts.count)
        return added
    }

    mutating func defect(_ kind: Defect.Kind, at position: Int, path: @autoclosure () -> String) {
        defects.note(kind, at: outerOffset ?? position, part: path())
    }

    /// Decodes the body of a message/rfc822 and reads it below its part.
    ///
    /// This recurs once for an encoded message inside an encoded message, at most ``maximumDecodingDepth`` times.
    ///
    /// - Returns: how many parts it has.
    private mutating func openEncodedMessage(_ index: Int, _ path: String) -> Int {
        let part = parts[index]
        guard decodingDepth < Self.maximumDecodingDepth else {
            defect(.tooDeep, at: part.bodyRange.lowerBound, path: path)
            return 0
        }
        let decoded = decodedMessage(part, path)
        guard !decoded.isEmpty else { return 0 }
        decodingBudget -= decoded.count
        guard decodingBudget >= 0 else {
            defect(.tooDeep, at: part.bodyRange.lowerBound, path: path)
            return 0
        }

        let outer = (bytes, buffer, outerOffset)
        bytes = decoded
        buffer = bufferCount
        bufferCount += 1
        decodingDepth += 1
        outerOffset = outerOffset ?? part.bodyRange.lowerBound
        let firstPart = parts.count
        parts[index].isContainer = true
        var reader = StructureReader(
            limits: limits, outerPath: path, outerDepth: part.depth, outerPart: index, firstPart: firstPart)
        _ = reader.read(decoded, isLast: true, &self)
        (bytes, buffer, outerOffset) = outer
        decodingDepth -= 1
        return parts.count - firstPart
    }

    /// The decoded body, or the body as it stands if it is not encoded at all.
    private mutating func decodedMessage(_ part: Part, _ path: String) -> [UInt8] {
        let body = part.bodyRange
        guard isPlainMessage(saidToBe: part.transferEncoding, part.bytes, body) else { return part.decodedBody() }
        parts[part.index].isLyingAboutEncoding = true
        defect(.lyingTransferEncoding, at: body.lowerBound, path: path)
        return Array(part.bytes[body])
    }
}
