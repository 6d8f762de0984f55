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
