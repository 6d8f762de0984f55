import Glibc

// The searches that every other file stands on. This is the only file of the module that calls `memchr` or uses SIMD;
// outside of it all of them are safe: ranges are clamped to the bytes that exist.

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

/// The first position at or after `start` of a byte from 0x80 on, or `bytes.count`.
func asciiEnd(_ bytes: Span<UInt8>, from start: Int = 0) -> Int {
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

/// The first position at or after `start` of one of three bytes, or `bytes.count`. Quoted-printable lives on it.
func firstIndex(
    ofAny first: UInt8, _ second: UInt8, _ third: UInt8, in bytes: Span<UInt8>, from start: Int
) -> Int {
    var position = max(start, 0)
    let count = bytes.count
    guard position < count else { return count }
    return unsafe bytes.withUnsafeBytes { buffer in
        let one = SIMD16<UInt8>(repeating: first)
        let two = SIMD16<UInt8>(repeating: second)
        let three = SIMD16<UInt8>(repeating: third)
        while position &+ 16 <= count {
            let block = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            let hits = (block .== one) .| (block .== two) .| (block .== three)
            let mask = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            if mask[0] != 0 { return position &+ mask[0].trailingZeroBitCount / 8 }
            if mask[1] != 0 { return position &+ 8 &+ mask[1].trailingZeroBitCount / 8 }
            position &+= 16
        }
        while position < count {
            let byte = unsafe buffer[position]
            if byte == first || byte == second || byte == third { break }
            position &+= 1
        }
        return position
    }
}

/// Appends `bytes[range]` in one copy.
func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
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
