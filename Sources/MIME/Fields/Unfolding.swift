/// `bytes[range]` on one line: line ends taken out, blanks kept, both ends trimmed (RFC 5322, 2.2.3).
public func unfolded(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    let range = trimmed(bytes, range)
    var end = firstLineEnd(bytes, from: range.lowerBound, to: range.upperBound)
    guard end < range.upperBound else { return [UInt8](bytes[range]) }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var position = range.lowerBound
    while true {
        result.append(contentsOf: bytes[position..<end])
        position = end
        while position < range.upperBound, ASCII.isLineEnd(bytes[position]) { position += 1 }
        guard position < range.upperBound else { return result }
        end = firstLineEnd(bytes, from: position, to: range.upperBound)
    }
}
