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
        /// `[Ticket#42] RE: …`: besides `humanSubject`.
        static let taggedAnswer = Signs(rawValue: 32768)
        /// A help desk or a tracker sent it.
        static let ticket = Signs(rawValue: 4096)
        /// It was written with a person's mail program.
        static let personalProgram = Signs(rawValue: 8192)
        /// A subject or a field that vacation notes have. `Auto-Submitted: auto-replied` is none: notices of mail systems say so
        /// as well.
        static let vacation = Signs(rawValue: 65536)
        /// `Return-Path` names an address. A notice of a mail system names none, RFC 5321 4.5.5.
        static let senderPath = Signs(rawValue: 16384)
    }

    private(set) var signs: Signs = []
    /// Selected fields in lower case, a line each.
    private(set) var text: [UInt8] = []
    /// The subject within `text`, without the name.
    private(set) var subject: Range<Int> = 0..<0
    private(set) var from: Range<Int> = 0..<0
    /// The values of To in `bytes`.
    private var toValues: [Extent] = []
    /// `X-Failed-Recipients` of Exim and Gmail.
    private(set) var failedRecipients: [[UInt8]] = []
    /// How many more there are than are read.
    private(set) var unreadFailedRecipients = 0
    /// Dialects that the header shows.
    private(set) var dialects: [Int] = []
    /// Those of them that From shows. Other fields tell of the servers on the way, and of the subject a person keeps.
    private(set) var dialectsInFrom: [Int] = []

    private let bytes: [UInt8]

    init(_ root: Part, _ rules: Rules) {
        let bytes = root.bytes
        self.bytes = bytes
        text.reserveCapacity(960)
        var sawNoise = false
        for field in root.fields {
            let name = field.nameRange
            guard !name.isEmpty, name.count <= 32 else { continue }
            switch use(bytes, name, field.valueRange) {
            case .none: break
            case .words: addWords(bytes, name, field.valueRange)
            case .value(let limit): add(bytes, name, field.valueRange, limit)
            case .noise:
                // The name of one is enough to know the server.
                if !sawNoise { add(bytes, name, field.valueRange, 0) }
                sawNoise = true
            }
        }
        lowerText()
        let type = root.contentType
        if type.type == "multipart", type.subtype == "report",
            type["report-type"].map({ $0.lowercased().hasSuffix("delivery-status") }) ?? true
        {
            signs.insert(.report)
        }
        note(rules)
    }

    /// The address in From, lower case.
    var fromAddress: [UInt8]? { from.isEmpty ? nil : AddressReader.first(in: text, from)?.address }

    /// The addresses of To, lower case.
    var to: [[UInt8]] {
        var list: [[UInt8]] = []
        for value in toValues {
            for address in AddressReader.list(bytes, value.range) where list.count < 100 {
                list.append(lowercasedASCII([UInt8](address.utf8)))
            }
        }
        return list
    }

    // MARK: Fields

    /// How much of a field goes into `text`.
    private enum Use {
        case none
        /// All of it, decoded.
        case words
        case value(Int)
        /// Its name, once for all such fields: filters add many that say nothing.
        case noise
    }

    private mutating func use(_ bytes: [UInt8], _ name: Range<Int>, _ value: Range<Int>) -> Use {
        let start = name.lowerBound
        switch ASCII.lowercased(bytes[start]) {
        case UInt8(ascii: "s"):
            if equalsIgnoringCase(bytes, name, "subject") { return subject.isEmpty ? .words : .none }
            return equalsIgnoringCase(bytes, name, "sender") ? .value(80) : .none
        case UInt8(ascii: "f"):
            return equalsIgnoringCase(bytes, name, "from") && from.isEmpty ? .words : .none
        case UInt8(ascii: "r"):
            // The topmost says who made the mail: `(qmail 42 invoked for bounce)`.
            if equalsIgnoringCase(bytes, name, "received") { return value.count < 120 ? .value(60) : .none }
            if hasPrefixIgnoringCase(bytes, at: start, "rt-") { return .value(40) }
            guard equalsIgnoringCase(bytes, name, "return-path") else { return .none }
            let path = trimmed(bytes, value)
            if path.isEmpty || equalsIgnoringCase(bytes, path, "<>") || Words.contains(bytes, path, "mailer-daemon") {
                signs.insert(.nullPath)
            } else if firstIndex(of: UInt8(ascii: "@"), in: bytes, path) != nil {
                signs.insert(.senderPath)
            }
            return .value(80)
        case UInt8(ascii: "a"):
            guard equalsIgnoringCase(bytes, name, "auto-submitted") else { return .none }
            if !equalsIgnoringCase(bytes, trimmed(bytes, value), "no") { signs.insert(.autoSubmitted) }
            return .value(80)
        case UInt8(ascii: "i"):
            if equalsIgnoringCase(bytes, name, "in-reply-to") { signs.insert(.answer) }
            return .none
        case UInt8(ascii: "t"):
            if equalsIgnoringCase(bytes, name, "to"), toValues.count < 20 { toValues.append(Extent(value)) }
            return .none
        case UInt8(ascii: "c"): return equalsIgnoringCase(bytes, name, "content-type") ? .value(160) : .none
        case UInt8(ascii: "d"): return equalsIgnoringCase(bytes, name, "delivered-to") ? .value(60) : .none
        case UInt8(ascii: "l"), UInt8(ascii: "p"): return .value(40)
        case UInt8(ascii: "u"): return equalsIgnoringCase(bytes, name, "user-agent") ? .value(60) : .none
        case UInt8(ascii: "x"):
            if isNoise(bytes, start) { return .noise }
            if equalsIgnoringCase(bytes, name, "x-failed-recipients") { takeFailedRecipients(value) }
            return .value(60)
        default: return .none
        }
    }

    private func isNoise(_ bytes: [UInt8], _ start: Int) -> Bool {
        switch ASCII.lowercased(start + 2 < bytes.count ? bytes[start + 2] : 0) {
        case UInt8(ascii: "m"):
            hasPrefixIgnoringCase(bytes, at: start, "x-ms-") || hasPrefixIgnoringCase(bytes, at: start, "x-microsoft")
        case UInt8(ascii: "g"):
            hasPrefixIgnoringCase(bytes, at: start, "x-google") || hasPrefixIgnoringCase(bytes, at: start, "x-gm-")
        case UInt8(ascii: "s"): hasPrefixIgnoringCase(bytes, at: start, "x-spam")
        case UInt8(ascii: "f"): hasPrefixIgnoringCase(bytes, at: start, "x-forefront")
        case UInt8(ascii: "r"): hasPrefixIgnoringCase(bytes, at: start, "x-received")
        default: false
        }
    }

    private mutating func takeFailedRecipients(_ value: Range<Int>) {
        signs.insert(.failedRecipients)
        for address in AddressReader.list(bytes, value) {
            guard failedRecipients.count < NoticeReader.candidateLimit else {
                unreadFailedRecipients += 1
                continue
            }
            if let clean = AddressReader.clean([UInt8](address.utf8)) { failedRecipients.append(clean) }
        }
    }

    private mutating func addName(_ bytes: [UInt8], _ name: Range<Int>) {
        append(bytes.span, name, to: &text)
        text.append(UInt8(ascii: ":"))
        text.append(0x20)
    }

    private mutating func add(_ bytes: [UInt8], _ name: Range<Int>, _ value: Range<Int>, _ limit: Int) {
        guard text.count < 16 << 10 else { return }
        addName(bytes, name)
        addLine(bytes, value.lowerBound..<min(value.upperBound, value.lowerBound + limit))
        text.append(0x0A)
    }

    /// Subject and From: encoded words and capitals above ASCII have to be read to be known.
    private mutating func addWords(_ bytes: [UInt8], _ name: Range<Int>, _ value: Range<Int>) {
        let isSubject = name.count == 7
        addName(bytes, name)
        let start = text.count
        let value = value.lowerBound..<min(value.upperBound, value.lowerBound + 2000)
        if firstIndex(of: "=?", in: bytes, value) == nil, isASCII(bytes, value) {
            addLine(bytes, value)
        } else {
            let decoded = FoldedText(decodeEncodedWords(bytes, value), limit: 1000)
            addLine(decoded.lower, 0..<decoded.count)
        }
        if isSubject { subject = start..<text.count } else { from = start..<text.count }
        text.append(0x0A)
    }

    /// A value without blanks at its ends, on one line.
    private mutating func addLine(_ bytes: [UInt8], _ value: Range<Int>) {
        let value = trimmed(bytes, value)
        if firstIndex(of: 0x0A, in: bytes, value) == nil, firstIndex(of: 0x0D, in: bytes, value) == nil {
            append(bytes.span, value, to: &text)
        } else {
            text.append(contentsOf: Words.joined(bytes, value))
        }
    }

    private mutating func lowerText() {
        for index in text.indices {
            let byte = text[index]
            text[index] = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
        }
    }

    private mutating func note(_ rules: Rules) {
        // Where the prefix of an answer ends, such as `Re:`.
        var prefixEnd = 0
        // Whether the name in From is one that no person bears.
        var isNobody = false
        for found in rules.find(in: text.span) {
            let isLineStart = found.start == 0 || text[found.start - 1] == 0x0A
            switch found.cue {
            case .daemon:
                if from.contains(found.start) {
                    signs.insert(.daemon)
                    isNobody = true
                }
            case .office: if from.contains(found.start) { signs.insert(.daemon) }
            case .bounceSubject:
                if isLineStart || subject.contains(found.start), !isQuestion(found.end) { signs.insert(.bounceSubject) }
            case .delaySubject: if isLineStart || subject.contains(found.start) { signs.insert(.delaySubject) }
            case .successSubject: if isLineStart { signs.insert(.successSubject) }
            case .humanSubject:
                if isLineStart {
                    signs.insert(.humanSubject)
                    prefixEnd = max(prefixEnd, found.end)
                }
            case .autoReply:
                guard isLineStart else { break }
                signs.insert(.autoReply)
                if !hasPrefix(text, at: found.start, "auto-submitted") { signs.insert(.vacation) }
            case .list: if isLineStart { signs.insert(.list) }
            case .ticket:
                // Of a session with itself, a server tells what became of a mail.
                if isLineStart, !hasPrefix(text, at: found.end, " localhost[") { signs.insert(.ticket) }
            case .personalProgram: if isLineStart { signs.insert(.personalProgram) }
            case .dialectHeader(let number):
                if !dialects.contains(number) { dialects.append(number) }
                if from.contains(found.start), !dialectsInFrom.contains(number) { dialectsInFrom.append(number) }
            default: break
            }
        }
        noteTags(rules, prefixEnd)
        // A postmaster who writes with a mail program writes in person. One that a mail program passed on as it was, or filed,
        // keeps the name of the mail system.
        if signs.contains(.personalProgram), !signs.contains(.nullPath), !isNobody { signs.remove(.daemon) }
        // QUIRK: `From: <>`, from a mail system that has no name.
        if !from.isEmpty, equalsIgnoringCase(text, trimmed(text, from), "<>") { signs.insert(.daemon) }
    }

    /// Whether the word that ends here ends a question: "Mail delivery failed?" is no heading of a mail system.
    private func isQuestion(_ position: Int) -> Bool {
        var end = position
        while end < subject.upperBound, ASCII.isLetter(text[end]) { end += 1 }
        return end < subject.upperBound && text[end] == UInt8(ascii: "?")
    }

    /// What stands behind tags such as `[EXTERNAL] Fwd: …` and `[Ticket#42] RE: …`. A number in one is that of a ticket.
    ///
    /// - Parameter prefixEnd: Where a prefix in front of them ends: `RE: [Ticket#42] …`.
    private mutating func noteTags(_ rules: Rules, _ prefixEnd: Int) {
        let first = skipBlanks(max(subject.lowerBound, prefixEnd))
        var start = first
        while start < subject.upperBound, text[start] == UInt8(ascii: "["),
            let close = firstIndex(
                of: UInt8(ascii: "]"), in: text, start..<min(subject.upperBound, start + OuterHeader.tagLimit))
        {
            if hasNumber(start..<close) { signs.formUnion([.humanSubject, .taggedAnswer]) }
            start = skipBlanks(close + 1)
        }
        guard start > first else { return }
        let line = Array("subject: ".utf8) + text[start..<min(subject.upperBound, start + OuterHeader.tagLimit)]
        for found in rules.find(in: line.span) where found.start == 0 && found.cue == .humanSubject {
            signs.formUnion([.humanSubject, .taggedAnswer])
        }
    }

    private func skipBlanks(_ position: Int) -> Int {
        var position = position
        while position < subject.upperBound, ASCII.isBlank(text[position]) { position += 1 }
        return position
    }

    /// No tag is longer.
    private static let tagLimit = 64

    /// `#` and a digit behind it: `corp #1234`, `ticket#2026`. Or the name of what help desks number: `ticket 77`.
    private func hasNumber(_ tag: Range<Int>) -> Bool {
        let word = tag.lowerBound + 1
        if Words.hasPrefix(text, at: word, ["ticket", "case", "request", "incident", "issue", "vorgang", "anfrage"]),
            text[tag].contains(where: ASCII.isDigit)
        {
            return true
        }
        guard let mark = firstIndex(of: UInt8(ascii: "#"), in: text, tag) else { return false }
        return mark + 1 < tag.upperBound && ASCII.isDigit(text[mark + 1])
    }

    func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
}
