import MIME

extension Reading {
    // MARK: Notices in plain words

    mutating func readWords(_ notice: Notice) -> Bool {
        let reader = NoticeReader(notice, excluded: ownAddresses)
        let certainty = certainty(notice, reader)
        guard certainty > 0 else { return false }
        var list = reader.best(limit: .lineStart)
        if list.isEmpty, !header.failedRecipients.isEmpty {
            return readFailedRecipients(notice, reader)
        }
        if list.isEmpty { list = reader.best(limit: certainty > 1 ? .mentioned : .sentence) }
        let users = users(in: notice)
        if !users.isEmpty { return readUsers(users, notice) }
        guard !list.isEmpty else { return false }
        let action = action(from: notice)
        if reader.isCut { noteUnread(nil) }
        let ranges = list.indices.map { words(about: $0, of: list, reader) }
        let shares = list.count > 1 ? WordShares(list, ranges, reader) : nil
        for index in list.indices {
            let own = shares?.pieces(about: index) ?? [ranges[index]]
            let begin = list.count > 1 ? notice.lines[list[0].line].range.lowerBound : nil
            add(list[index], own, action, notice, before: begin)
        }
        // An address without a domain in the text stands whole in the header.
        for address in header.failedRecipients where list.isEmpty { addBare(address, action, notice) }
        concludeWords(action, notice)
        return true
    }

    /// To whom the notice goes, and whose the original was: a return path that differs for each mail hides the latter.
    var ownAddresses: [[UInt8]] {
        guard let from = originals.original.from else { return header.to }
        return header.to + [lowercasedASCII([UInt8](from.utf8))]
    }

    /// The header names the recipients; the text may say why.
    private mutating func readFailedRecipients(_ notice: Notice, _ reader: NoticeReader) -> Bool {
        let action = action(from: notice)
        for address in header.failedRecipients { addBare(address, action, notice) }
        if header.unreadFailedRecipients > 0 { noteUnread(header.unreadFailedRecipients) }
        concludeWords(action, notice)
        return true
    }

    private mutating func readUsers(_ users: [[UInt8]], _ notice: Notice) -> Bool {
        let action = action(from: notice)
        for address in users { addBare(address, action, notice) }
        concludeWords(action, notice)
        return true
    }

    /// Recipients without a domain, in a dialect that names them so: the words below the line that announces them.
    private func users(in notice: Notice) -> [[UInt8]] {
        guard let dialect, rules.builtIn(dialect)?.namesUsers == true, header.signs.contains(.daemon),
            let from = header.fromAddress, let at = firstIndex(of: UInt8(ascii: "@"), in: from, 0..<from.count),
            let cue = notice.first(.recipient)
        else { return [] }
        var users: [[UInt8]] = []
        var isAnnounced = false
        for line in notice.lines[notice.lineIndex(ofFlow: cue.start)...] {
            guard let last = line.range.last else {
                if isAnnounced, !users.isEmpty { break }
                continue
            }
            if !isAnnounced {
                isAnnounced = notice.text.bytes[last] == UInt8(ascii: ":")
                continue
            }
            let name = notice.text.bytes[line.range]
            guard users.count < NoticeReader.candidateLimit, !name.contains(where: ASCII.isBlank),
                let address = AddressReader.clean(Array(name) + from[at...])
            else { break }
            users.append(address)
        }
        return users
    }

    private mutating func concludeWords(_ action: Action, _ notice: Notice) {
        let (kind, because): (Report.Kind, String) =
            switch action {
            case .delayed: (.delay, "a notice that a delivery waits")
            case .failed: (.bounce, "a notice of failed delivery")
            default: (.delivered, "a notice of delivery")
            }
        conclude(
            kind, dialectName, because, line: notice.first(.failure).map { notice.excerpt(ofFlow: $0.start) })
    }

