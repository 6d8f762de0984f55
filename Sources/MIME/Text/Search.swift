import Glibc

// The searches that every other file stands on. They all are here, those that call `memchr` and those that go sixteen bytes
// a step, and safe from outside: ranges are clamped to the bytes that exist. Only what copies while it looks, in the
// decoders, stands with them.

/// The first position of `byte` within `range`; several gigabytes a second.
public func firstIndex(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = clamped(range, bytes.count)
    guard !range.isEmpty else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress,
            let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
}

/// The first position of `byte` at or after `start`.
public func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    let start = max(start, 0)
    guard start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress,
            let hit = unsafe memchr(base + start, Int32(byte), buffer.count - start)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
}

/// The first position of `pattern` within `range`. Made for short patterns: at worst its length times that of the range.
public func firstIndex(of pattern: StaticString, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = clamped(range, bytes.count)
    let count = pattern.utf8CodeUnitCount
    guard pattern.hasPointerRepresentation, count > 0, range.count >= count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return nil }
        let word = unsafe pattern.utf8Start
        let last = range.upperBound - count
        var position = range.lowerBound
        while position <= last {
            guard let hit = unsafe memchr(base + position, Int32(word[0]), last - position + 1) else { return nil }
            position = unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            if unsafe memcmp(base + position, word, count) == 0 { return position }
            position += 1
        }
        return nil
    }
}

/// The first position within `range` where `word`, given in lower case, stands in any case. Sixteen bytes a step are
/// asked for its first two.
package func firstIndexIgnoringCase(of word: StaticString, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let range = clamped(range, bytes.count)
    let count = word.utf8CodeUnitCount
    guard word.hasPointerRepresentation, count > 1, range.count >= count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
        let pattern = unsafe UnsafeBufferPointer(start: word.utf8Start, count: count)
        let first = unsafe SIMD16<UInt8>(repeating: pattern[0])
        let firstCase = unsafe SIMD16<UInt8>(repeating: ASCII.isLetter(pattern[0]) ? 0x20 : 0)
        let second = unsafe SIMD16<UInt8>(repeating: pattern[1])
        let secondCase = unsafe SIMD16<UInt8>(repeating: ASCII.isLetter(pattern[1]) ? 0x20 : 0)
        let last = range.upperBound - count
        var position = range.lowerBound
        while position <= last {
            while position &+ 17 <= range.upperBound {
                let here = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                let next = unsafe buffer.loadUnaligned(fromByteOffset: position &+ 1, as: SIMD16<UInt8>.self)
                let lanes = lanesBefore(((here | firstCase) .== first) .& ((next | secondCase) .== second))
                position &+= lanes
                if lanes < 16 { break }
            }
            guard position <= last else { return nil }
            var matched = 0
            while matched < count, unsafe ASCII.lowercased(buffer[position &+ matched]) == pattern[matched] {
                matched &+= 1
            }
            if matched == count { return position }
            position &+= 1
        }
        return nil
    }
}

/// The first position at or after `start` of a byte from 0x80 on, or `bytes.count`.
package func asciiEnd(_ bytes: Span<UInt8>, from start: Int = 0) -> Int {
    var position = max(start, 0)
    let count = bytes.count
    guard position < count else { return count }
    return unsafe bytes.withUnsafeBytes { buffer in
        while position &+ 16 <= count {
            let block = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD2<UInt64>.self)
            let high = (block[0] | block[1]) & 0x8080_8080_8080_8080
            if high != 0 { break }
            position &+= 16
        }
        while position < count, unsafe buffer[position] < 0x80 { position &+= 1 }
        return position
    }
}

/// The first position at or after `start` of NUL or a byte from 0x80 on, or `bytes.count`.
func asciiTextEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        let nul = SIMD16<UInt8>(repeating: 0)
        let high = SIMD16<UInt8>(repeating: 0x80)
        return unsafe firstHit(in: buffer, from: start, to: buffer.count) { block in
            (block .== nul) .| (block & high .== high)
        } orByte: { byte in
            byte == 0 || byte >= 0x80
        }
    }
}

