import MIME

/// A key of HMAC-SHA256 (RFC 2104) that signs many short texts: what depends on the key alone is hashed once.
struct SigningKey: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    init(_ key: [UInt8]) {
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
    func sign(_ bytes: [UInt8]) -> [UInt8] {
        outer.finished(with: inner.finished(with: bytes))
    }
}
