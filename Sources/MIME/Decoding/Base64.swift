/// Base64, RFC 2045 6.8, as it arrives: with white space, garbage, wrong padding, several encodings in a row.
///
/// Groups of four characters that end with the line, which is nearly all there is, take the fast path; anything else goes
/// character by character until the next group starts.
struct Base64Decoder: Sendable {
    /// The six-bit values of the group that is being read, `pending` of them.
    private var bits: UInt32 = 0
    private var pending = 0
    private var sawPadding = false
    /// How much padding the group before still lacks.
    private var missingPadding = 0
    /// How many bytes were read in earlier chunks.
    private var offset = 0
    private(set) var defects = DefectLog()

    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        output.append(addingCapacity: input.count / 4 * 3 + 6) { output in
            var position = 0
            while position < input.count {
                if pending == 0 && !sawPadding {
                    position = decodeGroups(input, from: position, into: &output)
                }
                while position < input.count {
                    take(input[position], at: offset + position, into: &output)
                    position += 1
                    if pending == 0 && !sawPadding { break }
                }
            }
        }
        offset += input.count
    }

    mutating func finish(into output: inout [UInt8]) {
        guard pending > 0 else {
            if missingPadding > 0 { defects.note(.missingPadding, offset) }
            return
        }
        output.append(addingCapacity: 2) { output in
            defects.note(pending == 1 ? .truncatedBase64 : .missingPadding, offset)
            flush(into: &output)
        }
    }

    /// One character, whatever it is.
    private mutating func take(_ byte: UInt8, at position: Int, into output: inout OutputSpan<UInt8>) {
        let value = base64Values[Int(byte)]
        switch value {
        case 0..<64:
            // QUIRK: data after padding is a second encoding in the same body; RFC 2045 6.8 lets a reader stop there.
            if sawPadding {
                if missingPadding > 0 { defects.note(.missingPadding, position) }
                defects.note(.innerPadding, position)
            }
            sawPadding = false
            missingPadding = 0
            bits = bits << 6 | UInt32(value)
            pending += 1
            guard pending == 4 else { return }
            output.append(UInt8(truncatingIfNeeded: bits >> 16))
            output.append(UInt8(truncatingIfNeeded: bits >> 8))
            output.append(UInt8(truncatingIfNeeded: bits))
            pending = 0
            bits = 0
        case base64Padding:
            if pending > 1 {
                missingPadding = 3 - pending
            } else if pending == 1 {
                defects.note(.truncatedBase64, position)
            } else if missingPadding > 0 {
                missingPadding -= 1
            } else {
                defects.note(.invalidBase64, position, length: 1)
            }
            sawPadding = true
            flush(into: &output)
        case base64Blank:
            break
        default:
            defects.note(.invalidBase64, position, length: 1)
        }
    }

    /// Ends a group of two or three characters; a single one holds no whole byte and is dropped.
    private mutating func flush(into output: inout OutputSpan<UInt8>) {
        if pending == 2 {
            output.append(UInt8(truncatingIfNeeded: bits >> 4))
        } else if pending == 3 {
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        }
        pending = 0
        bits = 0
    }
}

private let base64Padding: UInt8 = 0xFD
private let base64Blank: UInt8 = 0xFE
private let base64Garbage: UInt8 = 0xFF

/// The value of each character, or one of the three marks above.
private let base64Values: [UInt8] = {
    var table = [UInt8](repeating: base64Garbage, count: 256)
    for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
        table[Int(byte)] = UInt8(value)
    }
    for byte in [0x20, 0x09, 0x0A, 0x0D, 0x0B, 0x0C] { table[byte] = base64Blank }
    table[Int(UInt8(ascii: "="))] = base64Padding
    return table
}()

/// The same four times, each value where it stands within the 24 bits of a group; a set top byte says "no such value".
private let base64Groups: [UInt32] = {
    var table = [UInt32](repeating: 0xFF00_0000, count: 1024)
    for byte in 0..<256 where base64Values[byte] < 64 {
        for place in 0..<4 { table[place * 256 + byte] = UInt32(base64Values[byte]) << UInt32(18 - 6 * place) }
    }
    return table
}()

/// Decodes groups of four, passing over line ends between them, and stops before the first group that is not one.
///
/// Unsafe inside because the checked form took half as long again; it reads `input` below its count only, and writes no
/// more than the free capacity of `output`.
private func decodeGroups(_ input: Span<UInt8>, from start: Int, into output: inout OutputSpan<UInt8>) -> Int {
    unsafe input.withUnsafeBufferPointer { input in
        unsafe base64Groups.withUnsafeBufferPointer { table in
            unsafe output.withUnsafeMutableBufferPointer { output, filled in
                guard let target = UnsafeMutableRawPointer(output.baseAddress) else { return start }
                let source = UnsafeRawBufferPointer(input)
                var position = start
                var written = filled
                let count = input.count
                let room = output.count
                while position &+ 4 <= count, written &+ 3 <= room {
                    // Two groups at once: eight characters in, six bytes out (and two that are written over).
                    while position &+ 8 <= count, written &+ 8 <= room {
                        let word = unsafe UInt64(
                            littleEndian: source.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                        let one = unsafe group(UInt32(truncatingIfNeeded: word), table)
                        let two = unsafe group(UInt32(truncatingIfNeeded: word >> 32), table)
                        guard one | two < 0x0100_0000 else { break }
                        let six = (UInt64(one) << 40 | UInt64(two) << 16).bigEndian
                        unsafe target.storeBytes(of: six, toByteOffset: written, as: UInt64.self)
                        position &+= 8
                        written &+= 6
                    }
                    guard position &+ 4 <= count, written &+ 3 <= room else { break }
                    let word = unsafe UInt32(
                        littleEndian: source.loadUnaligned(fromByteOffset: position, as: UInt32.self))
                    let one = unsafe group(word, table)
                    guard one < 0x0100_0000 else {
                        guard ASCII.isLineEnd(unsafe source[position]) else { break }
                        position &+= 1
                        continue
                    }
                    unsafe output[written] = UInt8(truncatingIfNeeded: one >> 16)
                    unsafe output[written &+ 1] = UInt8(truncatingIfNeeded: one >> 8)
                    unsafe output[written &+ 2] = UInt8(truncatingIfNeeded: one)
                    written &+= 3
                    position &+= 4
                }
                filled = written
                return position
            }
        }
    }
}

/// The 24 bits of four characters, the first of them in the lowest byte of `word`.
@inline(__always)
private func group(_ word: UInt32, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
    unsafe table[Int(word & 0xFF)]
        | table[256 &+ Int(word >> 8 & 0xFF)]
        | table[512 &+ Int(word >> 16 & 0xFF)]
        | table[768 &+ Int(word >> 24)]
}
