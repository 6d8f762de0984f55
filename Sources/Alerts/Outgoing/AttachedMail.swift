import MIME

/// A text with a mail beside it: the body of a multipart/mixed.
struct AttachedMail {
    /// What stands between the parts. Nothing of the mail can have it at the beginning of a line.
    let boundary: String
    /// Whether it has to go as 8bit.
    var isEightBit: Bool { body.contains { $0 >= 0x80 } }
    /// From the first boundary to the last, with CRLF.
    let body: [UInt8]

    /// - Parameters:
    ///   - text: In UTF-8, lines ended by LF.
    ///   - mail: As it came.
    init(text: [UInt8], mail: [UInt8]) {
        let digest = SHA256.hash(mail).prefix(10).flatMap { [$0 >> 4, $0 & 15] }
        boundary =
            "mail-" + String(decoding: digest.map { "0123456789abcdef".utf8.map(\.self)[Int($0)] }, as: UTF8.self)
        let delimiter = Array("--\(boundary)".utf8)
        var body = delimiter + Array("\r\nContent-Type: text/plain; charset=utf-8\r\n".utf8)
        body += Array("Content-Transfer-Encoding: base64\r\n\r\n".utf8)
        body += Base64Lines.lines(AttachedMail.lines(text))
        body += Array("\r\n".utf8) + delimiter + AttachedMail.part(AttachedMail.withoutMailboxLine(mail))
        self.body = body + Array("\r\n".utf8) + delimiter + Array("--\r\n".utf8)
    }

    /// message/rfc822 must not be encoded (RFC 2046 5.2.1). What cannot go as it is, since its lines are too long or hold bare
    /// CR or NUL, goes as a file.
    private static func part(_ mail: [UInt8]) -> [UInt8] {
        let lines = lines(mail)
        let longest = lines.split(separator: 0x0A, omittingEmptySubsequences: false).lazy.map(\.count).max() ?? 0
        if longest <= 999, !lines.contains(0), !hasBareReturn(lines) {
            let encoding = lines.contains { $0 >= 0x80 } ? "8bit" : "7bit"
            return Array("\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n".utf8)
                + lines
        }
        let head =
            "\r\nContent-Type: application/octet-stream; name=\"mail.eml\"\r\n"
            + "Content-Disposition: attachment; filename=\"mail.eml\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        return Array(head.utf8) + Base64Lines.lines(mail)
    }

    /// A delivery to a program may begin with the line of a mailbox, which is none of the header.
    private static func withoutMailboxLine(_ mail: [UInt8]) -> [UInt8] {
        guard mail.starts(with: Array("From ".utf8)), let end = mail.firstIndex(of: 0x0A) else { return mail }
        return Array(mail[(end + 1)...])
    }

    private static func hasBareReturn(_ lines: [UInt8]) -> Bool {
        lines.indices.contains { lines[$0] == 0x0D && ($0 + 1 == lines.count || lines[$0 + 1] != 0x0A) }
    }

    /// Every line ended by CRLF.
    private static func lines(_ text: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count + text.count / 16)
        for byte in text {
            if byte == 0x0A, lines.last != 0x0D { lines.append(0x0D) }
            lines.append(byte)
        }
        return lines
    }
}
