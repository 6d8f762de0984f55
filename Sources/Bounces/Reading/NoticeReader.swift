import MIME

/// Finds the recipients that a notice in plain words names, and the words about each.
///
/// One function for all mail servers: an address counts by where it stands. Places that the dialects name come first, then
/// lines that begin with an address, then the SMTP dialogue, then sentences that speak of a failure.
struct NoticeReader {
    /// How surely an address is a recipient; lower is surer.
    enum Place: UInt8, Comparable {
        case announced, lineStart, dialogue, sentence, mentioned
        static func < (a: Place, b: Place) -> Bool { a.rawValue < b.rawValue }
    }

    struct Candidate {
        let address: [UInt8]
        let place: Place
        let line: Int
        /// Where in the text the words about it may begin.
        let rest: Int
        /// The address that it was made from by an alias.
        var origin: [UInt8]?
        /// Whether it is an address of the sender's.
        var isOwn = false
        /// Lines further down that name it again, as those of a transcript do.
        var mentions: [Int] = []
    }

    /// No more of them are kept of one recipient.
    private static let mentionLimit = 16

    let notice: Notice
    /// Addresses of the sender's: to whom the notice goes, whose the original was. They name no recipient, unless nobody else
    /// is named.
    let excluded: [[UInt8]]
    private(set) var candidates: [Candidate] = []

    /// As many recipients as are read of one mail, from a report as from words. What is beyond is noted, not read.
    static let candidateLimit = 1000
    /// Whether the notice went on where the limit was reached.
    private(set) var isCut = false

    /// Where an address stands in `candidates`, by its lower case.
    private var seen: [[UInt8]: Int] = [:]

    init(_ notice: Notice, excluded: [[UInt8]]) {
        self.notice = notice
        self.excluded = excluded
        scan()
    }

    /// What the cues of a line say.
    private struct LineCues {
        var announces: Int?
        var failure = false
        var contact = false
        var success = false
        var origin: Int?
    }

    private mutating func scan() {
        var cue = 0
        var isAnnounced = false
        var sawAnnounced = false
        var lastContact = -2
        // Whether the last words about a fate were those of a delivery: those whom they announce did not fail.
        var isDelivered = false
        let hasFailure = notice.has(.failure)
        // Whether the last line ended with words such as "a message sent by".
        var isContactOpen = false
        // Where in `flow` words that announce end, when they run over a line end: "unable to deliver / your message to a@b".
        var announcedEnd = 0
        // The last place in `flow` where an address is only an example.
        var exampleEnd = 0
        let lower = notice.text.lower
        for index in notice.lines.indices {
            let line = notice.lines[index]
            guard !line.range.isEmpty else {
                if sawAnnounced { isAnnounced = false }
                continue
            }
            guard !line.isQuoted else { continue }
            if line.range.lowerBound >= notice.wordsEnd { return }
            if candidates.count >= NoticeReader.candidateLimit {
                isCut = true
                return
            }
            let flowEnd = line.flow + line.range.count
            var cues = LineCues()
            if announcedEnd > line.flow {
                cues.announces = line.range.lowerBound + min(announcedEnd - line.flow, line.range.count)
            }
            while cue < notice.cues.count, notice.cues[cue].start < flowEnd {
                let found = notice.cues[cue]
                switch found.cue {
                case .recipient:
                    announcedEnd = found.end
                    cues.announces = line.range.lowerBound + min(found.end - line.flow, line.range.count)
                case .failure: cues.failure = true
                case .success: cues.success = true
                case .contact:
                    cues.contact = true
                    isContactOpen = found.end >= flowEnd
                case .example: exampleEnd = found.end + 4
                case .origin: cues.origin = line.range.lowerBound + max(0, min(found.end - line.flow, line.range.count))
                default: break
                }
                cue += 1
            }
            if cues.contact {
                lastContact = index
            } else if isContactOpen {
                isContactOpen = false
                if cues.announces == nil, !isAnnounced { continue }
            }
            if cues.failure || cues.announces != nil { isDelivered = false }
            if cues.success, !cues.failure { isDelivered = hasFailure }
            if isDelivered, !startsWithReply(line.range) { continue }
            if isSender(line.range) || isExample(line, exampleEnd) { continue }
            if let place = dialogue(line.range) {
                addFirst(line.range, place, index)
                continue
            }
            if let announced = cues.announces {
                isAnnounced = true
                sawAnnounced = false
                if take(after: announced, line, index) {
                    sawAnnounced = true
                    continue
                }
            }
            if let origin = cues.origin {
                // `<a@b> (expanded from <c@d>): …`
                if let at = firstIndex(of: UInt8(ascii: "@"), in: lower, line.range.lowerBound..<origin),
                    let (found, _) = lineStart(line, at)
                {
                    add(found, isAnnounced ? .announced : .lineStart, index)
                    if isAnnounced { sawAnnounced = true }
                }
                if takeOrigin(origin, line, index) { continue }
            }
            guard let at = firstIndex(of: UInt8(ascii: "@"), in: lower, line.range) else { continue }
            if let start = lineStart(line, at), isAnnounced || index - lastContact > 1 {
                let (found, isAlone) = start
                if isAlone || isAnnounced || cues.failure || speaksOfFailure(found.range.upperBound, line.range) {
                    add(found, isAnnounced ? .announced : .lineStart, index)
                    if isAnnounced { sawAnnounced = true }
                    takeList(found.range.upperBound, line, index, isAnnounced ? .announced : .lineStart)
                    continue
                }
            }
            let isContact = index - lastContact <= 1
            if !isContact {
                addAll(line.range, cues.failure || startsWithReply(line.range) ? .sentence : .mentioned, index)
            }
        }
    }

