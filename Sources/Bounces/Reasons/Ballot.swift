import MIME

/// The reasons that speak in one judgement, and what each rests on.
struct Ballot {
    /// How much a candidate may decide; the order is the precedence.
    enum Level: UInt8, Comparable {
        case nothing, reply, bareRefusal, statusHint, stagedRefusal, outcome, weak, status, clear, plain, providerCode
        case provider, dialect, local

        static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

        /// As `--explain` says it.
        var name: String {
            switch self {
            case .nothing: "nothing"
            case .reply: "the reply code"
            case .bareRefusal: "a bare refusal"
            case .statusHint: "a status that hints"
            case .stagedRefusal: "a refusal of that command"
            case .outcome: "an outcome"
            case .weak: "a hint"
            case .status: "the status"
            case .clear: "clear words"
            case .plain: "plain words"
            case .providerCode: "the provider's code"
            case .provider: "the provider's words"
            case .dialect: "the dialect's words"
            case .local: "local rules"
            }
        }
    }

    /// Why a candidate speaks, to be spelled out only when asked. Numbers, so that a candidate is copied as bytes.
    enum Source {
        case phrase(UInt16)
        case abroad(UInt16)
        /// A phrase of the dialect's.
        case dialect(StaticString)
        /// A phrase of a local dialect, by their numbers.
        case local(dialect: Int, phrase: Int)
        case status(EnhancedStatus)
        case reply(Int)
        case action(Action)
        case stage(Stage)
        case nothing
    }

    struct Candidate {
        var reason: Reason
        var level: Level
        var weight: Int
        var source: Source
        /// Where in the diagnostic it stands.
        var position: Int?
        /// What of the diagnostic it takes up; empty for what is no phrase. `DiagnosticText.limit` keeps it within 16 bits.
        var start: UInt16 = 0
        var end: UInt16 = 0
        var isSupported = false
        /// Why it does not count, where it does not.
        var aside: Aside?
    }

    /// Why words that would call an address dead do not count.
    enum Aside {
        /// They are said of the sender.
        case sender
        /// They are said of another recipient.
        case recipient
        /// They are said of a host that is not of the recipient's domain.
        case host
        /// They are but a part of longer words that mean something else.
        case part
        /// The status is about the sender.
        case status
        /// The status is about a policy.
        case policy
        /// They stand in advice, or in an explanation of what may be.
        case supposed
        /// They name a condition: "does not accept mail without DKIM".
        case condition
        /// Words and code call the failure one for now.
        case passing
        /// The server answered MAIL FROM, before it had heard of any recipient.
        case stage
    }

    /// Whom a diagnostic names instead of the recipient.
    enum Other {
        case sender
        /// The sender's domain, and not the recipient's.
        case senderDomain
        /// Another recipient of the report.
        case recipient
        /// A host that is not of the recipient's domain was not found: a relay, that every mail goes through.
        case host
    }

    /// Words about the sender.
    private struct SenderWords {
        let start: Int
        let end: Int
        let reason: Reason
        let reach: SenderReach
        let source: Source
        var hasSpoken = false
    }

    private(set) var candidates: [Candidate] = []
    /// Who wins; nobody where nothing is known.
    private(set) var winner = Candidate(reason: .undefined, level: .nothing, weight: 0, source: .nothing)
    /// The place of the winner in `candidates`.
    private var winnerIndex: Int?
    private var dialectName = ""
    private var local: [LocalRules.Dialect] = []
    private var providers: UInt64 = 0
    private var stage: Stage?
    /// Whether the words name another command too: a transcript of several.
    private var hasOtherStage = false
    private var senders: [SenderWords] = []
    /// Whether words call the failure one for now.
    private(set) var isTemporary = false

    init(stage: Stage?) {
        self.stage = stage
        candidates.reserveCapacity(8)
    }

    /// The phrases that the dialect has of its own.
    mutating func add(dialect: Dialect, text: [UInt8]) {
        dialectName = dialect.name
        for phrase in dialect.phrases {
            for words in phrase.texts {
                if let position = firstIndexIgnoringCase(of: words, in: text.span, 0..<text.count) {
                    candidates.append(
                        Candidate(
                            reason: phrase.reason, level: .dialect, weight: words.utf8CodeUnitCount,
                            source: .dialect(words), position: position,
                            start: UInt16(truncatingIfNeeded: position),
                            end: UInt16(truncatingIfNeeded: position + words.utf8CodeUnitCount)))
                }
            }
        }
    }

