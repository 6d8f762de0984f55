/// What a server can do, by its reply to EHLO.
struct SMTPExtensions: Sendable, Hashable {
    /// RFC 2920
    var hasPipelining = false
    /// RFC 6152
    var has8BitMIME = false
    /// RFC 6531
    var hasSMTPUTF8 = false
    /// RFC 3461
    var hasDSN = false
    /// RFC 3207
    var hasStartTLS = false
    /// RFC 1870: nil without it, 0 for no limit.
    var maximumSize: Int?
    /// RFC 4954
    var mechanisms: Set<String> = []

    init() {}

    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
            switch words.first {
            case "PIPELINING": hasPipelining = true
            case "8BITMIME": has8BitMIME = true
            case "SMTPUTF8": hasSMTPUTF8 = true
            case "DSN": hasDSN = true
            case "STARTTLS": hasStartTLS = true
            case "SIZE": maximumSize = words.count > 1 ? Int(words[1]) ?? 0 : 0
            case "AUTH": mechanisms.formUnion(words.dropFirst())
            default: continue
            }
        }
    }
}