    // MARK: Kinds of lines

    /// Whether the first address of a line begins before a place in `flow`.
    private func isExample(_ line: Notice.Line, _ end: Int) -> Bool {
        guard end > line.flow, let found = AddressReader.first(in: notice.text.bytes, line.range) else { return false }
        return line.flow + found.range.lowerBound - line.range.lowerBound < end
    }

    /// Addresses behind a cue on its own line; every one of a list.
    private mutating func take(after position: Int, _ line: Notice.Line, _ index: Int) -> Bool {
        let rest = position..<line.range.upperBound
        // "Recipient: <a@b>", "to: a@b", "failed 20 attempts: a@b": the address follows within a few words.
        guard let found = AddressReader.first(in: notice.text.bytes, rest), found.range.lowerBound - position < 60
        else {
            return false
        }
        let isExcludedOnly = excluded.contains(lowercasedASCII(found.address))
        if isExcludedOnly, !isLabelled(position, found.range.lowerBound) { return false }
        add(found, .announced, index)
        takeList(found.range.upperBound, line, index, .announced)
        return true
    }

    /// Whether nothing but marks stands between a cue and an address.
    private func isLabelled(_ from: Int, _ to: Int) -> Bool {
        guard from <= to else { return true }
        for position in from..<to where ASCII.isAlphanumeric(notice.text.lower[position]) { return false }
        return true
    }

    /// More addresses behind one: `a@b, c@d`.
    private mutating func takeList(_ position: Int, _ line: Notice.Line, _ index: Int, _ place: Place) {
        var position = position
        let lower = notice.text.lower
        while candidates.count < NoticeReader.candidateLimit {
            while position < line.range.upperBound, ASCII.isBlank(lower[position]) { position += 1 }
            guard position < line.range.upperBound,
                lower[position] == UInt8(ascii: ",") || lower[position] == UInt8(ascii: ";"),
                let found = AddressReader.first(in: notice.text.bytes, position + 1..<line.range.upperBound),
                trimmed(lower, position + 1..<found.range.lowerBound).isEmpty
            else { return }
            add(found, place, index)
            position = found.range.upperBound
        }
    }

