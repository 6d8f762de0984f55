import MIME

/// The outer header as the kind of a mail depends on it: who sent it, as what, about what.
struct OuterHeader {
    /// What the header says, one flag a sign.
    struct Signs: OptionSet {
        let rawValue: UInt32
        /// The sender is a mail system.
        static let daemon = Signs(rawValue: 1)
        /// `Return-Path: <>`, RFC 5321 4.5.5.
        static let nullPath = Signs(rawValue: 2)
        /// `multipart/report; report-type=delivery-status`, RFC 6522.
        static let report = Signs(rawValue: 4)
        static let failedRecipients = Signs(rawValue: 8)
        static let bounceSubject = Signs(rawValue: 16)
        static let delaySubject = Signs(rawValue: 32)
        static let successSubject = Signs(rawValue: 64)
        static let humanSubject = Signs(rawValue: 128)
        static let autoReply = Signs(rawValue: 256)
        static let list = Signs(rawValue: 512)
        /// RFC 3834 5, any `Auto-Submitted` but `no`.
        static let autoSubmitted = Signs(rawValue: 1024)
        /// It answers another mail: `In-Reply-To`.
        static let answer = Signs(rawValue: 2048)
    }

    private(set) var signs: Signs = []
    /// Selected fields in lower case, a line each.
    private(set) var text: [UInt8] = []
    /// The subject within `text`, without the name.
    private(set) var subject: Range<Int> = 0..<0
    private(set) var from: Range<Int> = 0..<0
    private(set) var fromAddress: [UInt8]?
    /// Addresses of To, lower case.
    private(set) var to: [[UInt8]] = []
    /// `X-Failed-Recipients` of Exim and Gmail.
    private(set) var failedRecipients: [[UInt8]] = []
    /// Dialects that the header shows.
    private(set) var dialects: [Int] = []

    private static let valueLimit = 200

    init(_ root: Part, _ rules: Rules) {
        text.reserveCapacity(1024)
        let bytes = root.bytes
        var sawReceived = false
        var sawNoise = false
        for field in root.fields {
            let name = field.nameRange
            guard !name.isEmpty, name.count <= 40 else { continue }
            switch ASCII.lowercased(bytes[name.lowerBound]) {
            case UInt8(ascii: "r"):
                if equalsIgnoringCase(bytes, name, "received") {
                    if sawReceived { continue }
                    sawReceived = true
                } else if equalsIgnoringCase(bytes, name, "return-path") {
                    let value = trimmed(bytes, field.valueRange)
                    if value.isEmpty || equalsIgnoringCase(bytes, value, "<>")
                        || Words.contains(bytes, value, "mailer-daemon")
                    {
                        signs.insert(.nullPath)
                    }
                }
            case UInt8(ascii: "d"): if hasPrefixIgnoringCase(bytes, at: name.lowerBound, "dkim") { continue }
            case UInt8(ascii: "a"):
                if hasPrefixIgnoringCase(bytes, at: name.lowerBound, "arc-")
                    || hasPrefixIgnoringCase(bytes, at: name.lowerBound, "authentication")
                {
                    continue
                }
                if equalsIgnoringCase(bytes, name, "auto-submitted"),
                    !equalsIgnoringCase(bytes, trimmed(bytes, field.valueRange), "no")
                {
                    signs.insert(.autoSubmitted)
                }
            case UInt8(ascii: "i"): if equalsIgnoringCase(bytes, name, "in-reply-to") { signs.insert(.answer) }
            case UInt8(ascii: "t"):
                if equalsIgnoringCase(bytes, name, "to"), to.count < 50 {
                    for address in AddressList.parse(bytes, field.valueRange) {
                        to.append(lowercasedASCII([UInt8](address.description.utf8)))
                    }
                }
            case UInt8(ascii: "x"):
                if isNoise(bytes, name.lowerBound) {
                    // The name of one is enough to know the server.
                    if sawNoise { continue }
                    sawNoise = true
                    add(bytes, name, name.upperBound..<name.upperBound)
                    continue
                }
                if equalsIgnoringCase(bytes, name, "x-failed-recipients") {
                    signs.insert(.failedRecipients)
                    for address in AddressList.parse(bytes, field.valueRange) where failedRecipients.count < 1000 {
                        if let clean = AddressReader.clean([UInt8](address.description.utf8)) {
                            failedRecipients.append(clean)
                        }
                    }
                }
            default: break
            }
            add(bytes, name, field.valueRange)
        }
        if fromAddress == nil, !from.isEmpty {
            fromAddress = AddressReader.first(in: text, from).map(\.address)
        }
        let type = root.contentType
        if type.type == "multipart", type.subtype == "report",
            type["report-type"].map({ $0.lowercased().hasSuffix("delivery-status") }) ?? true
        {
            signs.insert(.report)
        }
        note(rules)
    }

