import MIME

/// Keyed hashing, RFC 2104.
enum HMAC {
    /// HMAC-SHA256 of bytes under a key of any length.
    static func sha256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var padded = key
        if padded.count > SHA256.blockLength {
            var shortened = SHA256()
            shortened.update(padded.span)
            padded = shortened.finish()
        }
        padded += [UInt8](repeating: 0, count: SHA256.blockLength - padded.count)
        var inner = SHA256()
        inner.update(padded.map { $0 ^ 0x36 }.span)
        inner.update(bytes.span)
        var outer = SHA256()
        outer.update(padded.map { $0 ^ 0x5C }.span)
        outer.update(inner.finish().span)
        return outer.finish()
    }
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
package func areEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
}
