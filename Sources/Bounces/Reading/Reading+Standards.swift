import MIME

extension Reading {
    // MARK: Feedback reports, RFC 5965

    mutating func readFeedback(_ part: Part) -> Bool {
        let body = part.decodedBody()
        let report = FeedbackReportReader(body)
        guard !report.type.isEmpty || !report.recipients.isEmpty else { return false }
        originals.setEnvelopeID(report.envelopeID)
        if report.type == "not-spam" {
            conclude(.other, "feedback-not-spam", "a feedback report that takes a complaint back")
            return true
        }
        var addresses = report.recipients
        if addresses.isEmpty { addresses = originals.complainers }
        for address in addresses { addComplainer(address, "feedback-report", remote: report.reporter) }
        if addresses.count > NoticeReader.candidateLimit { noteUnread(addresses.count - NoticeReader.candidateLimit) }
        feedbackType = report.type.isEmpty ? nil : report.type
        let type = report.type.isEmpty ? "of no type" : report.type
        conclude(.complaint, "feedback-report", "a feedback report, \(type)", line: report.line)
        return true
    }

    /// QUIRK: Microsoft's feedback loop (JMRP) hands on the mail and says in the subject alone what it is.
    mutating func readComplaintOfHotmail() -> Bool {
        let subject = trimmed(header.text, header.subject)
        guard hasPrefix(header.text, at: subject.lowerBound, "complaint about message from "),
            outline.originalIsMessage,
            let first = outline.originalParts.first,
            let field = message.parts[first].first("x-hmxmroriginalrecipient"),
            let address = AddressReader.fromField(message.parts[first].bytes, field.valueRange)
        else { return false }
        addComplainer(address, "feedback-report")
        conclude(.complaint, "feedback-report", "a complaint by Microsoft's feedback loop")
        return true
    }

    mutating func addComplainer(_ address: [UInt8], _ rule: String, remote: String? = nil) {
        guard recipients.count < NoticeReader.candidateLimit else { return }
        recipients.append(
            Recipient(
                address: Words.string(address), action: .failed, classification: .soft, reason: .undefined,
                remoteMTA: remote, rule: rule))
    }

    // MARK: Receipts, RFC 8098

    mutating func readReceipt(_ part: Part) -> Bool {
        let body = part.decodedBody()
        let fields = DeliveryStatusReader(body, 0..<body.count)
        for recipient in fields.recipients {
            guard let address = AddressReader.fromField(body, recipient.final) else { continue }
            recipients.append(
                Recipient(
                    address: Words.string(address),
                    original: AddressReader.fromField(body, recipient.original).map(Words.string),
                    action: .delivered, classification: .soft, reason: .undefined, rule: "mdn"))
        }
        // QUIRK: Sieve's `reject` (RFC 5429 2.1) and Dovecot's quota answer with a receipt that says `deleted`.
        if isMachine || header.signs.contains(.autoSubmitted), Words.contains(body, 0..<body.count, "deleted"),
            Words.contains(header.text, 0..<header.text.count, "reject")
        {
            return readRejection(recipients.map(\.address))
        }
        conclude(.receipt, "mdn", "a message disposition notification")
        return true
    }

    private mutating func readRejection(_ addresses: [String]) -> Bool {
        var words: [UInt8] = []
        if let notice = readNotice() { Words.append(notice.text.bytes, 0..<min(notice.wordsEnd, 4096), to: &words) }
        recipients = []
        for address in addresses {
            recipients.append(
                judge(
                    [UInt8](address.utf8), original: nil, action: .failed, status: nil, diagnostic: words, remote: [],
                    rule: "mdn-rejection"))
        }
        conclude(.bounce, "mdn-rejection", "a receipt that says that the mail was rejected and deleted")
        return true
    }

    // MARK: Requests to be taken off

