/// A header field, as ranges of the bytes it was read from. Nothing is copied.
///
/// A line of the header block that is no field (an mbox separator, a line without colon) is a field without a name:
/// so the fields of a block, joined, are the block.
public struct HeaderField: Sendable, Hashable {
    /// All of it: name, colon, value with its folding, and the line end.
    public internal(set) var range: Range<Int>

    /// The name without blanks before the colon; empty if the line is no field.
    public internal(set) var nameRange: Range<Int>

    /// What stands after the colon, folding included, without the final line end.
    public internal(set) var valueRange: Range<Int>

    /// The name in lower case, hashed, so that looking for a field compares numbers. 0 without a name.
    var nameHash: UInt32

    /// Whether the line is no field.
    public var isNameless: Bool { nameRange.isEmpty }

    func shifted(by distance: Int) -> HeaderField {
        HeaderField(
            range: range.lowerBound + distance..<range.upperBound + distance,
            nameRange: nameRange.lowerBound + distance..<nameRange.upperBound + distance,
            valueRange: valueRange.lowerBound + distance..<valueRange.upperBound + distance,
            nameHash: nameHash)
    }
}

/// A field's name in lower case as a number (FNV-1a). Equal names have equal numbers.
enum NameHash {
    static let start: UInt32 = 2_166_136_261

    @inline(__always)
    static func adding(_ byte: UInt8, to hash: UInt32) -> UInt32 {
        (hash ^ UInt32(ASCII.lowercased(byte))) &* 16_777_619
    }

    static func of(_ name: StaticString) -> UInt32 {
        guard name.hasPointerRepresentation else { return 0 }
        let bytes = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        var hash = start
        for index in 0..<bytes.count { hash = unsafe adding(bytes[index], to: hash) }
        return hash
    }

    static let received = of("received")
    static let contentType = of("content-type")
    static let contentDisposition = of("content-disposition")
    static let contentTransferEncoding = of("content-transfer-encoding")
}

/// Where the name of the field at `start` ends, where its colon is, and the name's hash.
///
/// `field-name = 1*ftext`, printable ASCII without the colon (RFC 5322, 3.6.8). Blanks before the colon are obsolete
/// syntax (4.5.3).
///
/// - Returns: nil if the line is no field.
@inline(__always)
func fieldName(_ bytes: [UInt8], from start: Int, to end: Int) -> (nameEnd: Int, colon: Int, hash: UInt32)? {
    var hash = NameHash.start
    var position = start
    while position < end {
        let byte = bytes[position]
        guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: ":") else { break }
        hash = NameHash.adding(byte, to: hash)
        position += 1
    }
    guard position > start else { return nil }
    var colon = position
    while colon < end, ASCII.isBlank(bytes[colon]) { colon += 1 }
    guard colon < end, bytes[colon] == UInt8(ascii: ":") else { return nil }
    return (position, colon, hash)
}
