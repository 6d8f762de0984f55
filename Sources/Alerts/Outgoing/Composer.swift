import MIME

/// Makes mails of letters: a header that is well formed whatever the letter says, and the text in its transfer encoding.
///
/// A letter is prepared once and composed for each addressee, by copying bytes: 200,000 mails a second on one core.
package struct Composer: Sendable {
    /// How the text is encoded: `email-encoding`.
    private enum Encoding { case base64, quotedPrintable }

    private let settings: Settings
    private let templates: Templates
    private let key: SigningKey
    private let now: Int64
    private let encoding: Encoding
    private let from: String
    private let localPart: [UInt8]
    private let domain: [UInt8]
    private let delimiter: UInt8
    /// Without a slash at its end; empty where `email-url` is not set.
    private let url: String
    /// RFC 8058 3.1: one click only where List-Unsubscribe has an HTTPS URI.
    private let offersOneClick: Bool
    private let complaintField: [UInt8]?
    private let ownNeedsUTF8: Bool

    /// - Parameters:
    ///   - keys: Newest first; the first signs.
    ///   - now: Seconds since 1970: the Date of all mails, and what the epoch of return paths is counted from.
    package init(settings: Settings, keys: [[UInt8]], templates: Templates, now: Int64) throws(ComposeError) {
        guard let key = keys.first else { throw .noKey }
        let from = settings[.selfAddress]
        guard let address = Composer.split(from) else {
            let found = from.isEmpty ? "It is not set" : "It is no address that mails can be sent from"
            throw .setting(.selfAddress, "\(found). Set it to the address of this system, such as list@example.org.")
        }
        guard address.local.count <= Composer.longestOwnName else {
            throw .setting(.selfAddress, Composer.nameIsTooLong)
        }
        let complaints = settings[.complaintAddress]
        guard complaints.isEmpty || isSendable(complaints) else {
            throw .setting(.complaintAddress, "It is no address. Set it to one such as complaints@example.org.")
        }
        let url = settings[.url]
        guard Composer.isLinkStart(url) else { throw .setting(.url, Composer.isNoLinkStart) }
        let delimiter = settings[.delimiter]
        guard delimiter == "+" || delimiter == "-" else { throw .setting(.delimiter, "It is + or -.") }
        self.settings = settings
        self.templates = templates
        self.now = now
        self.key = SigningKey(key)
        self.from = from
        (localPart, domain) = address
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        offersOneClick = url.hasPrefix("https://")
        encoding = settings[.encoding] == "quoted-printable" ? .quotedPrintable : .base64
        self.delimiter = delimiter == "-" ? UInt8(ascii: "-") : UInt8(ascii: "+")
        complaintField =
            complaints.isEmpty ? nil : Composer.field("CFBL-Address", complaints + ";", "report=arf")
        ownNeedsUTF8 = !isASCIIOnly(from) || !isASCIIOnly(complaints)
    }

    /// How long the local part of `email-self` may be: RFC 5321 4.5.3.1.1 gives 64 to that of a return path.
    static let longestOwnName = 64 - 1 - ReturnPathToken.length
    static let nameIsTooLong =
        "What stands before the @ has at most \(longestOwnName) characters: a delimiter and a token of "
        + "\(ReturnPathToken.length) follow it in return paths."
    static let isNoLinkStart = "It is a URL such as https://example.org/list, in ASCII and without blanks."

    static func isLinkStart(_ url: String) -> Bool {
        url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"\\".utf8.contains($0) } && url.utf8.count <= 700
    }

    private static func split(_ address: String) -> (local: [UInt8], domain: [UInt8])? {
        let bytes = Array(address.utf8)
        guard isSendable(address), let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        return (Array(bytes[..<at]), Array(bytes[(at + 1)...]))
    }

    private static func field(_ name: String, _ words: String...) -> [UInt8] { field(name, words) }

    private static func field(_ name: String, _ words: [String]) -> [UInt8] {
        var line = FoldedLine(name)
        for word in words { line.add(Array(word.utf8)) }
        return line.end()
    }

    /// The ids of a mail: `<random@domain of email-self>`, and its ENVID.
    ///
    /// - Parameter random: 16 bytes that nobody can guess.
    package static func ids(random: [UInt8], settings: Settings) -> (messageID: String, envelopeID: String) {
        let name = Base32.encode(random)
        let own = split(settings[.selfAddress]).map { String(decoding: $0.domain, as: UTF8.self) } ?? "localhost"
        let domain = DeliveryID.domain(own)
        return ("<\(name)@\(domain)>", name)
    }

    // MARK: A letter

    /// What all mails of a letter share, rendered and encoded once.
    package func prepare(_ letter: Letter) -> PreparedLetter {
        if let mail = letter.attachment { return prepare(letter, with: mail) }
        let subject = self.subject(of: letter)
        var tail =
            Composer.field("MIME-Version", "1.0") + Composer.field("Content-Type", "text/plain;", "charset=utf-8")
        tail += Composer.field("Content-Transfer-Encoding", encoding == .base64 ? "base64" : "quoted-printable")
        if let conversation = letter.conversation { tail += fields(of: conversation) }
        if letter.kind != .direct { tail += Composer.field("Auto-Submitted", "auto-generated") }
        if letter.kind.isToList { tail += listID + Composer.field("Precedence", "list") }
        let body = Composer.normalized(letter.body)
        return PreparedLetter(
            kind: letter.kind, subject: subject,
            head: HeaderText.mailbox("From", displayName: letter.fromName, address: from),
            middle: HeaderText.unstructured("Subject", subject) + Composer.field("Date", DateText.header(now)),
            tail: tail, withCode: text(body, footer(of: letter.kind, hasCode: true)),
            withoutCode: text(body, footer(of: letter.kind, hasCode: false)))
    }

    /// A letter to one person, with a mail beside the text and no footer.
    private func prepare(_ letter: Letter, with mail: [UInt8]) -> PreparedLetter {
        let subject = self.subject(of: letter)
        let body = Composer.normalized(letter.body)
        let attached = AttachedMail(text: body, mail: mail)
        let tail =
            Composer.field("MIME-Version", "1.0")
            + Composer.field("Content-Type", "multipart/mixed;", "boundary=\"\(attached.boundary)\"")
            + (attached.isEightBit ? Composer.field("Content-Transfer-Encoding", "8bit") : [])
            + Composer.field("Auto-Submitted", "auto-generated")
        let text = PreparedText(shared: body, encoded: attached.body)
        return PreparedLetter(
            kind: letter.kind, subject: subject,
            head: HeaderText.mailbox("From", displayName: letter.fromName, address: from),
            middle: HeaderText.unstructured("Subject", subject) + Composer.field("Date", DateText.header(now)),
            tail: tail, withCode: text, withoutCode: text)
    }

    private func subject(of letter: Letter) -> String {
        let prefix = letter.kind == .direct || letter.kind == .notice ? "" : settings[.subname]
        let subject = HeaderText.cleaned(letter.subject)
        return HeaderText.cleaned(prefix.isEmpty ? subject : "\(prefix) \(subject)")
    }

    /// RFC 5322 3.6.4.
    private func fields(of conversation: Conversation) -> [UInt8] {
        func id(_ name: String) -> String { "<\(name)@\(String(decoding: domain, as: UTF8.self))>" }
        guard let answered = conversation.answered else { return Composer.field("References", id(conversation.root)) }
        let all = answered == conversation.root ? [answered] : [conversation.root, answered]
        return Composer.field("In-Reply-To", id(answered)) + Composer.field("References", all.map(id))
    }

    /// RFC 2919: a phrase and an id in angle brackets.
    private var listID: [UInt8] {
        let list = ListID(settings[.listID])
        let id = list.harmless
        if id.isEmpty {
            // Two labels of one address make an id that is its owner's own.
            let local = localPart.filter { ASCII.isAlphanumeric($0) || ".-_".utf8.contains($0) }
            let own = local + [UInt8(ascii: ".")] + domain
            return HeaderText.mailbox(
                "List-Id", displayName: nil, address: String(decoding: own, as: UTF8.self), isBracketed: true)
        }
        return HeaderText.mailbox("List-Id", displayName: list.phrase, address: id, isBracketed: true)
    }

    /// Lines ended by LF, the last one too; no NUL.
    private static func normalized(_ body: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(body.utf8.count + 1)
        var isAfterReturn = false
        for byte in body.utf8 {
            if byte == 0x0D {
                text.append(0x0A)
            } else if byte != 0, !(byte == 0x0A && isAfterReturn) {
                text.append(byte)
            }
            isAfterReturn = byte == 0x0D
        }
        if let last = text.last, last != 0x0A { text.append(0x0A) }
        return text
    }

    private static func withCRLF(_ text: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count + text.count / 16)
        for byte in text {
            if byte == 0x0A { lines.append(0x0D) }
            lines.append(byte)
        }
        return lines
    }

    /// The footer belongs to what is shared up to the first thing in it that only one reader gets.
    private func text(_ body: [UInt8], _ footer: [Template.Piece]) -> PreparedText {
        var shared = body
        var end = footer[...]
        while case .text(let bytes)? = end.first {
            shared += bytes
            end.removeFirst()
        }
        let lines = Composer.withCRLF(shared)
        let encoded: [UInt8]
        let whole: Int
        switch encoding {
        case .base64:
            whole = lines.count / Base64Lines.bytesInLine * Base64Lines.bytesInLine
            encoded = Base64Lines.lines(Array(lines[..<whole]))
        case .quotedPrintable:
            whole = (lines.lastIndex(of: 0x0A) ?? -1) + 1
            encoded = QuotedPrintableLines.lines(Array(lines[..<whole]))
        }
        let parts = end.map { piece -> PreparedText.Part in
            switch piece {
            case .text(let bytes): .text(bytes, lines: Composer.withCRLF(bytes))
            case .hole("code"): .code
            case .hole: .address
            }
        }
        return PreparedText(shared: shared, encoded: encoded, rest: Array(lines[whole...]), end: parts)
    }

    private func footer(of kind: Letter.Kind, hasCode: Bool) -> [Template.Piece] {
        let name: Templates.Name? =
            switch kind {
            case .alert, .digest, .announcement: .footer
            case .renewal: .renewalFooter
            case .verification: .verificationFooter
            case .direct, .notice: nil
            }
        guard let name, let template = templates[name] else { return [] }
        let values: TemplateValues = [
            "url": .text(url), "subname": .text(HeaderText.cleaned(settings[.subname])), "code": .flag(hasCode),
            "address": .flag(true),
        ]
        return template.pieces(values, holes: ["code", "address"]).map { piece in
            guard case .text(let bytes) = piece else { return piece }
            return .text(bytes.filter { $0 != 0 && $0 != 0x0D })
        }
    }

    // MARK: A mail

    /// One mail of a letter. What is no address (see `isSendable`) is made harmless, not sendable.
    package func compose(_ letter: PreparedLetter, for addressee: Addressee) -> OutgoingMessage {
        let address = isSendable(addressee.address) ? addressee.address : Composer.harmless(addressee.address)
        let isPlain = isASCIIOnly(address)
        let recipient = isPlain ? address : Composer.international(address)
        let messageID = Composer.visible(addressee.messageID)
        let code = addressee.code
        let returnPath = returnPath(letter.kind, addressee)
        let text = code.isEmpty ? letter.withoutCode : letter.withCode
        let end = ByteWriter.bytes(capacity: text.rest.count + text.endLength(code: code, address: address)) { writer in
            writer.write(text.rest)
            text.writeEnd(hasCRLF: true, code, address, to: &writer)
        }
        let encodedEnd = encoding == .quotedPrintable ? QuotedPrintableLines.lines(end) : []
        let lineOfEnd = end.count / Base64Lines.bytesInLine + 1
        let room =
            letter.head.count + letter.middle.count + letter.tail.count + recipient.utf8.count + messageID.utf8.count
            + 2 * code.count + 2 * url.utf8.count + returnPath.utf8.count + (complaintField?.count ?? 0) + 512
            + text.encoded.count + max(encodedEnd.count, 78 * lineOfEnd)
        var bodyOffset = 0
        let bytes = ByteWriter.bytes(capacity: room) { writer in
            writer.write(letter.head)
            Composer.write("To:", recipient, to: &writer)
            writer.write(letter.middle)
            Composer.write("Message-ID:", messageID, to: &writer)
            writer.write(letter.tail)
            if letter.kind.isToList, !code.isEmpty || ReturnPathToken.isNumbered(addressee.subscriberID) {
                writeUnsubscribe(code, returnPath, to: &writer)
            }
            if let complaintField, addressee.subscriberID > 0 {
                writer.write(complaintField)
                writer.write("CFBL-Feedback-ID:\r\n ")
                writer.write(FeedbackID.spelling(of: addressee, key: key))
                writer.writeLineEnd()
            }
            writer.writeLineEnd()
            bodyOffset = writer.count
            writer.write(text.encoded)
            switch encoding {
            case .base64: writer.writeBase64Lines(end.span)
            case .quotedPrintable: writer.write(encodedEnd)
            }
        }
        return OutgoingMessage(
            deliveryID: addressee.deliveryID, returnPath: returnPath,
            recipient: recipient, messageID: messageID, givenEnvelopeID: addressee.givenEnvelopeID, from: from,
            subject: letter.subject, bytes: bytes, bodyOffset: bodyOffset,
            text: text.bytes(code: code, address: address),
            needsSMTPUTF8: ownNeedsUTF8 || !(isPlain || isASCIIOnly(recipient)))
    }

    /// Out of line: few addresses are such, and the way of all others stays short.
    @inline(never)
    private static func international(_ address: String) -> String {
        InternationalAddress.sendable(address) ?? address
    }

    /// RFC 2369 and RFC 8058. On one line: folding it has broken signatures of DKIM.
    private func writeUnsubscribe(_ code: [UInt8], _ returnPath: String, to writer: inout ByteWriter) {
        writer.write("List-Unsubscribe: ")
        let hasLink = !url.isEmpty && !code.isEmpty
        if hasLink {
            writer.write(UInt8(ascii: "<"))
            writer.write(url)
            writer.write("/unsubscribe/")
            writer.writeHexadecimal(code)
            writer.write(">, ")
        }
        writer.write("<mailto:")
        writer.write(returnPath)
        writer.write("?subject=unsubscribe>\r\n")
        if offersOneClick, hasLink { writer.write("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n") }
    }

    /// `LOCAL+TOKEN@DOMAIN` for a subscriber, `email-self` for somebody else, the null sender for a notice.
    private func returnPath(_ kind: Letter.Kind, _ addressee: Addressee) -> String {
        if kind == .notice { return "" }
        return ByteWriter.text(capacity: localPart.count + 2 + ReturnPathToken.length + domain.count) { writer in
            writer.write(localPart)
            if ReturnPathToken.isNumbered(addressee.subscriberID) {
                let token = ReturnPathToken.spelling(
                    subscriber: addressee.subscriberID, address: addressee.address, now: now, key: key)
                writer.write(delimiter)
                writer.write(token.span)
            }
            writer.write(UInt8(ascii: "@"))
            writer.write(domain)
        }
    }

    /// `Name: value`, broken after the colon where the line would be too long.
    private static func write(_ name: StaticString, _ value: String, to writer: inout ByteWriter) {
        writer.write(name)
        if name.utf8CodeUnitCount + 1 + value.utf8.count > HeaderText.maximumLine { writer.writeLineEnd() }
        writer.write(0x20)
        writer.write(value)
        writer.writeLineEnd()
    }

    /// What is left of something that is no address: atoms and one @, which no mail server has.
    private static func harmless(_ address: String) -> String {
        let atoms = address.utf8.filter { ASCII.isAlphanumeric($0) || ".-_".utf8.contains($0) }.prefix(64)
        return String(decoding: atoms, as: UTF8.self) + "@invalid.invalid"
    }

    /// A Message-ID without anything that could end its line.
    private static func visible(_ text: String) -> String {
        if isPlainWord(text), text.utf8.count <= 500 { return text }
        return String(decoding: text.utf8.filter { $0 > 0x20 && $0 != 0x7F }.prefix(500), as: UTF8.self)
    }

    /// Visible ASCII, all of it.
    private static func isPlainWord(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for index in bytes.indices where bytes[index] &- 0x21 > 0x5D { return false }
        return true
    }
}

func isASCIIOnly(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    for index in bytes.indices where bytes[index] >= 0x80 { return false }
    return true
}

extension Letter.Kind {
    /// Whether its mails are those of a list: they carry how to leave it.
    var isToList: Bool {
        switch self {
        case .alert, .digest, .announcement, .renewal, .verification: true
        case .direct, .notice: false
        }
    }
}