    /// `unsubscribe` as subject, or as the only word of a mail without a telling subject.
    mutating func readUnsubscribe() -> Bool {
        guard !isMachine, !header.signs.contains(.humanSubject) else { return false }
        let subject = trimmed(header.text, header.subject)
        guard UnsubscribeWords.isRequest(header.text, subject) || subject.isEmpty && isRequestBody() else {
            return false
        }
        if let from = header.fromAddress { addComplainer(from, "unsubscribe") }
        if header.signs.contains(.autoReply), header.signs.contains(.autoSubmitted) {
            // A mail program that was told to opt out writes this by itself (RFC 3834 says so in its header).
            conclude(.complaint, "opt-out", "an opt-out that a mail program sent for its user")
        } else {
            conclude(.unsubscribe, "unsubscribe", "the mail asks to be taken off, and nothing else")
        }
        return true
    }

    private func isRequestBody() -> Bool {
        guard let part = outline.plain.first.map({ message.parts[$0] }), part.bodyRange.count < 4096 else {
            return false
        }
        let text = lowercasedASCII(part.text())
        let line = firstLine(text)
        return UnsubscribeWords.isRequest(text, line)
    }

    private func firstLine(_ text: [UInt8]) -> Range<Int> {
        let body = trimmed(text, 0..<text.count)
        let end = firstIndex(of: 0x0A, in: text, body) ?? body.upperBound
        return trimmed(text, body.lowerBound..<end)
    }

    // MARK: Delivery status, RFC 3464

    mutating func readDeliveryStatusParts() -> Bool {
        guard !outline.deliveryStatus.isEmpty else { return false }
        // A person's mail with a report part in it is a person's mail; so is one of a program that passes it on.
        guard isMachine || isFromNobody || outline.deliveryStatus == [0] && !isLetter else { return false }
        for part in outline.deliveryStatus {
            let (bytes, range) = message.parts[part].body()
            readReport(
                bytes.count == range.count ? BareReturns.mended(bytes) ?? bytes : bytes, range, from: range.lowerBound)
        }
        readAppended()
        return concludeReport("dsn")
    }

    /// QUIRK: a second mail glued to the first, behind the closing boundary (RFC 2046 5.1.1 calls it the epilogue): the
    /// postmaster's copy of a bounce, stored as one file with it. It is a report of its own.
    private mutating func readAppended() {
        guard !isInner, let last = message.parts.lastIndex(where: { $0.parent == 0 }) else { return }
        let bytes = message.bytes
        let range = trimmed(bytes, message.parts[last].range.upperBound..<bytes.count)
        guard range.count > 400, let start = firstIndex(of: "\nFrom ", in: bytes, range),
            Words.contains(bytes, start..<min(range.upperBound, start + 8192), "mailer-daemon")
        else { return }
        var inner = Reading(
            Message([UInt8](bytes[(start + 1)..<range.upperBound])), rules, isExplained: isExplained)
        inner.isInner = true
        inner.read()
        guard inner.kind == .bounce || inner.kind == .delay else { return }
        note("recipient", "appended", offset: start + 1, "a second report stands behind the first")
        recipients += inner.recipients
    }

    /// A report that stands in the text: from a broken multipart, or from a gateway that has no other way.
    mutating func readEmbeddedReport(_ notice: Notice) -> Bool {
        guard let start = notice.embeddedReport else { return false }
        if header.signs.contains(.humanSubject), !isMachine { return false }
        guard isMachine || header.signs.contains(.nullPath) || header.signs.contains(.bounceSubject) && !isLetter
        else { return false }
        readReport(notice.text.bytes, start..<notice.cut, from: 0)
        return concludeReport("dsn-text")
    }

    private mutating func concludeReport(_ rule: String) -> Bool {
        guard !recipients.isEmpty else { return false }
        if outline.original == nil, let notice = readNotice() { readQuotedOriginal(notice) }
        if recipients.contains(where: { $0.action == .failed }) {
            conclude(.bounce, rule, "a report of failed delivery")
        } else if recipients.contains(where: { $0.action == .delayed }) {
            if let notice = readNotice(), let found = notice.first(.givenUp) {
                conclude(
                    .bounce, rule, "a report of delayed delivery whose words say that it was given up",
                    line: notice.excerpt(ofFlow: found.start))
            } else {
                conclude(.delay, rule, "a report of delayed delivery")
            }
        } else {
            conclude(.delivered, rule, "a report of delivery, relaying or expansion")
        }
        return true
    }

