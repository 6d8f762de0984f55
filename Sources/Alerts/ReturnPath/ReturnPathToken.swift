import MIME

/// What makes a return path of ours: `LOCAL+TOKEN@DOMAIN`. It says whom a bounce concerns, and that we said so.
///
/// 17 bytes, written as 28 letters and digits of lower-case base32:
///
///     1   type and version
///     5   number of the subscriber, big-endian
///     1   epoch: the number of its 32-day span since 1970, modulo 256
///     10  HMAC-SHA256 over the seven bytes and the subscriber's folded address, cut to 80 bits
///
/// The address is signed but not contained: a number that a new subscriber inherits, or a subscriber who changes address,
/// is not burdened with old bounces. The token stays the same within an epoch, since a new sender for each mail upsets
/// greylisting.
package struct ReturnPathToken: Sendable, Hashable {
    package static let length = 28
    /// Type 1, a bounce address; version 1.
    static let version: UInt8 = 0x11
    static let secondsInEpoch: Int64 = 32 * 86_400
    /// How many epochs a token is accepted after its own: about a year.
    static let epochsAccepted: UInt8 = 12
    /// How far ahead of us the clock may have been that it was made by, and that was set back since.
    static let secondsAhead: Int64 = 86_400
    private static let macLength = 10

    package let subscriber: Int64
    package let epoch: UInt8
    private let mac: [UInt8]

    /// The token for a subscriber at a time. Nil for a number that has more than 40 bits, which SQLite does not give.
    package init?(subscriber: Int64, address: String, now: Int64, key: [UInt8]) {
        guard ReturnPathToken.isNumbered(subscriber) else { return nil }
        self.subscriber = subscriber
        epoch = ReturnPathToken.epoch(at: now)
        mac = ReturnPathToken.mac(subscriber: subscriber, epoch: epoch, address: address, key: key)
    }

    /// A token as it stands in a local part, not verified; nil for anything that has not its form.
    package init?(spelling: some Collection<UInt8>) {
        guard spelling.count == ReturnPathToken.length, let bytes = Base32.decode(spelling), bytes.count == 17,
            bytes[0] == ReturnPathToken.version
        else { return nil }
        subscriber = bytes[1...5].reduce(0) { $0 << 8 | Int64($1) }
        epoch = bytes[6]
        mac = Array(bytes[7...])
    }

    /// Whether a number makes a token.
    static func isNumbered(_ subscriber: Int64) -> Bool { subscriber > 0 && subscriber < 1 << 40 }

    /// The spelling of a token, as that of one made with the same key, for a number of which `isNumbered` holds.
    static func spelling(subscriber: Int64, address: String, now: Int64, key: SigningKey) -> InlineArray<28, UInt8> {
        let epoch = epoch(at: now)
        var block = InlineArray<64, UInt8>(repeating: 0)
        block[0] = version
        for index in 0..<5 { block[1 + index] = UInt8(truncatingIfNeeded: subscriber &>> Int64(32 - 8 * index)) }
        block[6] = epoch
        var count = 7
        let bytes = address.utf8Span.span
        var token = block
        if bytes.count <= SHA256.longestInBlock - count {
            for index in bytes.indices {
                let byte = bytes[index]
                // As `foldedAddress` does it.
                if byte > 0x20, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") {
                    block[count] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                    count += 1
                }
            }
            let signature = key.sign(block, count: count)
            for index in 0..<macLength { token[7 + index] = signature[index] }
        } else {
            let signature = key.sign(head(subscriber, epoch) + foldedAddress(address))
            for index in 0..<macLength { token[7 + index] = signature[index] }
        }
        return Base32.letters(of: token)
    }

    package var spelling: String {
        Base32.encode(ReturnPathToken.head(subscriber, epoch) + mac)
    }

    /// Whether we made the token for this address and it has not expired. Compares in constant time.
    package func isGenuine(address: String, now: Int64, keys: [[UInt8]]) -> Bool {
        guard
            ReturnPathToken.epoch(at: now) &- epoch <= ReturnPathToken.epochsAccepted
                || epoch == ReturnPathToken.epoch(at: now + ReturnPathToken.secondsAhead)
        else { return false }
        var isGenuine = false
        for key in keys {
            let expected = ReturnPathToken.mac(subscriber: subscriber, epoch: epoch, address: address, key: key)
            if areEqualInConstantTime(expected, mac) { isGenuine = true }
        }
        return isGenuine
    }

    private static func epoch(at now: Int64) -> UInt8 {
        UInt8(truncatingIfNeeded: max(now, 0) / secondsInEpoch)
    }

    private static func head(_ subscriber: Int64, _ epoch: UInt8) -> [UInt8] {
        [version] + (0..<5).map { UInt8(truncatingIfNeeded: subscriber >> (32 - 8 * $0)) } + [epoch]
    }

    private static func mac(subscriber: Int64, epoch: UInt8, address: String, key: [UInt8]) -> [UInt8] {
        Array(HMAC.sha256(head(subscriber, epoch) + foldedAddress(address), key: key).prefix(macLength))
    }
}