    /// 0: no notice of a mail system. 1: perhaps one. 2: one beyond doubt.
    private func certainty(_ notice: Notice, _ reader: NoticeReader) -> Int {
        let signs = header.signs
        let speaks = notice.has(.failure) || notice.has(.delay) || notice.has(.success)
        let hasDialectText = hasDialectText(notice)
        let isTwiceKnown = hasDialectText && isTwiceKnown(notice)
        let hasReturned = outline.original != nil || notice.cut < notice.text.count
        let isStructured = reader.candidates.contains { $0.place <= .dialogue }
        if isLetter, !isTwiceKnown { return 0 }
        if signs.contains(.humanSubject) || notice.has(.forwarded), !signs.contains(.daemon), !isTwiceKnown { return 0 }
        if signs.contains(.failedRecipients), signs.contains(.daemon) || signs.contains(.nullPath) { return 2 }
        if isTwiceKnown { return 2 }
        if isBait(notice, isStructured: isStructured) { return 0 }
        let hasSubstance = hasSubstance(notice)
        // A postmaster who answers in person.
        if signs.contains(.answer), !signs.contains(.nullPath), !signs.contains(.bounceSubject),
            !signs.contains(.delaySubject), !signs.contains(.report)
        {
            return 0
        }
        if signs.contains(.daemon) {
            if hasSenderPath, !hasSubstance, !signs.contains(.report) {
                // A person who writes as postmaster, or a name that anybody may give himself.
                let isHeaded = signs.contains(.bounceSubject) || signs.contains(.delaySubject)
                return isHeaded && isStructured && speaks ? 1 : 0
            }
            if signs.contains(.bounceSubject) || signs.contains(.delaySubject) { return 2 }
            if signs.contains(.successSubject), speaks { return 2 }
            // Statistics, or a word in passing: a notice names the mail or a failure first, under a subject of its own.
            if hasSenderPath, !hasReturned, !hasDialectText, !signs.contains(.report) {
                return isStructured && beginsAsNotice(notice) ? 1 : 0
            }
            if speaks || hasDialectText {
                return isStructured || hasReturned || signs.contains(.nullPath) ? 2 : 1
            }
            return signs.contains(.nullPath) && (hasReturned || isStructured) ? 1 : 0
        }
        if signs.contains(.report), speaks || hasDialectText { return 2 }
        if signs.contains(.list), !signs.contains(.nullPath) { return 0 }
        if signs.contains(.answer) || notice.has(.away) { return 0 }
        if signs.contains(.nullPath) {
            if signs.contains(.bounceSubject), isStructured || speaks && hasSubstance { return 2 }
            // An automatic answer that takes in what was written to it begins with words of its own.
            return speaks && (isStructured || hasReturned) && beginsAsNotice(notice) ? 1 : 0
        }
        // Nothing is known of who sent it. A person who asks about a bounce says so first.
        guard speaks, isStructured, hasReturned, beginsAsNotice(notice) else { return 0 }
        return hasDialectText || signs.contains(.bounceSubject) ? 1 : 0
    }

    /// What became of the delivery, from the words: it waits only if nothing says that it was given up.
    func action(from notice: Notice) -> Action {
        let isDelay = notice.has(.delay)
        let isFinal = notice.has(.final)
        if header.signs.contains(.delaySubject), !isFinal || isDelay { return .delayed }
        if isDelay, !isFinal { return header.signs.contains(.delaySubject) || saysItWaits(notice) ? .delayed : .failed }
        if notice.has(.success), !notice.has(.failure) { return .delivered }
        if header.signs.contains(.successSubject), !notice.has(.failure) { return .delivered }
        return .failed
    }

    /// "temporarily" alone tells of the refusal, not of what the server does next.
    private func saysItWaits(_ notice: Notice) -> Bool {
        for found in notice.cues where found.cue == .delay {
            let word = notice.flow[found.start..<min(found.end, notice.flow.count)]
            if !word.starts(with: Array("tempora".utf8)) { return true }
        }
        return false
    }

    // MARK: Words about a recipient

