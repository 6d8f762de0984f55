import MIME

/// What marks a mail that `email doctor` sends round: in the place of a return path's token, and as long, but about nobody.
///
/// 17 bytes, written as 28 letters and digits of lower-case base32:
///
///     1   type and version
///     4   when it was made, in seconds since 1970, big-endian
///     2   random
///     10  HMAC-SHA256 over the seven bytes, cut to 80 bits
///
/// The first byte is signed too, so that no token of a subscriber is ever taken for a probe, nor the other way round.
package struct ProbeToken: Sendable, Hashable {
    /// Type 2, a probe; version 1.
    private static let version: UInt8 = 0x21
    /// How long it is known as a probe. A mail server may keep it for some time.
    private static let secondsAccepted: Int64 = 5 * 86_400
    private static let macLength = 10

    package let made: Int64
    private let head: [UInt8]
    private let mac: [UInt8]

    package init(now: Int64, random: UInt16, key: [UInt8]) {
        let time = UInt32(truncatingIfNeeded: now)
        made = Int64(time)
        head =
            [ProbeToken.version] + (0..<4).map { UInt8(truncatingIfNeeded: time >> (24 - 8 * $0)) }
            + [UInt8(truncatingIfNeeded: random >> 8), UInt8(truncatingIfNeeded: random)]
        mac = ProbeToken.mac(head, key: key)
    }

    /// A token as it stands in a local part, not verified; nil for anything that has not its form.
    package init?(spelling: some Collection<UInt8>) {
        guard spelling.count == ReturnPathToken.length, let bytes = Base32.decode(spelling), bytes.count == 17,
            bytes[0] == ProbeToken.version
        else { return nil }
        made = bytes[1...4].reduce(0) { $0 << 8 | Int64($1) }
        head = Array(bytes[..<7])
        mac = Array(bytes[7...])
    }

    package var spelling: String { Base32.encode(head + mac) }

    /// Whether we made it, not long ago. Compares in constant time.
    package func isGenuine(now: Int64, keys: [[UInt8]]) -> Bool {
        // A clock that was set back in between is one of the things that are looked for.
        guard abs(now - made) <= ProbeToken.secondsAccepted else { return false }
        var isGenuine = false
        for key in keys where areEqualInConstantTime(ProbeToken.mac(head, key: key), mac) { isGenuine = true }
        return isGenuine
    }

    /// The tokens that stand in an envelope address. None is verified.
    package static func candidates(in address: String) -> [ProbeToken] {
        let bytes = Array(address.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at <= 1024 else { return [] }
        return bytes[..<at].split { !ASCII.isAlphanumeric($0) }.compactMap { ProbeToken(spelling: $0) }
    }

    private static func mac(_ head: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC.sha256(head, key: key).prefix(macLength))
    }
}