    /// The phrases of an administrator.
    mutating func add(local dialects: [LocalRules.Dialect], text: Span<UInt8>) {
        local = dialects
        for (number, dialect) in dialects.enumerated() {
            for (index, phrase) in dialect.phrases.enumerated() {
                if let position = firstIndex(ofAll: phrase.text, in: text) {
                    candidates.append(
                        Candidate(
                            reason: phrase.reason, level: .local, weight: phrase.text.count,
                            source: .local(dialect: number, phrase: index), position: position))
                }
            }
        }
    }

    /// The phrases in the diagnostic, and the provider that the name of the remote host shows.
    mutating func add(text: Span<UInt8>, isASCII: Bool, remoteMTA: [UInt8]?) {
        let index = Knowledge.index
        if let remoteMTA {
            for hit in index.hits(in: DiagnosticText(remoteMTA.span).bytes.span) {
                if case .sign(let number) = index.meaning(hit) { providers |= 1 << UInt64(number & 63) }
            }
        }
        let hits = index.hits(in: text)
        for hit in hits {
            switch index.meaning(hit) {
            case .sign(let number): providers |= 1 << UInt64(number & 63)
            case .stage(let found):
                if let stage, stage != found { hasOtherStage = true }
                stage = stage ?? found
            case .temporary: isTemporary = true
            case .sender(let reason, let reach): add(hit, reason, reach, .phrase(hit.entry))
            default: break
            }
        }
        for (number, hit) in hits.enumerated() {
            switch index.meaning(hit) {
            case .reason(let reason, let strength):
                add(hit, reason, level(strength), .phrase(hit.entry))
                if reason.isAddressDead, isPart(number, of: hits, index) { setAside(candidates.count - 1, .part) }
                if reason == .notAccept, isConditional(hit.end, text) { setAside(candidates.count - 1, .condition) }
            case .provider(let number, let reason) where providers & (1 << UInt64(number & 63)) != 0:
                add(hit, reason, .provider, .phrase(hit.entry))
            default: break
            }
        }
        if !isASCII || !candidates.contains(where: { $0.level >= .clear }) { addAbroad(text) }
        setSenderAside(text)
    }

    /// The phrases of other languages.
    private mutating func addAbroad(_ text: Span<UInt8>) {
        let index = Knowledge.abroad
        for hit in index.hits(in: text) {
            switch index.meaning(hit) {
            case .reason(let reason, let strength): add(hit, reason, level(strength), .abroad(hit.entry))
            case .sender(let reason, let reach): add(hit, reason, reach, .abroad(hit.entry))
            default: break
            }
        }
    }

    private mutating func add(_ hit: PhraseIndex.Hit, _ reason: Reason, _ level: Level, _ source: Source) {
        candidates.append(
            Candidate(
                reason: level == .stagedRefusal ? refused(else: reason) : reason,
                level: level == .stagedRefusal && stage == nil ? .bareRefusal : level, weight: hit.weight,
                source: source, position: hit.position, start: UInt16(truncatingIfNeeded: hit.start),
                end: UInt16(truncatingIfNeeded: hit.end)))
    }

    // MARK: Who is meant

    /// How far before a phrase a word about the sender may end: ` is `, ` was `.
    private static let phraseLimit = 5
    /// How far words about the sender reach within a sentence: over two addresses and a server's name.
    private static let sentenceLimit = 240
    /// How far behind the end of a phrase a longer one that holds it may end.
    private static let partLimit = 64

    private mutating func add(_ hit: PhraseIndex.Hit, _ reason: Reason, _ reach: SenderReach, _ source: Source) {
        senders.append(
            SenderWords(start: hit.start, end: hit.end, reason: reason, reach: reach, source: source))
    }

    /// Whether a condition follows: a server that accepts no mail at all names none.
    private func isConditional(_ end: Int, _ text: Span<UInt8>) -> Bool {
        Phrases.conditions.contains { word in
            let count = word.utf8CodeUnitCount
            guard end + count <= text.count else { return false }
            return (0..<count).allSatisfy { unsafe text[end + $0] == word.utf8Start[$0] }
        }
    }

