/// The content of a mail for DATA.
///
/// SMTP takes CRLF and nothing else: a CR or an LF that stands alone ends a line for some servers, and could smuggle a second
/// mail into the first (CVE-2023-51764).
enum SMTPData {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let dot = UInt8(ascii: ".")

    /// What follows the reply 354 (RFC 5321 4.5.2): each line ended by CRLF, also where a CR or an LF stood alone, a dot at
    /// the start of a line doubled, and the line with a single dot at the end.
    static func content(_ bytes: [UInt8]) -> [UInt8] {
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
