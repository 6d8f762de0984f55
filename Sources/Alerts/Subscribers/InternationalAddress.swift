import MIME

/// An address whose domain has letters beyond ASCII, in both spellings of that domain (RFC 5890 2.3.2.1):
/// `user@bücher.example` and `user@xn--bcher-kva.example`. Both are one mailbox.
package struct InternationalAddress: Sendable, Hashable {
    /// With the domain as DNS and servers without SMTPUTF8 have it, ASCII letters in lower case.
    package let ascii: String
    /// With the domain as people write it, in lower case.
    package let unicode: String

    /// An address in either spelling; nil for one whose domain has but one.
    package init?(_ spelling: String) {
        let bytes = foldedAddress(spelling)
        guard bytes.count <= InternationalAddress.longest, let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            InternationalAddress.hasTwoSpellings(bytes[(at + 1)...])
        else { return nil }
        let local = String(decoding: bytes[..<at], as: UTF8.self)
        let given = Address(localPart: local, domain: String(decoding: bytes[(at + 1)...], as: UTF8.self))
        let domain = given.asciiDomain
        ascii = "\(local)@\(domain)"
        unicode = "\(local)@\(Address(localPart: local, domain: domain).unicodeDomain)"
    }

    /// In octets, RFC 5321 4.5.3.1.1 and 4.5.3.1.2: no work is spent on what is none.
    private static let longest = 64 + 1 + 255

    private static func hasTwoSpellings(_ domain: ArraySlice<UInt8>) -> Bool {
        if domain.contains(where: { $0 >= 0x80 }) { return true }
        return domain.split(separator: UInt8(ascii: ".")).contains { $0.starts(with: "xn--".utf8) }
    }

    /// What to write on the envelope and in To for an address that is not all ASCII: the ASCII spelling of the domain, which
    /// every server takes, where the local part is ASCII; nil where only SMTPUTF8 (RFC 6531) can carry the address.
    static func sendable(_ address: String) -> String? {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")), address.utf8[..<at].allSatisfy({ $0 < 0x80 })
        else { return nil }
        let local = String(address[..<at])
        let domain = String(address[address.index(after: at)...])
        guard let ascii = Address(localPart: local, domain: domain).lookupDomain else { return nil }
        let written = "\(local)@\(ascii)"
        return isSendable(written) ? written : nil
    }
}

/// Whether two spellings mean one mailbox: case is folded, and both spellings of an international domain are the same.
package func areOneMailbox(_ one: String, _ other: String) -> Bool {
    if foldedAddress(one) == foldedAddress(other) { return true }
    guard let one = InternationalAddress(one), let other = InternationalAddress(other) else { return false }
    return one.ascii == other.ascii
}
