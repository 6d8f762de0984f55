/// SHA-256 (FIPS 180-4) of bytes as they arrive.
///
/// It stands here because this program links nothing but the MIME library, and Glibc has no hash.
struct SHA256: Sendable {
    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The start of a block that is not full yet.
    private var partial: [UInt8] = []
    private var byteCount = 0

    mutating func update(_ bytes: Span<UInt8>) {
        byteCount += bytes.count
        var position = 0
        if !partial.isEmpty {
            position = min(64 - partial.count, bytes.count)
            partial.append(copying: bytes.extracting(0..<position))
            guard partial.count == 64 else { return }
            let block = partial
            partial.removeAll(keepingCapacity: true)
            compress(block.span)
        }
        let whole = (bytes.count - position) / 64 * 64
        compress(bytes.extracting(position..<position + whole))
        partial.append(copying: bytes.extracting(position + whole..<bytes.count))
    }

    /// Ends the text and returns the hash in hexadecimal.
    mutating func finish() -> String {
        let bitCount = UInt64(byteCount) << 3
        var last = partial
        last.append(0x80)
        while last.count % 64 != 56 { last.append(0) }
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            last.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        compress(last.span)
        var digits: [UInt8] = []
        for index in state.indices {
            for shift in stride(from: UInt32(28), through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: state[index] >> shift & 15)
                digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// FIPS 180-4, 6.2.2, for any number of whole blocks.
    private mutating func compress(_ blocks: Span<UInt8>) {
        var schedule = InlineArray<64, UInt32>(repeating: 0)
        var start = 0
        while start < blocks.count {
            for index in 0..<16 {
                let at = start &+ index &* 4
                schedule[index] =
                    UInt32(blocks[at]) << 24 | UInt32(blocks[at &+ 1]) << 16 | UInt32(blocks[at &+ 2]) << 8
                    | UInt32(blocks[at &+ 3])
            }
            for index in 16..<64 {
                let old = schedule[index &- 15]
                let new = schedule[index &- 2]
                let small = rotated(old, 7) ^ rotated(old, 18) ^ old >> 3
                let large = rotated(new, 17) ^ rotated(new, 19) ^ new >> 10
                schedule[index] = schedule[index &- 16] &+ small &+ schedule[index &- 7] &+ large
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for index in 0..<64 {
                let choice = (e & f) ^ (~e & g)
                let first =
                    h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ roundConstants[index]
                    &+ schedule[index]
                let majority = (a & b) ^ (a & c) ^ (b & c)
                let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            }
            state[0] &+= a
            state[1] &+= b
            state[2] &+= c
            state[3] &+= d
            state[4] &+= e
            state[5] &+= f
            state[6] &+= g
            state[7] &+= h
            start &+= 64
        }
    }

    @inline(__always)
    private func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
        value &>> count | value &<< (32 &- count)
    }
}

private let roundConstants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
