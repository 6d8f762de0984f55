import MIME

/// A key of HMAC-SHA256 (RFC 2104) that signs many short texts: what depends on the key alone is hashed once.
package struct SigningKey: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    package init(_ key: [UInt8]) {
        var padded = key
        if padded.count > SHA256.blockLength { padded = SHA256.hash(padded) }
        padded += [UInt8](repeating: 0, count: SHA256.blockLength - padded.count)
        inner = SigningKey.hash(padded.map { $0 ^ 0x36 })
        outer = SigningKey.hash(padded.map { $0 ^ 0x5C })
    }

    private static func hash(_ block: [UInt8]) -> SHA256 {
        var hash = SHA256()
        hash.update(block.span)
        return hash
    }

    /// The same as `HMAC.sha256`.
    package func sign(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count <= SHA256.longestInBlock else {
            var hash = inner
            hash.update(bytes.span)
            var digest = InlineArray<64, UInt8>(repeating: 0)
            for (index, byte) in hash.finish().enumerated() { digest[index] = byte }
            return SigningKey.array(outer.finished(with: digest, count: SHA256.length))
        }
        var block = InlineArray<64, UInt8>(repeating: 0)
        for index in bytes.indices { block[index] = bytes[index] }
        return SigningKey.array(sign(block, count: bytes.count))
    }

    /// The same for a text that fits in a block: `SHA256.longestInBlock` bytes at most. Allocates nothing.
    func sign(_ bytes: InlineArray<64, UInt8>, count: Int) -> InlineArray<32, UInt8> {
        let first = inner.finished(with: bytes, count: count)
        var digest = InlineArray<64, UInt8>(repeating: 0)
        for index in 0..<32 { digest[index] = first[index] }
        return outer.finished(with: digest, count: SHA256.length)
    }

    private static func array(_ bytes: InlineArray<32, UInt8>) -> [UInt8] {
        bytes.indices.map { bytes[$0] }
    }
}