    /// Sets aside what would call the recipient dead, where somebody else is named: of a domain or host, what is said of hosts.
    mutating func setAside(saidOf other: Other) {
        var level: Level?
        for index in candidates.indices
        where candidates[index].reason.isAddressDead && candidates[index].aside == nil
            && candidates[index].level < .local
            && (other == .sender || other == .recipient || candidates[index].reason == .hostUnknown)
        {
            setAside(index, other == .recipient ? .recipient : other == .host ? .host : .sender)
            level = max(level ?? .nothing, candidates[index].level)
        }
        if let level, other != .recipient {
            let reason: Reason = other == .host ? .networkError : .rejected
            candidates.append(Candidate(reason: reason, level: level, weight: 0, source: .nothing))
        }
    }

    /// Sets aside what would call an address dead for ever, where words and code agree that it is for now.
    mutating func setPassingAside(reply: Int?, codes: [EnhancedStatus]) {
        guard isTemporary, let first = reply.map({ $0 / 100 }) ?? codes.first?.category, first == 4 else { return }
        for index in candidates.indices
        where candidates[index].reason.isAddressDead && candidates[index].level < .dialect {
            setAside(index, .passing)
        }
    }

    /// Whether a phrase stands inside a longer one that speaks of something else: `invalid recipient` in "too many invalid
    /// recipients from you". Whoever wrote the longer one did not mean the shorter, whatever the status supports.
    private func isPart(_ number: Int, of hits: [PhraseIndex.Hit], _ index: PhraseIndex) -> Bool {
        let hit = hits[number]
        // They are sorted by their ends.
        for other in hits[(number + 1)...] {
            if other.end > hit.end + Ballot.partLimit { return false }
            guard other.start <= hit.start, other.weight == other.end - other.start, other.weight > hit.weight,
                case .reason(let reason, let strength) = index.meaning(other)
            else { continue }
            if strength >= .clear, !reason.isAddressDead { return true }
        }
        return false
    }

    /// Sets aside what words about the sender reach: no recipient is dead because the sender's address is.
    private mutating func setSenderAside(_ text: Span<UInt8>) {
        guard !senders.isEmpty else { return }
        senders.sort { $0.end < $1.end }
        for index in candidates.indices where candidates[index].reason.isOfRecipient {
            let (start, end) = (Int(candidates[index].start), Int(candidates[index].end))
            let isHost = candidates[index].reason == .hostUnknown
            guard candidates[index].level != .local, start < end,
                let number = sender(reaching: start..<end, isHost: isHost, text)
            else { continue }
            let level = candidates[index].level
            setAside(index, senders[number].reason == .undefined ? .supposed : .sender)
            guard !senders[number].hasSpoken, senders[number].reason != .undefined else { continue }
            senders[number].hasSpoken = true
            let words = senders[number]
            candidates.append(
                Candidate(
                    reason: words.reason, level: level, weight: words.end - words.start, source: words.source,
                    position: words.start))
        }
    }

    /// The last words about the sender that reach so far. They are sorted by their ends, and few are near enough to be asked.
    ///
    /// - Parameter isHost: Whether the phrase speaks of a host: "your mail server mx.example does not exist" names it between.
    private func sender(reaching extent: Range<Int>, isHost: Bool, _ text: Span<UInt8>) -> Int? {
        var (low, high) = (0, senders.count)
        while low < high {
            let middle = (low + high) / 2
            if senders[middle].end <= extent.upperBound + Ballot.partLimit { low = middle + 1 } else { high = middle }
        }
        let start = sentenceStart(before: min(extent.lowerBound, text.count), text)
        while low > 0, senders[low - 1].end >= extent.lowerBound - Ballot.sentenceLimit {
            low -= 1
            if reaches(senders[low], isHost ? .sentence : senders[low].reach, extent, start, text) { return low }
        }
        return nil
    }

