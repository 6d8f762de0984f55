/// A part of a message: a header and a body, as ranges of bytes. The root is the message's own header and body.
///
/// Parts are in preorder: a container (a multipart, or a message inside the message) stands before its children.
public struct Part: Sendable {
    /// Its place in ``Message/parts``.
    public let index: Int

    /// The index of the container it is in.
    public let parent: Int?

    /// How many containers are around it.
    public let depth: Int

    /// The bytes that the ranges are of: the message's, or those of a decoded message/rfc822 that the part is in.
    public let bytes: [UInt8]

    /// Header and body. The line end before a boundary line belongs to the boundary.
    public internal(set) var range: Range<Int>

    /// The header block with the empty line after it.
    public let headerRange: Range<Int>

    /// Where its body stands among the bytes of the message, not decoded.
    public internal(set) var bodyRange: Range<Int>

    /// The fields in order. Joined they are the header block without its empty line.
    public let fields: [HeaderField]

    /// What the body is; without a Content-Type text/plain, in a digest message/rfc822 (RFC 2045, 5.2).
    public let contentType: MediaType

    /// How its body is encoded, as Content-Transfer-Encoding says; 7bit where it does not.
    public let transferEncoding: TransferEncoding

    /// Whether the body is plainly not what ``transferEncoding`` says; then it is read as it stands.
    public internal(set) var isLyingAboutEncoding = false

    /// Whether its body was opened and read as parts: a multipart in which a boundary was found, message/rfc822 or
    /// message/global. A leaf of such a type is one that could not be opened.
    public internal(set) var isContainer: Bool

    /// Whether it is a message whose body has to be decoded to be opened.
    package let isEncodedMessage: Bool

    /// Where all parts are in the tree, shared by them all.
    var tree: [TreeNode]

    /// Which buffer `bytes` is: 0 for the message itself, another number for a decoded message in it.
    let buffer: Int

    /// What the path of the whole tree begins with.
    var outerPath = ""
}

/// Where a part is in the tree. Paths are made of these when asked for: stored ones would grow with depth times parts.
struct TreeNode: Sendable {
    let parent: Int32
    /// What it adds to its parent's path; 0 for nothing.
    let number: Int32
    /// The index after its last descendant.
    var end: Int32

    init(_ opening: PartOpening) {
        parent = Int32(truncatingIfNeeded: opening.parent ?? -1)
        number = Int32(truncatingIfNeeded: opening.number)
        end = Int32(truncatingIfNeeded: opening.index + 1)
    }
}

extension Part {
    /// Its number as IMAP counts parts: `1`, `1.2`, `2.1` (RFC 9051, 6.4.5). Empty for a root that is a multipart; a
    /// multipart right inside a message has the number of that message's part.
    ///
    /// - Complexity: O(depth).
    public var path: String {
        var numbers: [Int32] = []
        var position = index
        while position >= 0, position < tree.count {
            if tree[position].number > 0 { numbers.append(tree[position].number) }
            position = Int(tree[position].parent)
        }
        var path = outerPath
        for number in numbers.reversed() { path += path.isEmpty ? "\(number)" : ".\(number)" }
        return path
    }

    /// The body with its transfer encoding undone. Containers are not encoded: their body is what it is.
    public func decodedBody() -> [UInt8] {
        isContainer || isLyingAboutEncoding
            ? Array(bytes[bodyRange]) : MIME.decodedBody(bytes, bodyRange, transferEncoding)
    }

    /// The decoded body and where it stands: in the message itself where nothing has to be undone.
    package func body() -> (bytes: [UInt8], range: Range<Int>) {
        if !isContainer, !isLyingAboutEncoding {
            switch transferEncoding {
            case .base64, .quotedPrintable, .uuencode:
                let decoded = MIME.decodedBody(bytes, bodyRange, transferEncoding)
                return (decoded, 0..<decoded.count)
            case .sevenBit, .eightBit, .binary, .unknown: break
            }
        }
        return (bytes, bodyRange)
    }

    /// The decoded body as UTF-8 by the charset of ``contentType``. Valid UTF-8 whatever the bytes are.
    public func text() -> [UInt8] {
        utf8Text(decodedBody(), charset: contentType.charset)
    }
}
