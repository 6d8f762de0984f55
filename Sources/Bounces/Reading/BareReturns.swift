import MIME

/// Lines that end with a carriage return alone, as old systems and broken gateways write them.
enum BareReturns {
    /// The same with line feeds in their place, byte for byte, so that offsets stay; nil where there are none. CR CR LF, which
    /// is a line end written twice, stays too.
    ///
    /// - Complexity: O(lines) where lines end with CR LF; where they end with LF, as long as a search for one byte.
    static func mended(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8]?
        var position = 0
        while let start = firstIndex(of: 0x0D, in: bytes, position..<bytes.count) {
            var end = start + 1
            while end < bytes.count, bytes[end] == 0x0D { end += 1 }
            position = end
            if end < bytes.count, bytes[end] == 0x0A { continue }
            var copy = result.take() ?? bytes
            for index in start..<end { copy[index] = 0x0A }
            result = copy
        }
        return result
    }
}