/// The first position at or after `start` of one of three bytes, or `bytes.count`. Quoted-printable lives on it.
func firstIndex(
    ofAny first: UInt8, _ second: UInt8, _ third: UInt8, in bytes: Span<UInt8>, from start: Int
) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        let one = SIMD16<UInt8>(repeating: first)
        let two = SIMD16<UInt8>(repeating: second)
        let three = SIMD16<UInt8>(repeating: third)
        return unsafe firstHit(in: buffer, from: min(start, buffer.count), to: buffer.count) { block in
            (block .== one) .| (block .== two) .| (block .== three)
        } orByte: { byte in
            byte == first || byte == second || byte == third
        }
    }
}

/// The first CR or LF in `bytes[start..<end]`, or `end`.
func firstLineEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        let lineFeed = SIMD16<UInt8>(repeating: 0x0A)
        let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
        return unsafe firstHit(in: buffer, from: start, to: end) { block in
            (block .== lineFeed) .| (block .== carriageReturn)
        } orByte: { byte in
            byte == 0x0A || byte == 0x0D
        }
    }
}

/// The first position after `start` where a line begins with `--`, or nil. Sixteen bytes a step.
func firstDashLine(_ bytes: [UInt8], after start: Int) -> Int? {
    let last = bytes.count - 3
    var position = max(start, 0)
    guard position <= last else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer -> Int? in
        let lineFeed = SIMD16<UInt8>(repeating: 0x0A)
        let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
        let dash = SIMD16<UInt8>(repeating: UInt8(ascii: "-"))
        while true {
            // Over blocks that have no dash after a line end, then byte by byte within the block that has one.
            while position &+ 18 <= buffer.count {
                let block = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                let shifted = unsafe buffer.loadUnaligned(fromByteOffset: position &+ 1, as: SIMD16<UInt8>.self)
                let hits = ((block .== lineFeed) .| (block .== carriageReturn)) .& (shifted .== dash)
                if lanesBefore(hits) < 16 { break }
                position &+= 16
            }
            let stop = min(position &+ 16, last &+ 1)
            while position < stop {
                let byte = unsafe buffer[position]
                if byte == 0x0A || byte == 0x0D {
                    let isDashLine = unsafe buffer[position &+ 1] == 0x2D && buffer[position &+ 2] == 0x2D
                    if isDashLine { return position &+ 1 }
                }
                position &+= 1
            }
            if position > last { return nil }
        }
    }
}

/// The first position in `start..<end` that one of two questions is answered with yes for: `hits` asks sixteen bytes at
/// once, `isHit` those that are left over. Without one `end`, or the end of the buffer.
@inline(__always)
private func firstHit(
    in buffer: UnsafeRawBufferPointer, from start: Int, to end: Int,
    _ hits: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>, orByte isHit: (UInt8) -> Bool
) -> Int {
    let end = min(end, buffer.count)
    var position = max(start, 0)
    guard position < end else { return max(end, position) }
    while position &+ 16 <= end {
        let lanes = lanesBefore(hits(unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)))
        position &+= lanes
        if lanes < 16 { return position }
    }
    while position < end, !isHit(unsafe buffer[position]) { position &+= 1 }
    return position
}

/// Whether a word of lower-case letters and digits begins with `byte`, or it is beyond ASCII, where words are not looked for.
package func beginsWord(_ byte: UInt8, after before: UInt8) -> Bool {
    isWordByte(byte) ? !isWordByte(before) : byte >= 0x80
}

private func isWordByte(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }

/// Notes where in the 64 bytes from `block` on `beginsWord` holds, counted from there, and returns how many there are.
package func noteWordStarts(
    in bytes: Span<UInt8>, from block: Int, _ starts: inout InlineArray<64, UInt8>
) -> Int {
    let end = min(block &+ 64, bytes.count)
    var count = 0
    var position = block
    unsafe bytes.withUnsafeBytes { buffer in
        var before = wordBits(UInt64(position > 0 ? unsafe buffer[position &- 1] : 0))
        while position &+ 8 <= end {
            let here = unsafe buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
            let isWord = wordBits(here)
            var hits = isWord & ~(isWord << 8 | before) | here & ~low
            while hits != 0 {
                starts[count] = UInt8(truncatingIfNeeded: position &- block &+ hits.trailingZeroBitCount / 8)
                count &+= 1
                hits &= hits &- 1
            }
            before = isWord >> 56
            position &+= 8
        }
        while position < end {
            if beginsWord(unsafe buffer[position], after: position > 0 ? unsafe buffer[position &- 1] : 0) {
                starts[count] = UInt8(truncatingIfNeeded: position &- block)
                count &+= 1
            }
            position &+= 1
        }
    }
    return count
}

