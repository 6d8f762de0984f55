import MIME

/// By what the same mail is known when it comes twice: SHA-256 over the mail without its trace lines.
///
/// Left out are what a delivery adds: a first line `From `, every Return-Path, Delivered-To and X-Original-To of the header,
/// and the topmost Received, each with its folded lines. The Message-ID does not count: it may be missing or forged.
package enum MailFingerprint {
    /// - Complexity: Linear in the size of the mail.
    package static func of(_ mail: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        var position = 0
        var pending = 0
        var hasReceived = false
        var isLeftOut = false
        var isFirst = true
        while position < mail.count {
            let end = lineEnd(mail, from: position)
            if mail[position] == UInt8(ascii: "\n") || mail[position] == UInt8(ascii: "\r") { break }
            let isFolded = mail[position] == UInt8(ascii: " ") || mail[position] == UInt8(ascii: "\t")
            if !isFolded || isFirst {
                isLeftOut = isTrace(mail, at: position, isFirst: isFirst, hasReceived: &hasReceived)
            }
            if isLeftOut {
                update(&hash, mail, pending..<position)
                pending = end
            }
            isFirst = false
            position = end
        }
        update(&hash, mail, pending..<mail.count)
        return hash.finish()
    }

    private static func isTrace(_ mail: [UInt8], at position: Int, isFirst: Bool, hasReceived: inout Bool) -> Bool {
        if isFirst, hasPrefix(mail, at: position, "From ") { return true }
        if hasPrefixIgnoringCase(mail, at: position, "return-path:")
            || hasPrefixIgnoringCase(mail, at: position, "delivered-to:")
            || hasPrefixIgnoringCase(mail, at: position, "x-original-to:")
        {
            return true
        }
        guard !hasReceived, hasPrefixIgnoringCase(mail, at: position, "received:") else { return false }
        hasReceived = true
        return true
    }

    /// The position after the line's end: LF, CRLF or a lone CR.
    private static func lineEnd(_ mail: [UInt8], from start: Int) -> Int {
        var position = start
        while position < mail.count {
            let byte = mail[position]
            position += 1
            if byte == UInt8(ascii: "\n") { return position }
            if byte == UInt8(ascii: "\r") {
                return position < mail.count && mail[position] == UInt8(ascii: "\n") ? position + 1 : position
            }
        }
        return position
    }

    private static func update(_ hash: inout SHA256, _ mail: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        hash.update(mail.span.extracting(range))
    }
}