    /// - Parameter origin: Where the text begins that the report is in; offsets of the evidence are of that text.
    private mutating func readReport(_ body: [UInt8], _ range: Range<Int>, from origin: Int) {
        let reader = DeliveryStatusReader(body, range)
        if !reader.envelopeID.isEmpty {
            originals.setEnvelopeID(Words.string(Words.joined(body, reader.envelopeID)))
        }
        if reader.recipients.count > 1 {
            reported = reader.recipients.prefix(20).compactMap {
                AddressReader.fromField(body, $0.final).map(lowercasedASCII)
            }
        }
        var words: NoticeReader?
        for (number, fields) in reader.recipients.enumerated() {
            guard recipients.count < NoticeReader.candidateLimit else {
                noteUnread(reader.recipients.count - number)
                break
            }
            var final = AddressReader.fromField(body, fields.final)
            var first = AddressReader.fromField(body, fields.original)
            let actual = AddressReader.fromField(body, fields.actual)
            if final == nil || actual != nil && actual != final {
                if let actual {
                    first = first ?? final
                    final = actual
                }
            }
            let diagnostic = reader.typedText(fields.diagnostic)
            let remote = reader.typedText(fields.remoteMTA)
            let status = reader.status(fields)
            if final == nil, first == nil {
                final =
                    AddressReader.implausible(fromField: body, fields.final)
                    ?? AddressReader.implausible(fromField: body, fields.original)
            }
            if let alias = final, let made = madeFrom(alias, diagnostic, &words) {
                first = first ?? alias
                final = made
            }
            if final == nil, first == nil {
                // QUIRK: no local part, or no recipient at all: whom the words name, then whom the original was for.
                let isOneOfMany = reader.recipients.count > 1
                if let found = AddressReader.first(in: diagnostic, 0..<diagnostic.count) {
                    final = found.address
                } else if !isOneOfMany, let notice = readNotice() {
                    words = words ?? NoticeReader(notice, excluded: ownAddresses)
                    final = words?.best(limit: .mentioned).first?.address
                }
                if final == nil, !isOneOfMany { final = header.failedRecipients.first ?? originals.recipients.first }
                if final != nil {
                    note("recipient", "dsn", "the report names nobody: taken from the words or the original")
                }
            }
            guard let address = final ?? first else { continue }
            let action = reader.action(fields) ?? impliedAction(status)
            var recipient = judge(
                address, original: first, action: action, status: status, diagnostic: diagnostic, remote: remote,
                rule: dialect.map(rules.name) ?? "dsn", offset: fields.offset - origin)
            // A poor diagnostic: the human words about this recipient may say more.
            // "Expired" is what became of the mail; the words may say what it waited for.
            let isOpen =
                recipient.reason == .undefined
                || isPoor(diagnostic) && (recipient.reason == .expired || status?.hasSuffix(".0") ?? true)
            if action.isFailure, isOpen,
                let notice = readNotice(), notice.wordsEnd > 0
            {
                words = words ?? NoticeReader(notice, excluded: [])
                if let words, let better = judgeAgain(recipient, address, diagnostic, remote, status, words) {
                    recipient = better
                }
            }
            // QUIRK: Postfix and Exim say in their words alone which command was refused.
            if action.isFailure, recipient.reason.isAddressDead, mayNameMailStage(), let notice = readNotice(),
                notice.wordsEnd > 0
            {
                let reader = words ?? NoticeReader(notice, excluded: [])
                words = reader
                var text: [UInt8] = []
                append(reader, about: address, to: &text)
                if ReasonJudge.namesOnlyMailStage(text.span) {
                    note("reason", recipient.rule, "the words say that MAIL FROM was refused, not this recipient")
                    recipient = judge(
                        address, original: first, action: action, status: status, diagnostic: diagnostic,
                        remote: remote, rule: recipient.rule, offset: fields.offset - origin, stage: .mail)
                }
            }
            recipients.append(recipient)
        }
    }

