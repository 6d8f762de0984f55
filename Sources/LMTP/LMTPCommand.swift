import NIOCore

/// One command line, read (RFC 5321, section 4.1.1; RFC 2033; RFC 3030).
enum LMTPCommand: Equatable {
    /// What MAIL says of the mail.
    struct MailParameters: Equatable {
        var sender: String
        var size: Int?
        var isBinary = false
    }

    case lhlo
    /// HELO or EHLO: what a client says that takes this for an SMTP server.
    case hello
    case mail(MailParameters)
    case rcpt(String)
    case data
    case bdat(Int, isLast: Bool)
    case rset, noop, vrfy, quit
    /// A command of other servers.
    case notImplemented
    /// What is none, with the reply that says so.
    case wrong(String)
    /// The same, where nobody can say what follows: the connection has to end.
    case fatal(String)

    /// - Parameter line: Without its CR LF.
    init(_ line: ByteBufferView) {
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            // Also a bare CR or LF, which would be the end of a command for some other server.
            self = .wrong("500 5.5.2 a control character")
            return
        }
        let verb = line.prefix { $0 != 0x20 }
        let rest = LMTPCommand.trimmed(line[verb.endIndex...])
        switch String(decoding: verb.prefix(12), as: UTF8.self).uppercased() {
        case "LHLO": self = rest.isEmpty ? .wrong("501 5.5.4 LHLO has the name of the client") : .lhlo
        case "HELO", "EHLO": self = .hello
        case "MAIL": self = LMTPCommand.mail(rest)
        case "RCPT": self = LMTPCommand.rcpt(rest)
        case "DATA": self = rest.isEmpty ? .data : .wrong("501 5.5.4 DATA has no argument")
        case "BDAT": self = LMTPCommand.chunk(rest)
        case "RSET": self = rest.isEmpty ? .rset : .wrong("501 5.5.4 RSET has no argument")
        case "NOOP": self = .noop
        case "VRFY": self = rest.isEmpty ? .wrong("501 5.5.4 VRFY has an address") : .vrfy
        case "QUIT": self = rest.isEmpty ? .quit : .wrong("501 5.5.4 QUIT has no argument")
        case "EXPN", "HELP", "TURN", "ETRN", "ATRN", "AUTH", "STARTTLS", "SEND", "SOML", "SAML", "XFORWARD", "XCLIENT":
            self = .notImplemented
        default: self = .wrong("500 5.5.1 no such command")
        }
    }

    private static func mail(_ rest: ByteBufferView) -> LMTPCommand {
        guard let (sender, words) = path(rest, after: "FROM:") else {
            return .wrong("501 5.5.4 MAIL FROM:<address>")
        }
        guard isAddress(sender) || sender.isEmpty else { return .wrong("501 5.1.7 no such address") }
        var parameters = MailParameters(sender: String(decoding: sender, as: UTF8.self))
        var isUTF8 = false
        for word in words.split(separator: 0x20) {
            let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? String(decoding: parts[1], as: UTF8.self).uppercased() : nil
            switch (String(decoding: parts[0], as: UTF8.self).uppercased(), value) {
            case ("SIZE", let value?):
                guard let size = number(value) else { return .wrong("501 5.5.4 SIZE is a number") }
                parameters.size = size
            case ("BODY", "7BIT"), ("BODY", "8BITMIME"): break
            case ("BODY", "BINARYMIME"): parameters.isBinary = true
            case ("BODY", _): return .wrong("501 5.5.4 BODY is 7BIT, 8BITMIME or BINARYMIME")
            case ("SMTPUTF8", nil): isUTF8 = true
            default: return .wrong("555 5.5.4 no such parameter of MAIL")
            }
        }
        // RFC 6531, section 3.5.
        guard isUTF8 || sender.allSatisfy({ $0 < 0x80 }) else { return .wrong("553 5.6.7 SMTPUTF8 is missing") }
        return .mail(parameters)
    }

    private static func rcpt(_ rest: ByteBufferView) -> LMTPCommand {
        guard let (recipient, words) = path(rest, after: "TO:") else { return .wrong("501 5.5.4 RCPT TO:<address>") }
        guard isAddress(recipient) else { return .wrong("501 5.1.3 no such address") }
        guard words.isEmpty else { return .wrong("555 5.5.4 no such parameter of RCPT") }
        return .rcpt(String(decoding: recipient, as: UTF8.self))
    }

    private static func chunk(_ rest: ByteBufferView) -> LMTPCommand {
        let words = rest.split(separator: 0x20)
        let isLast = words.count == 2 && String(decoding: words[1], as: UTF8.self).uppercased() == "LAST"
        guard words.count == 1 || isLast,
            let size = words.first.flatMap({ number(String(decoding: $0, as: UTF8.self)) })
        else { return .fatal("501 5.5.4 BDAT length [LAST]") }
        return .bdat(size, isLast: isLast)
    }

    /// Digits alone, and no more than a number holds.
    private static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && text.utf8.count <= 18 ? Int(text) : nil
    }

    /// The path in its angle brackets, without a source route, and what follows.
    private static func path(
        _ rest: ByteBufferView, after word: String
    ) -> (path: ByteBufferView, rest: ByteBufferView)? {
        let head = rest.prefix(word.utf8.count)
        guard String(decoding: head, as: UTF8.self).uppercased() == word else { return nil }
        let value = trimmed(rest[head.endIndex...])
        guard value.first == UInt8(ascii: "<") else { return nil }
        var position = value.startIndex + 1
        var isQuoted = false
        while position < value.endIndex {
            let byte = value[position]
            if isQuoted, byte == UInt8(ascii: "\\") { position += 1 }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, byte == UInt8(ascii: ">") { break }
            position += 1
        }
        guard position < value.endIndex else { return nil }
        let rest = value[(position + 1)...]
        guard rest.isEmpty || rest.first == 0x20 else { return nil }
        var path = value[(value.startIndex + 1)..<position]
        // `@relay,@relay:user@domain` (RFC 5321, appendix C): the route means nothing any more.
        if path.first == UInt8(ascii: "@"), let colon = path.firstIndex(of: UInt8(ascii: ":")) {
            path = path[(colon + 1)...]
        }
        return (path, trimmed(rest))
    }

    /// Whether it has a local part and a domain, or is the postmaster of this machine (RFC 5321, section 4.1.1.3).
    private static func isAddress(_ path: ByteBufferView) -> Bool {
        guard String(validating: path, as: UTF8.self) != nil else { return false }
        guard let at = path.lastIndex(of: UInt8(ascii: "@")) else {
            return String(decoding: path, as: UTF8.self).lowercased() == "postmaster"
        }
        return at > path.startIndex && at < path.endIndex - 1 && !path[(at + 1)...].contains(0x20)
    }

    private static func trimmed(_ bytes: ByteBufferView) -> ByteBufferView {
        var bytes = bytes.drop { $0 == 0x20 }
        while bytes.last == 0x20 { bytes = bytes.dropLast() }
        return bytes
    }
}
