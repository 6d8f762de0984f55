/// The Message-ID and the envelope id of a delivery: its number, by which it is found without an index, and 16 random bytes,
/// which nobody can guess.
///
///     <4711.5f3a…@example.org>     4711.5f3a…
///
/// Older programs left the number out, and made two indexes of their tables.
package enum DeliveryID {
    private static let randomLength = 32

    /// The number in an id of either sort; nil where it has none, and is not one that we give now.
    package static func number(in id: String) -> Int64? {
        let bytes = id.utf8.first == UInt8(ascii: "<") ? id.utf8.dropFirst() : id.utf8[...]
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        guard digits.first != UInt8(ascii: "0"), bytes.dropFirst(digits.count).first == UInt8(ascii: ".") else {
            return nil
        }
        return Int64(String(Substring(digits)))
    }

    package static func envelopeID(ofMessageID id: String) -> String? {
        guard id.utf8.first == UInt8(ascii: "<"), number(in: id) != nil,
            let end = id.utf8.firstIndex(of: UInt8(ascii: "@"))
        else { return nil }
        let envelopeID = id[id.index(after: id.startIndex)..<end]
        let random = envelopeID.drop { $0 != "." }.dropFirst()
        return isOlder(String(random)) ? String(envelopeID) : nil
    }

    /// Whether an older program may have given it.
    package static func isOlder(_ id: String) -> Bool {
        let bytes = id.utf8.first == UInt8(ascii: "<") ? id.utf8.dropFirst() : id.utf8[...]
        let name = bytes.prefix { $0 != UInt8(ascii: "@") }
        return name.count == randomLength
            && name.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
