/// The replacement character U+FFFD in UTF-8.
func appendReplacement(to output: inout [UInt8]) {
    output.append(0xEF)
    output.append(0xBF)
    output.append(0xBD)
}

/// One Unicode scalar in UTF-8; surrogates and values past U+10FFFF become U+FFFD.
func appendScalar(_ value: UInt32, to output: inout [UInt8]) {
    switch value {
    case 0..<0x80:
        output.append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
        output.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x800..<0xD800, 0xE000..<0x1_0000:
        output.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x1_0000..<0x11_0000:
        output.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    default:
        appendReplacement(to: &output)
    }
}

/// What stands at a position that is not the start of a well-formed UTF-8 character.
enum UTF8Step {
    /// A whole character of so many bytes.
    case character(Int)
    /// So many bytes that mean nothing: the longest start of a character that is then broken off (Unicode 3.9).
    case broken(Int)
    /// The bytes end inside a character.
    case cut
}

/// Reads one character by the table of well-formed sequences (RFC 3629 4).
func utf8Step(_ bytes: Span<UInt8>, at position: Int) -> UTF8Step {
    let lead = bytes[position]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0..<0x80: return .character(1)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
        length = 3
        if lead == 0xE0 { low = 0xA0 }
        if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
        length = 4
        if lead == 0xF0 { low = 0x90 }
        if lead == 0xF4 { high = 0x8F }
    default: return .broken(1)
    }
    var index = 1
    while index < length {
        guard position + index < bytes.count else { return .cut }
        let byte = bytes[position + index]
        guard byte >= low, byte <= high else { return .broken(index) }
        low = 0x80
        high = 0xBF
        index += 1
    }
    return .character(length)
}

/// Where UTF-8 ends to be well formed, at or after `start`; nil if it never does. A character cut off by the end counts.
func utf8Error(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while true {
        position = twoByteTextEnd(bytes, from: position)
        guard position < bytes.count else { return nil }
        // Longer characters stand in rows, in Chinese for one.
        repeat {
            guard case .character(let length) = utf8Step(bytes, at: position) else { return position }
            position += length
        } while position < bytes.count && bytes[position] >= 0xE0
    }
}

/// The first position at or after `start` where neither ASCII nor a well-formed character of two bytes stands.
///
/// Unsafe inside: text of most European languages is nothing but these, and `utf8Step` at every letter with an accent took
/// half of the time of decoding a mail. It reads seventeen bytes where so many are left, else one or two below the count.
private func twoByteTextEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let count = bytes.count
    let start = max(start, 0)
    return unsafe bytes.withUnsafeBytes { buffer in
        var position = unsafe twoByteBlocksEnd(buffer, from: start)
        while position < count {
            if unsafe buffer[position] < 0x80 {
                position &+= 1
            } else {
                guard position &+ 1 < count, unsafe isTwoBytes(buffer[position], buffer[position &+ 1]) else {
                    return position
                }
                position &+= 2
            }
        }
        return position
    }
}

/// The same as far as whole blocks go: where a character begins that stands at most sixteen bytes before the end, or before
/// what ends such text.
///
/// In a good block a lead byte stands before each continuation byte, and nowhere else.
@inline(__always)
private func twoByteBlocksEnd(_ buffer: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    guard position &+ 17 <= buffer.count, unsafe !isContinuation(buffer[position]) else { return position }
    let top = SIMD16<UInt8>(repeating: 0xC0)
    let continuation = SIMD16<UInt8>(repeating: 0x80)
    let three = SIMD16<UInt8>(repeating: 0xE0)
    // 0xC0 and 0xC1 would begin what is longer than it need be.
    let overlong = SIMD16<UInt8>(repeating: 0xFE)
    while position &+ 17 <= buffer.count {
        let here = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
        let next = unsafe buffer.loadUnaligned(fromByteOffset: position &+ 1, as: SIMD16<UInt8>.self)
        let leads = (here & top) .== top
        let bad =
            (leads .^ ((next & top) .== continuation)) .| ((here & three) .== three) .| ((here & overlong) .== top)
        let mask = unsafe unsafeBitCast(bad, to: SIMD2<UInt64>.self)
        guard mask[0] | mask[1] == 0 else { break }
        position &+= 16
    }
    // The last good block may have ended with a lead byte.
    return unsafe position > start && isContinuation(buffer[position]) ? position &- 1 : position
}

private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

private func isTwoBytes(_ lead: UInt8, _ next: UInt8) -> Bool {
    lead &- 0xC2 <= 0xDF - 0xC2 && next & 0xC0 == 0x80
}

/// Appends UTF-8 with U+FFFD for what is broken; the return value is where a character that the end cuts off begins.
///
/// - Parameter report: is told where what is broken begins, and how long it is.
func appendRepaired(_ bytes: Span<UInt8>, to output: inout [UInt8], _ report: (Int, Int) -> Void) -> Int {
    var good = 0
    var position = 0
    while true {
        guard let bad = utf8Error(bytes, from: position) else { break }
        append(bytes, good..<bad, to: &output)
        switch utf8Step(bytes, at: bad) {
        case .cut: return bad
        case .broken(let length):
            report(bad, length)
            appendReplacement(to: &output)
            position = bad + length
        case .character(let length): position = bad + length
        }
        good = position
    }
    append(bytes, good..<bytes.count, to: &output)
    return bytes.count
}
