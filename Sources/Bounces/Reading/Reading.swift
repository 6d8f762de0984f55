import MIME

/// The reading of one mail: tries the readers in the order of how sure they are, and collects what they say.
struct Reading {
    let message: Message
    let rules: Rules
    let outline: Outline
    let header: OuterHeader

    var kind = Report.Kind.other
    var rule = "none"
    var feedbackType: String?
    var recipients: [Recipient] = []
    /// The sender's addresses, once asked for.
    var senders: [[UInt8]]?
    /// Whom the report names, in lower case: what is said of one is not said of another.
    var reported: [[UInt8]] = []
    var evidence: [Evidence] = []
    var originals = OriginalReader()
    private var notice: Notice?
    private var isNoticeRead = false
    /// Whether this mail came out of another one: then no third is opened.
    var isInner = false
    /// The dialect of the notice, once found.
    var dialect: Int?
    /// Whether evidence is wanted. It decides nothing but whether steps are written down.
    let isExplained: Bool

    init(_ message: Message, _ rules: Rules, isExplained: Bool) {
        self.message = message
        self.rules = rules
        self.isExplained = isExplained
        outline = Outline(message)
        header = OuterHeader(message.parts[0], rules)
    }

    mutating func read() {
        readOriginalParts()
        // Standards first.
        if let part = outline.feedback, readFeedback(message.parts[part]) { return }
        if let part = outline.disposition, readReceipt(message.parts[part]) { return }
        if readComplaintOfHotmail() { return }
        if header.signs.contains(.autoReply), !isMachine || isAnswerOfOffice {
            // A vacation note may come with an empty return path, and may quote what it answers.
            if readUnsubscribe() { return }
            conclude(.autoReply, "auto-reply", "the header says so: RFC 3834, or a subject of vacation notes")
            return
        }
        if readUnsubscribe() { return }
        if header.signs.contains(.ticket), !header.signs.isSuperset(of: [.report, .nullPath]) {
            // Whatever it carries or quotes was somebody else's.
            readRest(readNotice())
            return
        }
        findDialect(nil)
        if readDeliveryStatusParts() { return }
        let notice = readNotice()
        if let notice {
            readQuotedOriginal(notice)
            if readNotification(notice) { return }
            if readEmbeddedReport(notice) { return }
            if readWords(notice) { return }
        }
        if readWithoutWords(notice) { return }
        readRest(notice)
    }

    /// Whether a mail system sent this.
    var isMachine: Bool {
        header.signs.contains(.daemon) || header.signs.contains(.report) || header.signs.contains(.failedRecipients)
    }

    mutating func conclude(
        _ kind: Report.Kind, _ rule: String, _ because: @autoclosure () -> String,
        line: @autoclosure () -> String? = nil
    ) {
        self.kind = kind
        self.rule = rule
        guard isExplained else { return }
        evidence.append(Evidence(step: "kind", rule: rule, line: line(), outcome: kind.rawValue + ": " + because()))
    }

    /// Writes a step down. Its words are only put together where evidence is wanted.
    mutating func note(
        _ step: String, _ rule: String, offset: Int? = nil, line: @autoclosure () -> String? = nil,
        _ outcome: @autoclosure () -> String
    ) {
        guard isExplained, evidence.count < 500 else { return }
        evidence.append(Evidence(step: step, rule: rule, offset: offset, line: line(), outcome: outcome()))
    }

    /// Writes down that a mail names more recipients than are read, however much evidence there is by then.
    mutating func noteUnread(_ count: Int?) {
        guard isExplained else { return }
        let limit = "no more than \(NoticeReader.candidateLimit) recipients of a mail are read: "
        evidence.append(
            Evidence(
                step: "recipient", rule: "limit", outcome: limit + (count.map(String.init) ?? "some") + " more not read"
            ))
    }

    // MARK: Texts

    /// The first text of the mail that says something. Read once, and only if asked for: a report speaks for itself.
    mutating func readNotice() -> Notice? {
        if !isNoticeRead {
            isNoticeRead = true
            notice = firstNotice()
            if let notice { findDialect(notice) }
        }
        return notice
    }

    private func firstNotice() -> Notice? {
        for index in outline.plain.prefix(8) {
            var text = message.parts[index].text()
            text = BareReturns.mended(text) ?? text
            if trimmed(text, 0..<text.count).count > 3 { return Notice(text, rules) }
        }
        for index in outline.html.prefix(2) {
            let text = HTMLText.plain(message.parts[index].text())
            if trimmed(text, 0..<text.count).count > 3 { return Notice(text, rules) }
        }
        return nil
    }

    /// The dialect that most of the signs speak for: one in the text counts more than one in the header.
    private mutating func findDialect(_ notice: Notice?) {
        let known = dialect
        var best = 0
        func weigh(_ number: Int, _ weight: Int) {
            guard weight > best || weight == best && number < (dialect ?? .max) else { return }
            best = weight
            dialect = number
        }
        for number in header.dialects { weigh(number, rules.isLocal(number) ? 12 : 2) }
        for found in notice?.cues ?? [] {
            if case .dialectText(let number) = found.cue {
                let own = header.dialects.contains(number) ? 5 : 3
                weigh(number, rules.isLocal(number) ? 10 + own : own)
            }
        }
        if let dialect, dialect != known {
            note("dialect", rules.name(dialect), "its signs stand in header or notice")
        }
    }

    /// The name under which a rule about the notice goes.
    var dialectName: String { dialect.map(rules.name) ?? "notice" }

    // MARK: The returned original

    private mutating func readOriginalParts() {
        guard let index = outline.original else { return }
        let parts = message.parts
        guard outline.originalIsMessage, let first = outline.originalParts.first else {
            let (bytes, range) = parts[index].body()
            originals.read(bytes, range)
            originals.readBody(bytes, range)
            return
        }
        originals.read(parts[first])
        for index in outline.originalParts where !parts[index].isContainer { originals.readBody(parts[index]) }
    }

    /// The original that is quoted behind a separator, in the notice itself.
    mutating func readQuotedOriginal(_ notice: Notice) {
        guard notice.cut < notice.text.count, outline.original == nil else { return }
        var start = notice.cut
        if let separator = notice.separator { start = separator.upperBound }
        if start < notice.text.count, notice.separator != nil {
            start = firstIndex(of: 0x0A, in: notice.text.bytes, start..<notice.text.count).map { $0 + 1 } ?? start
        }
        // Behind the separator may stand an underline, or the part header of a report that is text.
        for _ in 0..<6 {
            let end = firstIndex(of: 0x0A, in: notice.text.bytes, start..<notice.text.count) ?? notice.text.count
            let line = trimmed(notice.text.bytes, start..<end)
            let isDrawn = line.allSatisfy { !ASCII.isAlphanumeric(notice.text.bytes[$0]) }
            guard end < notice.text.count,
                isDrawn || hasPrefixIgnoringCase(notice.text.bytes, at: line.lowerBound, "content-")
            else { break }
            start = end + 1
        }
        originals.read(notice.text.bytes, start..<notice.text.count)
        originals.readBody(notice.text.bytes, start..<notice.text.count)
        note("original", "quoted", offset: start, "the returned original is read from here on")
    }
}
