import MIME

/// A mail in the line ends that its taker expects.
///
/// A mail of ours has CRLF. Programs such as sendmail, and maildirs, take LF.
enum LineEnds {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Each CRLF becomes LF. Other bytes stay.
    static func lineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            var end = 0
            for byte in bytes {
                if byte == lineFeed, end > 0, unsafe output[end - 1] == carriageReturn { end -= 1 }
                unsafe output[end] = byte
                end += 1
            }
            count = end
        }
    }

    /// Each LF that stands alone becomes CRLF. Other bytes stay.
    static func carriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        // As far as the bytes are in the output.
        var taken = 0
        var position = 0
        while let end = firstIndex(of: lineFeed, in: bytes, position..<bytes.count) {
            position = end + 1
            if end > 0, bytes[end - 1] == carriageReturn { continue }
            if output.isEmpty { output.reserveCapacity(bytes.count + bytes.count / 32 + 1) }
            output += bytes[taken..<end]
            output.append(carriageReturn)
            taken = end
        }
        if taken == 0, output.isEmpty { return bytes }
        output += bytes[taken...]
        return output
    }

    /// Where the body of a mail with CRLF begins.
    static func bodyOffset(_ bytes: [UInt8]) -> Int {
        if hasPrefix(bytes, at: 0, "\r\n") { return 2 }
        return firstIndex(of: "\r\n\r\n", in: bytes, 0..<bytes.count).map { $0 + 4 } ?? bytes.count
    }
}
