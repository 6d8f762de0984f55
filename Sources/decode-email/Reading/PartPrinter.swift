import MIME

/// A part whose header has been read.
struct OpenPart {
    let part: Part
    /// Its number as IMAP counts parts; empty for a multipart that is the whole message.
    let path: String
    /// As its header or its `begin` line gives it.
    let filename: String?
    /// Whether other parts come before its end. Its own bytes are then those of all of them.
    let isContainer: Bool
    /// Whether its header is that of a message: the one being read, or one inside it.
    let isMessage: Bool
    /// Whether it is the message that is being read.
    let isRoot: Bool

    /// Whether the body is text for a reader: text, a report, or a multipart that could not be opened.
    var isText: Bool {
        switch part.contentType.type {
        case "text", "message", "multipart": true
        default: false
        }
    }

    /// Whether it is text and nothing else: a multipart that could not be opened is, too.
    var isPlain: Bool { !isContainer && (part.contentType.type == "text" || part.contentType.isMultipart) }

    /// Whether uuencoded files may stand in the text, as mail had them before MIME.
    var mayHoldFiles: Bool {
        guard part.contentType.type == "text", !isContainer else { return false }
        switch part.transferEncoding {
        case .sevenBit, .eightBit, .binary, .unknown: return true
        case .base64, .quotedPrintable, .uuencode: return false
        }
    }

    /// Whether the body is to be named and not shown.
    var isAttachment: Bool {
        !isText || part.disposition?.kind == "attachment"
    }
}

/// Something that prints the parts of a message as they are read.
///
/// Parts come in order, a container before those inside it, each with `began` and `ended`; between them come the bytes
/// that were asked for. No part is ever whole in memory.
protocol PartPrinter {
    mutating func messageBegan(_ source: MessageSource, to output: inout Output)
    /// - Returns: whether the decoded bytes are wanted. Those of a container are the bytes of all that is in it; while
    ///   they come, nothing is said about the parts inside.
    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool
    /// Some bytes of the part that wanted them, its transfer encoding undone.
    mutating func body(_ bytes: Span<UInt8>, to output: inout Output)
    mutating func ended(_ part: OpenPart, to output: inout Output)
    /// Whether it says what is wrong; what only that needs is left out otherwise.
    var tellsDefects: Bool { get }
    /// Whether it reads the bytes of the part at hand by its charset, all of them and nothing else.
    var readsText: Bool { get }
    /// What the charset of that part had no meaning for, with offsets in its decoded bytes; asked for when it has ended.
    var textDefects: [(Defect.Kind, Int)] { get }
    mutating func messageEnded(_ defects: [Defect], to output: inout Output)
}

extension PartPrinter {
    var tellsDefects: Bool { false }
    var readsText: Bool { false }
    var textDefects: [(Defect.Kind, Int)] { [] }
}
