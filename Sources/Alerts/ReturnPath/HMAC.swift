import MIME

/// Keyed hashing, RFC 2104.
enum HMAC {
    /// HMAC-SHA256 of bytes under a key of any length.
    static func sha256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var padded = key
        if padded.count > SHA256.blockLength { padded = SHA256.hash(padded) }
        padded += [UInt8](repeating: 0, count: SHA256.blockLength - padded.count)
        let inner = SHA256.hash(padded.map { $0 ^ 0x36 } + bytes)
        return SHA256.hash(padded.map { $0 ^ 0x5C } + inner)
    }
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
package func areEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
}

/// HMAC-SHA256 (RFC 2104) of bytes under a key of any length.
package func keyedHash(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] { HMAC.sha256(bytes, key: key) }