    private func words(about index: Int, of list: [NoticeReader.Candidate], _ reader: NoticeReader) -> Range<Int> {
        var range = reader.words(about: index, of: list)
        let notice = reader.notice
        if range.count > 4096 { range = range.lowerBound..<range.lowerBound + 4096 }
        // A label such as "the error that the other server returned was:" stands before the very words.
        var start: Int?
        for found in notice.cues where found.cue == .diagnosis {
            let position = notice.textPosition(ofFlow: found.end)
            if range.contains(position), start == nil { start = position }
        }
        if let start, Words.hasLetters(notice.text.bytes, start..<range.upperBound) { return start..<range.upperBound }
        // The mark between address and words belongs to neither.
        while let mark = range.first, isMark(notice.text.bytes[mark]) { range = mark + 1..<range.upperBound }
        return wordsInContext(range, isAlone: list.count == 1, notice)
    }

    /// With the words before the recipient, where they hold a phrase of the dialect's own and no other recipient is meant.
    func wordsInContext(_ range: Range<Int>, isAlone: Bool, _ notice: Notice) -> Range<Int> {
        guard isAlone, let dialect else { return range }
        for found in notice.cues where found.cue == .dialectPhrase(dialect) {
            let start = notice.textPosition(ofFlow: found.start)
            if start < range.lowerBound { return start..<range.upperBound }
        }
        return range
    }

    /// The words of a range on one line, without what the server answered to commands that it took.
    func gather(_ range: Range<Int>, _ notice: Notice, to output: inout [UInt8]) {
        guard notice.has(.transcript) else {
            Words.append(notice.text.bytes, range, to: &output)
            return
        }
        for line in notice.lines
        where line.range.lowerBound < range.upperBound && line.range.upperBound > range.lowerBound {
            let start = max(line.range.lowerBound, range.lowerBound)
            if start == line.range.lowerBound, notice.isTaken(line) { continue }
            Words.append(notice.text.bytes, start..<min(line.range.upperBound, range.upperBound), to: &output)
        }
    }