    /// Long fields that filters add and that say nothing.
    private func isNoise(_ bytes: [UInt8], _ start: Int) -> Bool {
        hasPrefixIgnoringCase(bytes, at: start, "x-ms-") || hasPrefixIgnoringCase(bytes, at: start, "x-google")
            || hasPrefixIgnoringCase(bytes, at: start, "x-gm-") || hasPrefixIgnoringCase(bytes, at: start, "x-spam")
            || hasPrefixIgnoringCase(bytes, at: start, "x-forefront")
            || hasPrefixIgnoringCase(bytes, at: start, "x-received")
            || hasPrefixIgnoringCase(bytes, at: start, "x-microsoft")
    }

    private mutating func add(_ bytes: [UInt8], _ name: Range<Int>, _ value: Range<Int>) {
        guard text.count < 32 << 10 else { return }
        for index in name where !ASCII.isBlank(bytes[index]) { text.append(ASCII.lowercased(bytes[index])) }
        text.append(UInt8(ascii: ":"))
        text.append(0x20)
        let start = text.count
        let isSubject = equalsIgnoringCase(bytes, name, "subject")
        let isFrom = equalsIgnoringCase(bytes, name, "from")
        if isSubject || isFrom {
            // Encoded words and 8-bit subjects have to be read to be known.
            let decoded = FoldedText(decodeEncodedWords(bytes, value), limit: 1000)
            appendLine(decoded.lower, 0..<decoded.count)
            if isSubject, subject.isEmpty { subject = start..<text.count }
            if isFrom, from.isEmpty { from = start..<text.count }
        } else {
            appendLine(bytes, value.lowerBound..<min(value.upperBound, value.lowerBound + OuterHeader.valueLimit))
        }
        text.append(0x0A)
    }

    private mutating func appendLine(_ bytes: [UInt8], _ range: Range<Int>) {
        var blank = true
        for index in range {
            let byte = bytes[index]
            if ASCII.isSpace(byte) {
                blank = true
                continue
            }
            if blank, text.last != 0x20 { text.append(0x20) }
            blank = false
            text.append(ASCII.lowercased(byte))
        }
    }

    private mutating func note(_ rules: Rules) {
        for found in rules.find(in: text.span) {
            let isLineStart = found.start == 0 || text[found.start - 1] == 0x0A
            switch found.cue {
            case .daemon: if from.contains(found.start) { signs.insert(.daemon) }
            case .bounceSubject:
                if isLineStart || subject.contains(found.start) { signs.insert(.bounceSubject) }
            case .delaySubject: if isLineStart || subject.contains(found.start) { signs.insert(.delaySubject) }
            case .successSubject: if isLineStart { signs.insert(.successSubject) }
            case .humanSubject: if isLineStart { signs.insert(.humanSubject) }
            case .autoReply: if isLineStart { signs.insert(.autoReply) }
            case .list: if isLineStart { signs.insert(.list) }
            case .dialectHeader(let number): if !dialects.contains(number) { dialects.append(number) }
            default: break
            }
        }
        // QUIRK: `From: <>`, from a mail system that has no name.
        if !from.isEmpty, equalsIgnoringCase(text, trimmed(text, from), "<>") { signs.insert(.daemon) }
    }

    func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
}
