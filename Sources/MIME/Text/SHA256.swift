/// SHA-256 (FIPS 180-4) of bytes as they arrive.
///
/// It stands here because both programs need a hash and Glibc has none: swift-crypto brings FoundationEssentials and
/// BoringSSL, which make a program that starts for every mail twice as large (20 MB for 10, 15 MB in memory for 8).
package struct SHA256: Sendable {
    /// The bytes of a hash.
    package static let length = 32
    /// The bytes that are hashed at once; HMAC pads its key to them.
    package static let blockLength = 64

    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The start of a block that is not full yet.
    private var partial: [UInt8] = []
    private var byteCount = 0

    package init() {}

    /// The hash of bytes that are all there.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes.span)
        return hash.finish()
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        byteCount += bytes.count
        var position = 0
        if !partial.isEmpty {
            position = min(64 - partial.count, bytes.count)
            for index in 0..<position { partial.append(bytes[index]) }
            guard partial.count == 64 else { return }
            let block = partial
            partial.removeAll(keepingCapacity: true)
            compress(block.span)
        }
        let whole = (bytes.count - position) / 64 * 64
        compress(bytes.extracting(position..<position + whole))
        for index in position + whole..<bytes.count { partial.append(bytes[index]) }
    }

    /// Ends the text and returns its hash.
    package mutating func finish() -> [UInt8] {
        let bitCount = UInt64(byteCount) << 3
        var last = partial
        last.append(0x80)
        while last.count % 64 != 56 { last.append(0) }
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            last.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        compress(last.span)
        return bytes
    }

    /// The longest text that `finished(with:count:)` takes.
    package static let longestInBlock = 55

    /// The hash of what came so far, which has to be whole blocks, and of the first `count` bytes. The value stays as it was:
    /// many texts may begin alike. Allocates nothing.
    package func finished(with bytes: InlineArray<64, UInt8>, count: Int) -> InlineArray<32, UInt8> {
        precondition(partial.isEmpty && count <= SHA256.longestInBlock)
        var block = bytes
        block[count] = 0x80
        for index in count + 1..<56 { block[index] = 0 }
        let bitCount = UInt64(byteCount + count) << 3
        for index in 0..<8 { block[63 - index] = UInt8(truncatingIfNeeded: bitCount &>> (8 &* UInt64(index))) }
        var hash = self
        hash.compress(block.span)
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        for index in 0..<8 {
            let word = hash.state[index]
            bytes[4 * index] = UInt8(truncatingIfNeeded: word >> 24)
            bytes[4 * index + 1] = UInt8(truncatingIfNeeded: word >> 16)
            bytes[4 * index + 2] = UInt8(truncatingIfNeeded: word >> 8)
            bytes[4 * index + 3] = UInt8(truncatingIfNeeded: word)
        }
        return bytes
    }

    /// The state, big-endian.
    private var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(SHA256.length)
        for index in state.indices {
            let word = state[index]
            bytes.append(UInt8(truncatingIfNeeded: word >> 24))
            bytes.append(UInt8(truncatingIfNeeded: word >> 16))
            bytes.append(UInt8(truncatingIfNeeded: word >> 8))
            bytes.append(UInt8(truncatingIfNeeded: word))
        }
        return bytes
    }

    /// FIPS 180-4, 6.2.2, for any number of whole blocks.
    ///
    /// Unsafe inside, and eight rounds a step so that no variable is moved: the checked loop took three times as long,
    /// which was half of the time of `--json`. It reads `blocks` below its count, and both tables below 64.
    private mutating func compress(_ blocks: Span<UInt8>) {
        let count = blocks.count / 64 * 64
        guard count > 0 else { return }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        unsafe blocks.withUnsafeBytes { blocks in
            unsafe roundConstants.withUnsafeBufferPointer { constants in
                unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                    var start = 0
                    while start < count {
                        let (a0, b0, c0, d0, e0, f0, g0, h0) = (a, b, c, d, e, f, g, h)
                        var index = 0
                        while index < 16 {
                            let word = unsafe blocks.loadUnaligned(
                                fromByteOffset: start &+ index &* 4, as: UInt32.self)
                            unsafe schedule[index] = UInt32(bigEndian: word)
                            index &+= 1
                        }
                        while index < 64 {
                            let old = unsafe schedule[index &- 15]
                            let new = unsafe schedule[index &- 2]
                            let small = rotated(old, 7) ^ rotated(old, 18) ^ old &>> 3
                            let large = rotated(new, 17) ^ rotated(new, 19) ^ new &>> 10
                            unsafe schedule[index] =
                                schedule[index &- 16] &+ small &+ schedule[index &- 7] &+ large
                            index &+= 1
                        }
                        index = 0
                        while index < 64 {
                            unsafe round(a, b, c, &d, e, f, g, &h, constants[index] &+ schedule[index])
                            unsafe round(h, a, b, &c, d, e, f, &g, constants[index &+ 1] &+ schedule[index &+ 1])
                            unsafe round(g, h, a, &b, c, d, e, &f, constants[index &+ 2] &+ schedule[index &+ 2])
                            unsafe round(f, g, h, &a, b, c, d, &e, constants[index &+ 3] &+ schedule[index &+ 3])
                            unsafe round(e, f, g, &h, a, b, c, &d, constants[index &+ 4] &+ schedule[index &+ 4])
                            unsafe round(d, e, f, &g, h, a, b, &c, constants[index &+ 5] &+ schedule[index &+ 5])
                            unsafe round(c, d, e, &f, g, h, a, &b, constants[index &+ 6] &+ schedule[index &+ 6])
                            unsafe round(b, c, d, &e, f, g, h, &a, constants[index &+ 7] &+ schedule[index &+ 7])
                            index &+= 8
                        }
                        (a, b, c, d) = (a &+ a0, b &+ b0, c &+ c0, d &+ d0)
                        (e, f, g, h) = (e &+ e0, f &+ f0, g &+ g0, h &+ h0)
                        start &+= 64
                    }
                }
            }
        }
        state = [a, b, c, d, e, f, g, h]
    }
}

/// One round; `input` is the sum of its constant and its word.
@inline(__always)
private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ input: UInt32
) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ input
    d = d &+ first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
}

@inline(__always)
private func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value &>> count | value &<< (32 &- count)
}

private let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