    /// `(generated from a@b)`, `(expanded from: <a@b>)`: an alias of the recipient above, or, where a pipe failed that has
    /// no address, the recipient itself.
    private mutating func takeOrigin(_ position: Int, _ line: Notice.Line, _ index: Int) -> Bool {
        guard let found = AddressReader.first(in: notice.text.bytes, position..<line.range.upperBound) else {
            return false
        }
        if let last = candidates.indices.last, candidates[last].place <= .lineStart, index - candidates[last].line <= 2
        {
            if candidates[last].origin == nil, candidates[last].address != found.address {
                candidates[last].origin = found.address
            }
        } else {
            add(found, .lineStart, index)
        }
        return true
    }

    /// `From:`, `Sender:`, `MAIL FROM:` and what else names the sender.
    private func isSender(_ line: Range<Int>) -> Bool {
        let start = line.lowerBound
        let lower = notice.text.lower
        switch lower[start] {
        case UInt8(ascii: "f"): return Words.hasPrefix(lower, at: start, ["from:", "from "])
        case UInt8(ascii: "s"): return Words.hasPrefix(lower, at: start, ["sender:", "subject:"])
        case UInt8(ascii: "m"): return Words.hasPrefix(lower, at: start, ["mail from:", "message-id:", "mail to:"])
        case UInt8(ascii: "r"): return Words.hasPrefix(lower, at: start, ["reply-to:", "return-path:", "references:"])
        case UInt8(ascii: "o"): return Words.hasPrefix(lower, at: start, ["original sender"])
        case UInt8(ascii: "v"): return Words.hasPrefix(lower, at: start, ["von:"])
        case UInt8(ascii: "i"): return Words.hasPrefix(lower, at: start, ["in-reply-to:", "in:  mail", "in: mail"])
        case UInt8(ascii: "t"), UInt8(ascii: "c"): return Words.hasPrefix(lower, at: start, ["to:", "cc:"])
        case UInt8(ascii: ">"): return Words.hasPrefix(lower, at: start, [">>> mail from", ">>> from"])
        default: return false
        }
    }

    /// A line of the SMTP dialogue that names a recipient: `>>> RCPT TO:<a@b>`, `In:  RCPT TO:`, `<<< 550 <a@b>...`.
    private func dialogue(_ line: Range<Int>) -> Place? {
        let lower = notice.text.lower
        var start = line.lowerBound
        var isClient = false
        if Words.hasPrefix(lower, at: start, [">>>", "<<<", "in:", "out:", "sent <<<", "received >>>"]) {
            isClient = true
            while start < line.upperBound, !ASCII.isBlank(lower[start]) { start += 1 }
            while start < line.upperBound, !ASCII.isAlphanumeric(lower[start]) {
                if lower[start] == UInt8(ascii: "@") { return nil }
                start += 1
            }
        }
        if hasPrefix(lower, at: start, "rcpt to") { return .dialogue }
        guard isClient, hasPrefix(lower, at: line.lowerBound, "<<<") || hasPrefix(lower, at: line.lowerBound, "out:")
        else { return nil }
        return startsWithReply(start..<line.upperBound) ? .sentence : nil
    }