    private func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: ASCII.isSpace(byte)
        }
    }

    /// - Parameter before: Where the first recipient is named, if there are several.
    private mutating func add(
        _ candidate: NoticeReader.Candidate, _ pieces: [Range<Int>], _ action: Action, _ notice: Notice,
        before: Int?
    ) {
        note(
            "recipient", dialectName, offset: candidate.rest,
            line: notice.text.excerpt(notice.lines[candidate.line].range), Words.string(candidate.address))
        var text: [UInt8] = []
        for piece in pieces { gather(piece, notice, to: &text) }
        let hasWords = Words.hasLetters(text, 0..<text.count)
        let offset = pieces.first?.lowerBound ?? candidate.rest
        var recipient = judge(
            candidate.address, original: candidate.origin, action: action, status: nil, diagnostic: text,
            remote: remoteHost(text), rule: dialectName, offset: offset)
        if recipient.reason.isAddressDead, let first = firstParagraph(pieces, notice) {
            // Advice and explanations follow: where the answer itself says something else, that is it.
            let answer = judge(
                candidate.address, original: candidate.origin, action: action, status: nil, diagnostic: first,
                remote: remoteHost(first), rule: dialectName, offset: offset, shown: text)
            if answer.reason != .undefined, answer.reason != .expired { recipient = answer }
        }
        if recipient.reason == .undefined || !hasWords {
            // Where others are named as well, what is said of them is not said of this one.
            recipient = wider(
                recipient, candidate.address, candidate.origin, action, text, notice,
                before: before)
        }
        recipients.append(recipient)
    }

    /// The words up to the first empty line, where more follow; nil where these have no words, or all is one paragraph.
    private func firstParagraph(_ pieces: [Range<Int>], _ notice: Notice) -> [UInt8]? {
        let bytes = notice.text.bytes
        for piece in pieces where Words.hasLetters(bytes, piece) {
            let start = trimmed(bytes, piece).lowerBound
            var position = start
            while let end = firstIndex(of: 0x0A, in: bytes, position..<piece.upperBound) {
                let next = firstIndex(of: 0x0A, in: bytes, (end + 1)..<piece.upperBound) ?? piece.upperBound
                if trimmed(bytes, (end + 1)..<next).isEmpty {
                    guard Words.hasLetters(bytes, start..<end), Words.hasLetters(bytes, next..<piece.upperBound) else {
                        return nil
                    }
                    var text: [UInt8] = []
                    gather(start..<end, notice, to: &text)
                    return text
                }
                position = end + 1
            }
            return nil
        }
        return nil
    }

    /// A recipient about whom no line of its own speaks.
    private mutating func addBare(_ address: [UInt8], _ action: Action, _ notice: Notice) {
        note("recipient", "x-failed-recipients", Words.string(address))
        let blank = Recipient(
            address: Words.string(address), action: action, classification: .soft, reason: .undefined, rule: dialectName
        )
        recipients.append(wider(blank, address, nil, action, [], notice))
    }

    /// Judged by the whole notice, then by the subject.
    ///
    /// - Parameter before: Where the first recipient is named, if others have words of their own: then by what stands before it,
    ///   and by its own words.
    private mutating func wider(
        _ recipient: Recipient, _ address: [UInt8], _ origin: [UInt8]?, _ action: Action, _ text: [UInt8],
        _ notice: Notice, before: Int? = nil
    ) -> Recipient {
        var whole: [UInt8] = []
        Words.append(notice.text.bytes, 0..<min(before ?? notice.wordsEnd, 8192), to: &whole)
        if before != nil { whole += [0x20] + text }
        let shown = text.isEmpty ? nil : text
        var result = judge(
            address, original: origin, action: action, status: nil, diagnostic: whole, remote: remoteHost(whole),
            rule: dialectName, shown: shown)
        // Sendmail and its kin name the reason behind `Returned mail:`.
        if result.reason == .undefined, hasPrefix(header.text, at: header.subject.lowerBound, "return") {
            let subject = [UInt8](header.text[header.subject])
            let second = judge(
                address, original: origin, action: action, status: result.status, diagnostic: subject, remote: [],
                rule: dialectName, shown: shown ?? whole)
            if second.reason != .undefined { result = second }
        }
        return result.reason == .undefined && recipient.status != nil ? recipient : result
    }

    /// The server that refused, from `host mx.example.org[192.0.2.1] said` and its kin.
    private func remoteHost(_ text: [UInt8]) -> [UInt8] {
        let range = 0..<min(text.count, 1000)
        for word: StaticString in [
            "host ", "talking to ", "server for the recipient domain ", "remote-mta: dns; ", "host: ",
        ] {
            guard let start = hostStart(text, range, word) else { continue }
            var end = start
            var dots = 0
            while end < text.count, end - start < 255,
                ASCII.isAlphanumeric(text[end]) || text[end] == 0x2D || text[end] == 0x2E
            {
                if text[end] == 0x2E { dots += 1 }
                end += 1
            }
            // The dot of the root, or of the sentence.
            while end > start, text[end - 1] == 0x2E {
                end -= 1
                dots -= 1
            }
            if dots > 0, end > start { return [UInt8](text[start..<end]) }
        }
        return []
    }

    /// Behind the first `word`, but for `at host`: that is where the notice was written, "This is the mail system at host".
    private func hostStart(_ text: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Int? {
        var start = range.lowerBound
        while let at = Words.position(text, start..<range.upperBound, word) {
            start = at + word.utf8CodeUnitCount
            if at < 3 || !equalsIgnoringCase(text, at - 3..<at, "at ") { return start }
        }
        return nil
    }

    // MARK: Bounces that name nobody

    /// A bounce beyond doubt whose text names no recipient: whom the returned original was for.
    mutating func readWithoutWords(_ notice: Notice?) -> Bool {
        let signs = header.signs
        guard isMachine || signs.contains(.nullPath) || isTwiceKnown(notice) else { return false }
        if signs.contains(.humanSubject) || signs.contains(.list), !isMachine { return false }
        guard !isLetter || isTwiceKnown(notice), hasMoreThanSubject(notice) else { return false }
        let speaks = notice.map { $0.has(.failure) || $0.has(.delay) } ?? false
        guard
            signs.contains(.bounceSubject) || signs.contains(.report)
                || speaks && (isMachine || outline.original != nil || !originals.original.isEmpty)
        else { return false }
        if readInnerNotice(notice) { return true }
        let action = notice.map { self.action(from: $0) } ?? (signs.contains(.delaySubject) ? .delayed : .failed)
        let isSelf = Set(header.to)
        if let address = originals.recipients.first(where: { !isSelf.contains(lowercasedASCII($0)) })
            ?? originals.recipients.first
        {
            note("recipient", "original", "the notice names nobody: whom the original was for")
            if let notice {
                addBare(address, action, notice)
            } else {
                let subject = [UInt8](header.text[header.subject])
                recipients.append(
                    judge(
                        address, original: nil, action: action, status: nil, diagnostic: subject, remote: [],
                        rule: dialectName))
            }
        }
        guard !recipients.isEmpty || signs.contains(.bounceSubject) || dialect != nil else { return false }
        conclude(
            action == .delayed ? .delay : .bounce, dialectName, "a notice of a mail system that names no recipient")
        return true
    }

    /// QUIRK: a filter or a script that hands a bounce on in a bounce of its own names nobody, under the same subject; what it
    /// returns is then the notice itself. A bounce of a bounce names the address that failed, and is not opened.
    private mutating func readInnerNotice(_ notice: Notice?) -> Bool {
        guard !isInner, header.signs.contains(.daemon), let subject = originals.original.subject else { return false }
        let own = trimmed(header.text, header.subject)
        guard own.count > 8, lowercasedASCII([UInt8](subject.utf8)).elementsEqual(header.text[own]) else {
            return false
        }
        var bytes: [UInt8] = []
        if outline.originalIsMessage, let first = outline.originalParts.first {
            bytes = [UInt8](message.parts[first].bytes[message.parts[first].range])
        } else if let notice, let separator = notice.separator ?? notice.lines.last?.range {
            let start = outline.original == nil ? min(separator.upperBound, notice.cut) : notice.text.count
            let body = trimmed(notice.text.bytes, start..<notice.text.count)
            bytes = [UInt8](notice.text.bytes[body])
        }
        guard !bytes.isEmpty else { return false }
        var inner = Reading(Message(bytes), rules, isExplained: isExplained)
        inner.isInner = true
        inner.read()
        guard inner.kind == .bounce || inner.kind == .delay, !inner.recipients.isEmpty else { return false }
        note("kind", dialectName, "the notice hands on another one and names nobody: that one is read")
        evidence += inner.evidence
        recipients = inner.recipients
        originals = inner.originals
        conclude(inner.kind, inner.rule, "the notice that is handed on")
        return true
    }

    /// What is neither report nor bounce.
    mutating func readRest(_ notice: Notice?) {
        let isAutomatic = header.signs.contains(.autoSubmitted) || header.signs.contains(.nullPath)
        if header.signs.contains(.autoReply) || isAutomatic && notice?.has(.away) == true {
            conclude(.autoReply, "auto-reply", "RFC 3834, or the words of a vacation note")
        } else {
            conclude(.other, "none", "no report, no notice of a mail system")
        }
    }

    // MARK: Judging

    mutating func judge(
        _ address: [UInt8], original: [UInt8]?, action: Action, status: String?, diagnostic: [UInt8], remote: [UInt8],
        rule: String, offset: Int = 0, shown: [UInt8]? = nil, stage: Stage? = nil
    ) -> Recipient {
        var judgement = judgement(diagnostic, status, action, remote, offset, stage)
        if judgement.reason == .undefined, let bare = RecipientName.removed(from: diagnostic, address) {
            let second = self.judgement(bare, status, action, remote, offset, stage)
            if second.reason != .undefined {
                note("reason", rule, "the recipient's own name stands within the words: matched without it")
                judgement = second
            }
        }
        if judgement.reason.isAddressDead, let other = otherMeant(by: diagnostic, status, address) {
            judgement = self.judgement(diagnostic, status, action, remote, offset, stage, other: other)
        }
        if isExplained, evidence.count < 500 { evidence += judgement.evidence }
        let text = shown ?? diagnostic
        return Recipient(
            address: Words.string(address), original: original.flatMap { $0 == address ? nil : Words.string($0) },
            action: action, status: judgement.status, reply: EnhancedStatus.reply(in: diagnostic.span),
            classification: judgement.classification, reason: judgement.reason,
            diagnostic: text.isEmpty ? nil : String(decoding: text.prefix(1000), as: UTF8.self),
            remoteMTA: remote.isEmpty ? nil : Words.string(remote), rule: rule)
    }

    /// Whom the words are about, where they name the sender or another recipient of the report, and not this one.
    private mutating func otherMeant(
        by diagnostic: [UInt8], _ status: String?, _ address: [UInt8]
    ) -> Ballot.Other? {
        let text = lowercasedASCII(diagnostic)
        let address = lowercasedASCII(address)
        func isNamed(_ words: [UInt8]) -> Bool { words.count > 3 && firstIndex(ofAll: words, in: text.span) != nil }
        func domain(_ address: [UInt8]) -> [UInt8] {
            [UInt8](address[(address.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? 0)...])
        }
        // Postfix says 5.4.4 of a host that the recipient's domain names as its mail exchanger.
        let isLasting = status?.hasPrefix("5.4.") == true
        if !isLasting, let host = hostNotFound(in: text), !isRelated(host, domain(address)) { return .host }
        guard !isNamed(address) else { return nil }
        let senders = senders ?? Array(ownAddresses.prefix(8))
        self.senders = senders
        if senders.contains(where: { $0 != address && isNamed($0) }) { return .sender }
        if reported.contains(where: { $0 != address && isNamed($0) }) { return .recipient }
        guard !isNamed(domain(address)) else { return nil }
        return senders.contains { domain($0) != domain(address) && isNamed(domain($0)) } ? .senderDomain : nil
    }

    /// The host of which the words say that it was not found, where they do so in the way of a mail server's resolver.
    private func hostNotFound(in text: [UInt8]) -> [UInt8]? {
        for words in Phrases.hostsNotFound {
            guard let start = firstIndexIgnoringCase(of: words, in: text.span, 0..<text.count) else { continue }
            let name = text[(start + words.utf8CodeUnitCount)...].prefix {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: ".")
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
            let host = name.reversed().drop { $0 == UInt8(ascii: ".") }.reversed()
            if host.contains(UInt8(ascii: ".")) { return Array(host) }
        }
        return nil
    }

    /// Whether one of two host names is the other, or lies in it.
    private func isRelated(_ host: [UInt8], _ domain: [UInt8]) -> Bool {
        func ends(_ name: [UInt8], with other: [UInt8]) -> Bool {
            name.count > other.count && name[name.count - other.count - 1] == UInt8(ascii: ".")
                && name.suffix(other.count).elementsEqual(other)
        }
        return host == domain || ends(host, with: domain) || ends(domain, with: host)
    }

    private func judgement(
        _ diagnostic: [UInt8], _ status: String?, _ action: Action, _ remote: [UInt8], _ offset: Int,
        _ stage: Stage?, other: Ballot.Other? = nil
    ) -> Judgement {
        ReasonJudge.judge(
            diagnostic: diagnostic.span, status: status, reply: nil, action: action,
            dialect: dialect.flatMap(rules.builtIn), local: rules.local.isEmpty ? [] : rules.localSpeakers(dialect),
            remoteMTA: remote.isEmpty ? nil : remote, stage: stage, other: other, offset: offset)
    }
}
