import MIME

/// A mail in the line ends that its taker expects.
///
/// A mail of ours has CRLF. Programs such as sendmail, and maildirs, take LF. SMTP takes CRLF and nothing else: a CR or an LF
/// that stands alone ends a line for some servers, and could smuggle a second mail into the first (CVE-2023-51764).
enum LineEnds {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let dot = UInt8(ascii: ".")

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
        output.reserveCapacity(bytes.count + bytes.count / 32)
        var last: UInt8 = 0
        for byte in bytes {
            if byte == lineFeed, last != carriageReturn { output.append(carriageReturn) }
            output.append(byte)
            last = byte
        }
        return output
    }

    /// Where the body of a mail with CRLF begins.
    static func bodyOffset(_ bytes: [UInt8]) -> Int {
        if hasPrefix(bytes, at: 0, "\r\n") { return 2 }
        return firstIndex(of: "\r\n\r\n", in: bytes, 0..<bytes.count).map { $0 + 4 } ?? bytes.count
    }

    /// The content of DATA (RFC 5321 4.5.2): each line ended by CRLF, also where a CR or an LF stood alone, a dot at the start
    /// of a line doubled, and the line with a single dot at the end.
    static func smtpData(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 32 + 5)
        var position = 0
        while position < bytes.count {
            if bytes[position] == dot { output.append(dot) }
            let start = position
            while position < bytes.count, bytes[position] != lineFeed, bytes[position] != carriageReturn {
                position += 1
            }
            output += bytes[start..<position]
            output.append(carriageReturn)
            output.append(lineFeed)
            if position + 1 < bytes.count, bytes[position] == carriageReturn, bytes[position + 1] == lineFeed {
                position += 1
            }
            position += 1
        }
        output += [dot, carriageReturn, lineFeed]
        return output
    }
}