    /// An address at the beginning of a line, behind bullets, and whether the line says nothing but it.
    private func lineStart(_ line: Notice.Line, _ at: Int) -> (AddressReader.Found, Bool)? {
        let bytes = notice.text.bytes
        guard var found = AddressReader.around(at, in: bytes, line.range) else { return nil }
        for position in line.range.lowerBound..<found.range.lowerBound where !isBullet(bytes[position]) { return nil }
        var rest = trimmed(bytes, found.range.upperBound..<line.range.upperBound)
        // `a@b <c@d>`: the first is but a name.
        if let first = rest.first, bytes[first] == UInt8(ascii: "<"),
            let next = AddressReader.first(in: bytes, rest), next.range.lowerBound == first
        {
            found = AddressReader.Found(range: found.range.lowerBound..<next.range.upperBound, address: next.address)
            rest = trimmed(bytes, next.range.upperBound..<line.range.upperBound)
        }
        guard let mark = rest.first else { return (found, true) }
        switch bytes[mark] {
        case UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ";"): return (found, true)
        case UInt8(ascii: "."): return (found, hasPrefix(bytes, at: mark, "..."))
        case UInt8(ascii: "-"), UInt8(ascii: "="): return (found, true)
        case UInt8(ascii: ","):
            let next = trimmed(bytes, mark + 1..<rest.upperBound)
            return (found, AddressReader.first(in: bytes, next).map { $0.range.lowerBound == next.lowerBound } ?? false)
        default: return (found, false)
        }
    }

    private func isBullet(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "\""),
            UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "#"), UInt8(ascii: "|"),
            UInt8(ascii: "="), UInt8(ascii: "+"), 0xC2, 0xB7, 0xE2, 0x80, 0xA2:
            true
        default: false
        }
    }

    /// ` on Thu, 29 Apr 2010`, ` Invalid Address`, ` 550 …`: what servers write behind a recipient.
    private func speaksOfFailure(_ position: Int, _ line: Range<Int>) -> Bool {
        let lower = notice.text.lower
        let rest = trimmed(lower, min(position, line.upperBound)..<line.upperBound)
        guard !rest.isEmpty else { return true }
        if startsWithReply(rest) { return true }
        return Words.hasPrefix(
            lower, at: rest.lowerBound,
            [
                "on mon", "on tue", "on wed", "on thu", "on fri", "on sat", "on sun", "on 0", "on 1", "on 2", "on 3",
                "on 4", "on 5", "on 6", "on 7", "on 8", "on 9", "invalid", "error", "failed", "failure", "reject",
                "unknown", "user",
                "mailbox", "host", "does not", "is not", "is over", "has exceeded", "no such", "said",
            ])
    }

    private func startsWithReply(_ line: Range<Int>) -> Bool {
        let lower = notice.text.lower
        let start = line.lowerBound
        guard line.count > 4, lower[start] == UInt8(ascii: "5") || lower[start] == UInt8(ascii: "4"),
            ASCII.isDigit(lower[start + 1]), ASCII.isDigit(lower[start + 2])
        else { return false }
        return ASCII.isBlank(lower[start + 3]) || lower[start + 3] == UInt8(ascii: "-")
    }

    // MARK: Candidates

    private mutating func addFirst(_ range: Range<Int>, _ place: Place, _ line: Int) {
        guard let found = AddressReader.first(in: notice.text.bytes, range) else { return }
        add(found, place, line)
    }

    private mutating func addAll(_ range: Range<Int>, _ place: Place, _ line: Int) {
        var start = range.lowerBound
        var limit = 20
        while limit > 0, start < range.upperBound,
            let found = AddressReader.first(in: notice.text.bytes, start..<range.upperBound)
        {
            start = found.range.upperBound
            limit -= 1
            if !isNamedOtherwise(range.lowerBound..<found.range.lowerBound, start..<range.upperBound) {
                add(found, place, line)
            }
        }
    }

    /// Whether the words before an address call it that of the sender, or the id of the mail, and another one is named as whom
    /// it was for: "your message <1@x> from a@b to c@d".
    private func isNamedOtherwise(_ before: Range<Int>, _ after: Range<Int>) -> Bool {
        let lower = notice.text.lower
        guard let next = firstIndex(of: UInt8(ascii: "@"), in: lower, after) else { return false }
        let between = after.lowerBound..<next
        guard
            Words.contains(lower, between, " to ") || Words.contains(lower, between, " an ")
                || Words.contains(lower, between, " für ")
        else { return false }
        let words = trimmed(lower, before)
        var start = words.upperBound
        while start > words.lowerBound, !ASCII.isBlank(lower[start - 1]), words.upperBound - start < 24 { start -= 1 }
        var end = words.upperBound
        while end > start, !ASCII.isLetter(lower[end - 1]), lower[end - 1] < 0x80 { end -= 1 }
        switch Words.string([UInt8](lower[start..<end])) {
        case "from", "sender", "von", "absender", "message", "nachricht", "message-id", "id": return true
        default: return false
        }
    }

    private mutating func add(_ found: AddressReader.Found, _ place: Place, _ line: Int) {
        let folded = lowercasedASCII(found.address)
        if place >= .dialogue, excluded.contains(folded) || isSystem(folded) { return }
        if let known = seen[folded] {
            // Named again at a surer place.
            if candidates[known].place > place, candidates[known].place > .lineStart {
                candidates[known] = Candidate(
                    address: found.address, place: place, line: line, rest: found.range.upperBound)
            } else if candidates[known].line < line, candidates[known].mentions.last != line,
                candidates[known].mentions.count < NoticeReader.mentionLimit
            {
                candidates[known].mentions.append(line)
            }
            return
        }
        seen[folded] = candidates.count
        candidates.append(
            Candidate(
                address: found.address, place: place, line: line, rest: found.range.upperBound,
                isOwn: excluded.contains(folded)))
    }

    private func isSystem(_ address: [UInt8]) -> Bool {
        Words.hasPrefix(address, at: 0, ["postmaster@", "mailer-daemon@", "abuse@", "support@", "helpdesk@"])
    }

    // MARK: Results

    /// The candidates of the surest kind of place that there is.
    ///
    /// An address of the sender's stands where a recipient does when a server tells how it asked for the sender: "could not
    /// deliver mail to alerts@example.org". It is a recipient only where no other is.
    func best(limit: Place) -> [Candidate] {
        guard candidates.contains(where: \.isOwn),
            candidates.contains(where: { !$0.isOwn && $0.place <= .lineStart })
        else { return best(candidates, limit) }
        return best(candidates.filter { !$0.isOwn }, limit)
    }

    private func best(_ candidates: [Candidate], _ limit: Place) -> [Candidate] {
        guard let surest = candidates.map(\.place).min(), surest <= limit else { return [] }
        if surest == .mentioned {
            // Mentioned somewhere: only if it is the one address of the notice.
            return candidates.count == 1 ? candidates : []
        }
        let last: Place = surest <= .lineStart ? .lineStart : .sentence
        // One that was named again at a surer place stands further down than where it was found first.
        return candidates.filter { $0.place <= last }.sorted { ($0.line, $0.rest) < ($1.line, $1.rest) }
    }

    /// The words about a candidate: from behind its address to the next candidate, or to the end of the notice.
    func words(about index: Int, of list: [Candidate]) -> Range<Int> {
        let candidate = list[index]
        var start = candidate.rest
        if candidate.place == .sentence {
            // An answer that names the recipient is read from the last recipient to the end of this line.
            start = index > 0 ? lineEnd(list[index - 1].line) : 0
        } else if candidate.place == .announced, list.count > 1,
            trimmed(notice.text.lower, start..<max(start, lineEnd(candidate.line))).isEmpty
        {
            // `Unknown user: a@b`: what announces each of them says why.
            let line = notice.lines[candidate.line].range.lowerBound
            let before = line..<max(line, start - candidate.address.count)
            if Words.hasLetters(notice.text.bytes, before) { start = line }
        }
        var end = notice.wordsEnd
        if index + 1 < list.count {
            end =
                candidate.place >= .dialogue
                ? max(lineEnd(candidate.line), notice.lines[list[index + 1].line].range.lowerBound)
                : notice.lines[list[index + 1].line].range.lowerBound
            if candidate.place >= .dialogue, list[index + 1].place == .sentence { end = lineEnd(candidate.line) }
        }
        return min(start, end)..<max(end, min(start, end))
    }

    /// Where a line further down speaks of a candidate: from there to the next line that names a recipient, that is empty, or
    /// that begins another command of a dialogue.
    ///
    /// - Parameter named: Lines that name a recipient.
    func block(at line: Int, named: Set<Int>) -> Range<Int> {
        let lines = notice.lines
        var last = line
        let start = lines[line].range.lowerBound
        while last + 1 < lines.count, !named.contains(last + 1), lines[last].range.upperBound - start < 4096 {
            let next = lines[last + 1].range
            guard !next.isEmpty, next.upperBound <= notice.wordsEnd,
                !Words.hasPrefix(notice.text.lower, at: next.lowerBound, [">>>", "in:", "rcpt to"])
            else { break }
            last += 1
        }
        return start..<min(lines[last].range.upperBound, start + 4096)
    }

    private func lineEnd(_ line: Int) -> Int { notice.lines[line].range.upperBound }
}
