import MIME

/// A message that is being scanned: the one that is read, or an encoded one inside it.
struct Level {
    /// So many encoded messages inside each other are opened, as `MIME.Message` does.
    static let maximumCount = 8

    /// Nil while it runs.
    var scanner: Scanner?
    /// Where the encoded message stands in the one that is read; nil for that one itself.
    let offset: Int?
    var frames: [Frame] = []

    init(_ scanner: Scanner, offset: Int?) {
        self.scanner = scanner
        self.offset = offset
    }

    /// The innermost open part. There is one whenever bytes come.
    var last: Frame {
        get { frames[frames.count - 1] }
        _modify { yield &frames[frames.count - 1] }
    }
}

/// A part that is open.
struct Frame {
    enum State {
        case leaf, container
        /// A multipart whose boundary has not come yet.
        case undecided
        /// An encoded message of which it is not known yet whether it is encoded, and whether there is anything in it.
        case encodedMessage
        /// A uuencoded file whose name has not come yet.
        case unnamed
        case innerMessage
    }

    /// So much text before the first boundary is kept back. A multipart with more of it is told as a leaf.
    static let longestPreamble = 1 << 20
    /// So much of a body tells whether it is base64 (`MIME.isPlainText`).
    static let proof = 512

    let part: Part
    let isMessage: Bool
    let isRoot: Bool
    /// Where the body begins in the text of its level.
    let bodyOffset: Int
    var state = State.leaf
    var isTold = false
    var isWanted = false
    /// The bytes are taken as they are.
    var isIdentity: Bool
    var decoder: TransferDecoder
    /// What its transfer encoding forbids, where defects are told.
    var forbidden: ForbiddenBytes?
    /// Reads the text by its charset for what is wrong in it, where the printer does not.
    var text: CharsetDecoder?
    /// It is plainly not what it is said to be encoded with.
    var isLying = false
    /// It is said to be base64, or to be an encoded message, and too little of it has come to believe it.
    var isUnproven: Bool
    /// The name that stands in the body and not in the header.
    var filename: String?
    /// What is kept back while that is not known, or `state` is undecided.
    var held: [UInt8] = []

    init(_ part: Part, isMessage: Bool, isRoot: Bool, bodyOffset: Int) {
        self.part = part
        self.isMessage = isMessage
        self.isRoot = isRoot
        self.bodyOffset = bodyOffset
        decoder = TransferDecoder(part.transferEncoding)
        isIdentity = decoder.isIdentity
        isUnproven = part.transferEncoding == .base64
    }

    /// What a printer is told.
    var open: OpenPart {
        OpenPart(
            part: part, path: part.path, filename: part.filename ?? filename,
            isContainer: state == .container || state == .innerMessage,
            isMessage: isMessage, isRoot: isRoot)
    }
}
