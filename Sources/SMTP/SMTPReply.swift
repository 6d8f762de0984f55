import Transports

/// A reply of an SMTP server (RFC 5321 4.2), one line or several.
struct SMTPReply: Sendable, Hashable {
    let code: Int
    /// What stands after the code, line by line.
    let lines: [String]

    /// The enhanced status code (RFC 3463) that begins the text: `5.1.1`.
    var enhancedStatus: String? {
        guard let word = lines.first?.prefix(while: { $0 != " " }) else { return nil }
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers[0].count == 1, "245".contains(numbers[0]),
            numbers.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        return String(word)
    }

    /// `550 5.1.1 no such user`, on one line.
    var text: String { "\(code) " + lines.joined(separator: " ") }

    var isPositive: Bool { (200..<300).contains(code) }
    var isTransient: Bool { (400..<500).contains(code) }
    var isPermanent: Bool { (500..<600).contains(code) }
}

/// Makes replies of the bytes that arrive.
struct SMTPReplyReader {
    /// The server does not speak SMTP.
    struct NoReply: Error {}

    /// The longest line, and the most lines, that are read. RFC 5321 4.5.3.1.5 allows 512 bytes a line.
    private static let maximumLine = 4096
    private static let maximumLines = 200

    private var line: [UInt8] = []
    private var lines: [String] = []
    private var code: Int?

    /// Whether a reply has begun and not ended. There must be none when TLS starts: it could be anybody's.
    var isInside: Bool { !line.isEmpty || code != nil }

    /// - Throws: `NoReply` for what is none.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(NoReply) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                if line.count > Self.maximumLine { throw NoReply() }
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let reply = try endLine() { replies.append(reply) }
            line.removeAll(keepingCapacity: true)
        }
        return replies
    }

    private mutating func endLine() throws(NoReply) -> SMTPReply? {
        guard line.count >= 3, line[..<3].allSatisfy({ (0x30...0x39).contains($0) }), (0x32...0x35).contains(line[0])
        else { throw NoReply() }
        let number = line[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard code == nil || code == number, lines.count < Self.maximumLines else { throw NoReply() }
        lines.append(printable(line.dropFirst(4)))
        if line.count > 3, line[3] == UInt8(ascii: "-") {
            code = number
            return nil
        }
        guard line.count == 3 || line[3] == UInt8(ascii: " ") else { throw NoReply() }
        defer {
            code = nil
            lines = []
        }
        return SMTPReply(code: number, lines: lines)
    }
}
