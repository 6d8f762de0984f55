/// The Message-ID and the envelope id of a delivery: its number, by which it is found without an index, and 20 random
/// letters, 100 bits, which nobody can guess.
///
///     <4711.q7fz…@example.org>     4711.q7fz…
///
/// Older programs wrote 16 random bytes in hexadecimal. The oldest left the number out, and made two indexes of their tables.
package enum DeliveryID {
    private static let randomLength = 20
    private static let olderRandomLength = 32
    /// With which a number of ten digits makes a line of no more than 78 characters.
    private static let longestDomain = 42

    /// What follows the @ in the ids of mails: the domain of a system, or as many of its last labels as a line has room for, but
    /// two of them. An id may not be folded (RFC 5322 3.6.4), and what stands before the @ is unique by itself.
    package static func domain(_ own: String) -> String {
        var domain = own[...]
        while domain.utf8.count > longestDomain, let dot = domain.firstIndex(of: "."),
            domain[domain.index(after: dot)...].contains(".")
        {
            domain = domain[domain.index(after: dot)...]
        }
        return String(domain)
    }

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
        let random = envelopeID.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst()
        let isNew =
            random.count == randomLength
            && random.allSatisfy { (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) }
        return isNew || isOlder(String(Substring(random))) ? String(envelopeID) : nil
    }

    /// Whether an older program may have given it.
    package static func isOlder(_ id: String) -> Bool {
        let bytes = id.utf8.first == UInt8(ascii: "<") ? id.utf8.dropFirst() : id.utf8[...]
        let name = bytes.prefix { $0 != UInt8(ascii: "@") }
        return name.count == olderRandomLength
            && name.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