/// All bits of eight bytes but the highest of each.
private let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

/// The highest bit of each of eight bytes that is a small letter or a digit. Sums carry into that bit from the first letter or
/// digit on, and again behind the last. (The compiler makes a loop over the bytes of `SIMD16`'s `.<`.)
@inline(__always)
private func wordBits(_ bytes: UInt64) -> UInt64 {
    let rest = bytes & low
    let letters = (rest &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(rest &+ 0x0505_0505_0505_0505)
    let digits = (rest &+ 0x5050_5050_5050_5050) & ~(rest &+ 0x4646_4646_4646_4646)
    return (letters | digits) & ~bytes & ~low
}

/// Whether two texts are the same bytes.
package func isSame(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count, !one.isEmpty else { return one.count == other.count }
    return unsafe one.withUnsafeBufferPointer { one in
        unsafe other.withUnsafeBufferPointer { other in
            guard let first = one.baseAddress, let second = other.baseAddress else { return false }
            return unsafe memcmp(first, second, one.count) == 0
        }
    }
}

/// How many lanes stand before the first hit; 16 without one.
@inline(__always)
func lanesBefore(_ hits: SIMDMask<SIMD16<Int8>>) -> Int {
    let mask = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
    if mask[0] != 0 { return mask[0].trailingZeroBitCount / 8 }
    return mask[1] != 0 ? 8 &+ mask[1].trailingZeroBitCount / 8 : 16
}

/// A bit for each lane, the first lane's lowest.
@inline(__always)
func laneBits(_ hits: SIMDMask<SIMD16<Int8>>) -> UInt64 {
    // Each lane keeps the bit of its place; the product has the sum of the eight lanes, none of which overlap, on top.
    let places = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self) & SIMD2(repeating: 0x8040_2010_0804_0201)
    let sum: UInt64 = 0x0101_0101_0101_0101
    return (places[0] &* sum) >> 56 | ((places[1] &* sum) >> 56) << 8
}

/// Appends `bytes[range]` in one copy.
package func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    let range = clamped(range, bytes.count)
    guard !range.isEmpty else { return }
    unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
    }
}

/// `range` cut down to `0..<count`, so that no caller can read outside.
func clamped(_ range: Range<Int>, _ count: Int) -> Range<Int> {
    let lower = min(max(range.lowerBound, 0), count)
    return lower..<max(lower, min(range.upperBound, count))
}

/// Copies from `start` up to the first byte from 0x80 on, and returns its position, or `bytes.count`.
///
/// Sixteen bytes are copied before they are looked at, and only those in front of the hit are kept; the copy stays within
/// the free capacity of `output`, so it may end early where that is too small.
func copyASCII(_ bytes: Span<UInt8>, from start: Int, to output: inout OutputSpan<UInt8>) -> Int {
    let count = bytes.count
    guard start >= 0, start < count else { return count }
    return unsafe bytes.withUnsafeBytes { bytes in
        unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
            guard let target = UnsafeMutableRawPointer(buffer.baseAddress) else { return start }
            var position = start
            var written = filled
            while position &+ 16 <= count, written &+ 16 <= buffer.count {
                let block = unsafe bytes.loadUnaligned(fromByteOffset: position, as: SIMD2<UInt64>.self)
                unsafe target.storeBytes(of: block, toByteOffset: written, as: SIMD2<UInt64>.self)
                let high = block & SIMD2(repeating: 0x8080_8080_8080_8080)
                guard high[0] | high[1] == 0 else { break }
                position &+= 16
                written &+= 16
            }
            while position < count, written < buffer.count, unsafe bytes[position] < 0x80 {
                unsafe target.storeBytes(of: bytes[position], toByteOffset: written, as: UInt8.self)
                position &+= 1
                written &+= 1
            }
            filled = written
            return position
        }
    }
}