    /// Behind the last full stop or semicolon before a phrase, as far back as words reach.
    private func sentenceStart(before phrase: Int, _ text: Span<UInt8>) -> Int {
        var index = phrase - 1
        let floor = max(phrase - Ballot.sentenceLimit, 0)
        while index > floor {
            index -= 1
            if text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ";"), text[index + 1] == 0x20 {
                return index + 1
            }
        }
        return floor
    }

    private func reaches(
        _ words: SenderWords, _ reach: SenderReach, _ extent: Range<Int>, _ sentence: Int, _ text: Span<UInt8>
    ) -> Bool {
        switch reach {
        case .phrase:
            // Over its beginning, in its gap, or before it with no more than an "is" between.
            guard words.start < extent.upperBound, extent.lowerBound - words.end <= Ballot.phraseLimit else {
                return false
            }
            return words.end >= extent.lowerBound
                || (words.end..<extent.lowerBound).allSatisfy { text[$0] == 0x20 || ASCII.isLetter(text[$0]) }
        case .sentence:
            return words.start < extent.upperBound && words.end >= min(sentence, extent.lowerBound)
        }
    }

    /// What a server answers to MAIL FROM is about the sender: it has not heard of a recipient yet (RFC 5321 4.1.1.2).
    private mutating func setMailStageAside() {
        guard stage == .mail, !hasOtherStage else { return }
        var level: Level?
        for index in candidates.indices
        where candidates[index].reason.isAddressDead && candidates[index].aside == nil
            && candidates[index].level < .local
        {
            setAside(index, .stage)
            level = max(level ?? .nothing, candidates[index].level)
        }
        if let level {
            candidates.append(Candidate(reason: .rejected, level: level, weight: 0, source: .stage(.mail)))
        }
    }

    private mutating func setAside(_ index: Int, _ aside: Aside) {
        if candidates[index].aside == nil { candidates[index].aside = aside }
    }

    private func level(_ strength: PhraseTable.Strength) -> Level {
        switch strength {
        case .refusal: .stagedRefusal
        case .outcome: .outcome
        case .weak: .weak
        case .clear: .clear
        case .plain: .plain
        }
    }

    /// What a refusal means at the command where it came. One of a recipient that does not say why calls nobody dead: the
    /// sender, its host or its mail may be what is refused.
    private func refused(else reason: Reason) -> Reason {
        switch stage {
        case .connect, .hello: .blocked
        case .mail: .rejected
        case .recipient: reason == .rejected ? .filtered : .userUnknown
        case .data, nil: reason
        }
    }

    /// The codes of the diagnostic and the reported one.
    mutating func add(codes: [EnhancedStatus], reported: EnhancedStatus?) {
        for (order, code) in codes.enumerated() { add(code, weight: 10 - order) }
        if let reported { add(reported, weight: 0) }
        guard let first = codes.first(where: { !$0.isGeneric }) ?? reported else { return }
        // A refusal that does not say what it refuses is one of policy under x.7.z (RFC 3463 3.8).
        // So is what answers the text of the mail: it has been read, and what it calls unknown may stand in it.
        let policy: Level = stage == .data && !hasOtherStage ? .providerCode : .outcome
        let limit: Level = first.isAboutSender ? .providerCode : first.subject == 7 ? policy : .nothing
        for index in candidates.indices where candidates[index].level < limit {
            if candidates[index].reason.isAddressDead { setAside(index, first.isAboutSender ? .status : .policy) }
            if candidates[index].level == .stagedRefusal, candidates[index].reason == .filtered {
                candidates[index].reason = .rejected
            }
        }
    }

    private mutating func add(_ code: EnhancedStatus, weight: Int) {
        if providers != 0 {
            for (number, provider) in Provider.all.enumerated() where providers & (1 << UInt64(number & 63)) != 0 {
                if let reason = provider.reason(code) {
                    candidates.append(
                        Candidate(reason: reason, level: .providerCode, weight: weight, source: .status(code)))
                    return
                }
            }
        }
        guard let meaning = code.meaning else { return }
        candidates.append(
            Candidate(
                reason: meaning.reason, level: meaning.isSpecific ? .status : .statusHint, weight: weight,
                source: .status(code)))
        guard meaning.isSpecific else { return }
        for index in candidates.indices {
            // The code tells whose limit it is: this recipient's (x.2.3) or the server's.
            if meaning.reason == .exceedLimit, candidates[index].reason == .mesgTooBig {
                candidates[index].reason = .exceedLimit
            }
            if candidates[index].reason == meaning.reason { candidates[index].isSupported = true }
        }
    }

    /// What the reply code and the action say when nothing else does.
    mutating func add(reply: Int?, action: Action?) {
        if let stage, let reply, reply >= 500 {
            let reason: Reason =
                switch stage {
                case .connect, .hello: .blocked
                case .mail, .data: .rejected
                case .recipient: .filtered
                }
            candidates.append(Candidate(reason: reason, level: .reply, weight: 1, source: .stage(stage)))
        }
        if let reply, let reason = Ballot.meaning(reply: reply) {
            candidates.append(Candidate(reason: reason, level: .reply, weight: 2, source: .reply(reply)))
        }
        if action == .delayed {
            candidates.append(Candidate(reason: .expired, level: .nothing, weight: 1, source: .action(.delayed)))
        }
    }

    /// What a reply code says by itself. RFC 5321 4.2.3, RFC 4954, RFC 7504.
    private static func meaning(reply: Int) -> Reason? {
        switch reply {
        case 452, 552: .mailboxFull
        case 500...504: .syntaxError
        case 521, 556: .notAccept
        case 530, 534, 535, 538, 454: .securityError
        default: nil
        }
    }

    /// Finds the winner, once every candidate is there.
    mutating func decide() {
        setMailStageAside()
        for index in candidates.indices
        where candidates[index].aside == nil && wins(candidates[index], over: winner) {
            winner = candidates[index]
            winnerIndex = index
        }
    }

    /// The words for the winner.
    var rule: String { name(winner) }

    /// What the winner rests on, and why the others lost: one of each reason.
    func evidence(offset: Int, line: [UInt8]) -> [Evidence] {
        var evidence: [Evidence] = []
        evidence.append(
            Evidence(
                step: "reason", rule: rule, offset: winner.position.map { _ in offset },
                line: winnerIndex == nil ? nil : excerpt(line, winner.position), outcome: winner.reason.rawValue))
        var told: UInt64 = 1 << UInt64(winner.reason.rank)
        for (index, candidate) in candidates.enumerated() where index != winnerIndex && candidate.level > .reply {
            let bit: UInt64 = 1 << UInt64(candidate.reason.rank)
            guard told & bit == 0 else { continue }
            told |= bit
            evidence.append(
                Evidence(
                    step: "reason", rule: name(candidate), offset: candidate.position.map { _ in offset },
                    outcome: candidate.reason.rawValue + " lost: " + why(candidate, winner)))
        }
        return evidence
    }

    private func wins(_ a: Candidate, over b: Candidate) -> Bool {
        if a.level != b.level { return a.level > b.level }
        if a.isSupported != b.isSupported { return a.isSupported }
        if a.weight != b.weight { return a.weight > b.weight }
        return a.reason.rank < b.reason.rank
    }

    private func why(_ loser: Candidate, _ winner: Candidate) -> String {
        switch loser.aside {
        case .sender: return "said of the sender"
        case .recipient: return "said of another recipient"
        case .host: return "said of a host that is not of the recipient's domain"
        case .part: return "part of longer words"
        case .status: return "the status is about the sender"
        case .policy: return "the status is about a policy"
        case .supposed: return "said of what may be"
        case .condition: return "said under a condition"
        case .passing: return "said to pass, under a code for now"
        case .stage: return "answered to MAIL FROM, before any recipient was named"
        case nil: break
        }
        if loser.level != winner.level { return winner.level.name + " goes before " + loser.level.name }
        if loser.isSupported != winner.isSupported { return "the status supports the other" }
        return loser.weight != winner.weight ? "shorter" : "lower rank"
    }

    private func name(_ candidate: Candidate) -> String {
        switch candidate.source {
        case .phrase(let entry): Knowledge.index.phrase(entry)
        case .abroad(let entry): Knowledge.abroad.phrase(entry)
        case .dialect(let words): "\(dialectName): \(words)"
        case .local(let dialect, let phrase):
            "\(local[dialect].name): \(String(decoding: local[dialect].phrases[phrase].text, as: UTF8.self))"
        case .status(let status): "status " + status.description
        case .reply(let code): "reply " + String(code)
        case .action(let action): "action " + action.rawValue
        case .stage(let stage): stage.name
        case .nothing: "nothing known"
        }
    }

    /// At most 160 bytes of the diagnostic, from a little before what matched.
    private func excerpt(_ line: [UInt8], _ position: Int?) -> String {
        let start = max(0, (position ?? 0) - 40)
        return String(decoding: line[min(start, line.count)..<min(start + 160, line.count)], as: UTF8.self)
    }
}
