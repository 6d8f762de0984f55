/// What becomes of the pieces of a message. ``Message`` makes parts of them, ``Scanner`` events.
///
/// Ranges are of the window being read. Pieces come in the order of the bytes and leave none out.
protocol StructureSink {
    /// A header block has been read; `window[opening.headerRange]` is it.
    mutating func began(_ opening: PartOpening, _ window: [UInt8])
    /// Bytes of a body, a preamble or an epilogue; a run may come in several pieces.
    mutating func text(_ kind: Scanner.TextKind, part: Int, _ range: Range<Int>, _ window: [UInt8])
    /// A boundary line of the multipart `part`, with the line end before it.
    mutating func delimiter(part: Int, isClosing: Bool, _ range: Range<Int>, _ window: [UInt8])
    /// - Returns: how many parts were added below it, from an encoded message.
    mutating func ended(part: Int, at position: Int, path: @autoclosure () -> String, _ window: [UInt8]) -> Int
    /// `path` is only asked for if the defect is recorded. Of each kind, a hundred at most come for one header.
    mutating func defect(_ kind: Defect.Kind, at position: Int, path: @autoclosure () -> String)
}

/// A part whose header has been read.
struct PartOpening {
    let index: Int
    let parent: Int?
    let depth: Int
    /// What it adds to its parent's path, as IMAP numbers parts (RFC 9051, 6.4.5): 0 for nothing.
    let number: Int
    let headerRange: Range<Int>
    let fields: [HeaderField]
    let contentType: MediaType
    let transferEncoding: TransferEncoding
    /// Whether its body is read as parts: a multipart with a boundary, or a message.
    let isContainer: Bool
    /// Whether it is an encoded message, which would be a container once decoded.
    let isEncodedMessage: Bool
}