    /// QUIRK: Exim's report names the alias as the final recipient; its words and `X-Failed-Recipients` name what the alias
    /// led to, `a@b` with `(generated from alias@b)` below.
    private mutating func madeFrom(_ alias: [UInt8], _ diagnostic: [UInt8], _ words: inout NoticeReader?) -> [UInt8]? {
        let alias = lowercasedASCII(alias)
        guard !header.failedRecipients.isEmpty,
            !header.failedRecipients.contains(where: { lowercasedASCII($0) == alias }), let notice = readNotice()
        else { return nil }
        let reader = words ?? NoticeReader(notice, excluded: [])
        words = reader
        let made = reader.candidates.filter { $0.origin.map(lowercasedASCII) == alias }.map(\.address)
        if let said = AddressReader.first(in: diagnostic, 0..<diagnostic.count).map({ lowercasedASCII($0.address) }),
            let named = made.first(where: { lowercasedASCII($0) == said })
        {
            return named
        }
        return made.first { address in !recipients.contains { $0.address == Words.string(address) } }
    }

    /// Where the report has no Action: what the status or the words say.
    private mutating func impliedAction(_ status: String?) -> Action {
        if let status {
            if status.hasPrefix("2") { return .delivered }
            if status.hasPrefix("5") { return .failed }
        }
        return readNotice().map { action(from: $0) } ?? .failed
    }

    /// Whether a diagnostic has no words of its own: `smtp; 550`, `x-postfix; unknown`.
    private func isPoor(_ diagnostic: [UInt8]) -> Bool {
        var letters = 0
        for byte in diagnostic where ASCII.isLetter(byte) || byte >= 0x80 {
            letters += 1
            if letters > 8 { return false }
        }
        return true
    }

    private mutating func judgeAgain(
        _ recipient: Recipient, _ address: [UInt8], _ diagnostic: [UInt8], _ remote: [UInt8], _ status: String?,
        _ words: NoticeReader
    ) -> Recipient? {
        var text = diagnostic
        append(words, about: address, to: &text)
        guard text.count > diagnostic.count else { return nil }
        let second = judge(
            address, original: recipient.original.map { [UInt8]($0.utf8) }, action: recipient.action, status: status,
            diagnostic: text, remote: remote, rule: recipient.rule, shown: diagnostic.isEmpty ? nil : diagnostic)
        // What a server says of many failures explains this one, and does not prove that an address is dead: not against an
        // answer that has words of its own, nor against a status for now. A delay silences nobody.
        if second.reason.isAddressDead, recipient.action == .failed,
            !isPoor(diagnostic) || status?.hasPrefix("4") == true
        {
            return nil
        }
        return second.reason == .undefined ? nil : second
    }

    /// The words of a notice about a recipient, or all where it names that one nowhere.
    private func append(_ words: NoticeReader, about address: [UInt8], to text: inout [UInt8]) {
        let list = words.best(limit: .sentence)
        let folded = lowercasedASCII(address)
        if let index = list.firstIndex(where: { lowercasedASCII($0.address) == folded }) {
            let range = wordsInContext(words.words(about: index, of: list), isAlone: list.count == 1, words.notice)
            Words.append(words.notice.text.bytes, range, to: &text)
        } else {
            Words.append(words.notice.text.bytes, 0..<min(words.notice.wordsEnd, 4096), to: &text)
        }
    }

    /// Whether a text of the notice may speak of MAIL FROM. Spares reading those that do not.
    private func mayNameMailStage() -> Bool {
        (outline.plain.prefix(8) + outline.html.prefix(2)).contains { index in
            let part = message.parts[index]
            if part.transferEncoding == .base64 || part.transferEncoding == .quotedPrintable { return true }
            let start = part.bodyRange.lowerBound
            let range = start..<min(part.bodyRange.upperBound, start + 16_384)
            return firstIndexIgnoringCase(of: "mail from", in: part.bytes.span, range) != nil
        }
    }
}
