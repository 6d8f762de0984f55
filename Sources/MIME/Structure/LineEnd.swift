// Line ends are LF, CR LF, CR CR LF (made by systems that convert text twice) and CR alone, side by side in any order.

/// Where the line ends and where the next one begins.
struct LineEnd {
    let contentEnd: Int
    let next: Int

    /// What ended the line, as a bit: 1 for LF, 2 for CR LF, 4 for CR alone or doubled, 0 for the end of the bytes.
    let style: UInt8
}

/// The end of the line that `position` is in, looked for from there on.
///
/// - Returns: nil if the bytes end first and `isLast` is false, which says that more will come.
func lineEnd(_ bytes: [UInt8], from position: Int, isLast: Bool) -> LineEnd? {
    let count = bytes.count
    let end = firstLineEnd(bytes, from: position, to: count)
    guard end < count else {
        return isLast ? LineEnd(contentEnd: count, next: count, style: 0) : nil
    }
    return lineEnd(bytes, at: end, isLast: isLast)
}

/// The line end that begins at `end`, where CR or LF stands.
func lineEnd(_ bytes: [UInt8], at end: Int, isLast: Bool) -> LineEnd? {
    let count = bytes.count
    guard bytes[end] == 0x0D else { return LineEnd(contentEnd: end, next: end + 1, style: 1) }
    guard end + 1 < count else { return isLast ? LineEnd(contentEnd: end, next: end + 1, style: 4) : nil }
    if bytes[end + 1] == 0x0A { return LineEnd(contentEnd: end, next: end + 2, style: 2) }
    guard bytes[end + 1] == 0x0D else { return LineEnd(contentEnd: end, next: end + 1, style: 4) }
    guard end + 2 < count else { return isLast ? LineEnd(contentEnd: end, next: end + 1, style: 4) : nil }
    return LineEnd(contentEnd: end, next: bytes[end + 2] == 0x0A ? end + 3 : end + 1, style: 4)
}

/// Where the line end that stands right before `position` begins, but not before `start`.
func lineEndStart(_ bytes: [UInt8], before position: Int, notBefore start: Int) -> Int {
    guard position > start else { return position }
    var end = position - 1
    guard bytes[end] == 0x0A else { return bytes[end] == 0x0D ? end : position }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    if end > start, bytes[end] == 0x0D, bytes[end - 1] == 0x0D { end -= 1 }
    return end
}

/// The first CR or LF in `bytes[start..<end]`, or `end`. Sixteen bytes a step.
func firstLineEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    let end = min(end, bytes.count)
    var position = max(start, 0)
    guard position < end else { return max(end, position) }
    return unsafe bytes.withUnsafeBytes { buffer in
        let lineFeed = SIMD16<UInt8>(repeating: 0x0A)
        let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
        while position &+ 16 <= end {
            let block = unsafe buffer.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            let mask = unsafe unsafeBitCast(
                (block .== lineFeed) .| (block .== carriageReturn), to: SIMD2<UInt64>.self)
            if mask[0] != 0 { return position &+ mask[0].trailingZeroBitCount / 8 }
            if mask[1] != 0 { return position &+ 8 &+ mask[1].trailingZeroBitCount / 8 }
            position &+= 16
        }
        while position < end {
            let byte = unsafe buffer[position]
            if byte == 0x0A || byte == 0x0D { break }
            position &+= 1
        }
        return position
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
                let mask = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
                if mask[0] | mask[1] != 0 { break }
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
