/// Decides why a mail failed, from the words and the codes of a diagnostic.
///
/// Precedence, written here and nowhere else:
/// 1. the administrator's own phrase, then the dialect's own phrase, then the provider's own phrase or code
/// 2. words that name a cause plainly, then clear words; they beat the code both ways
/// 3. the standard meaning of the enhanced status, where it is specific
/// 4. words that only hint, then words that say what became of the mail
/// 5. a bare refusal together with the command that was refused; a status that only hints; the reply code
///
/// Before all that, words that would call the address dead are set aside where they are said of the sender: within reach of
/// words that name it (`Phrases.senders`), as part of longer words that mean something else, or under a status that is about
/// it (x.1.7, x.1.8), or where MAIL FROM was refused. So are bare refusals under a status of policy (x.7.z), and all words in
/// such an answer to the text of the mail. Only the administrator's own phrases stand.
///
/// Within a level, what the status supports goes first, then the longer phrase, then the lower rank of the reason.
enum ReasonJudge {
    /// Judges one recipient.
    ///
    /// - Parameters:
    ///   - diagnostic: UTF-8.
    ///   - status: the `Status` field as reported, if any.
    ///   - reply: the reply code, if one was found outside the diagnostic.
    ///   - stage: the command that was refused, where the diagnostic itself does not say so.
    ///   - other: whom the diagnostic names instead of the recipient.
    ///   - offset: where the diagnostic stands, for the evidence.
    static func judge(
        diagnostic: Span<UInt8>, status: String?, reply: String?, action: Action?, dialect: Dialect?,
        local: [LocalRules.Dialect] = [],
        remoteMTA: [UInt8]?, stage: Stage? = nil, other: Ballot.Other? = nil, offset: Int = 0
    ) -> Judgement {
        let normalized = DiagnosticText(diagnostic)
        let text = normalized.bytes
        let span = text.span
        var codes: [EnhancedStatus] = []
        codes.reserveCapacity(3)
        EnhancedStatus.scan(span) { code in
            codes.append(code)
            return codes.count < 8
        }
        let reported = status.flatMap(parse)
        let replyCode = EnhancedStatus.replyCode(in: span) ?? reply.flatMap { Int($0) }

        var ballot = Ballot(stage: stage)
        ballot.add(local: local, text: span)
        if let dialect { ballot.add(dialect: dialect, text: text) }
        ballot.add(text: span, isASCII: normalized.isASCII, remoteMTA: remoteMTA)
        ballot.add(codes: codes, reported: reported)
        ballot.setPassingAside(reply: replyCode, codes: codes)
        if let other { ballot.setAside(saidOf: other) }
        ballot.add(reply: replyCode, action: action)
        ballot.decide()
        let winner = ballot.winner

        let best =
            reportedStatus(reported, codes, replyCode, winner)
            ?? deliveredStatus(codes, action)
            ?? inferredStatus(codes, replyCode, winner.reason, action == .delayed || ballot.isTemporary)
        // A server may report 5.0.0 where it gave up on an answer that was one for now.
        let isPermanent = best.category != 4 && (replyCode ?? 500) >= 500
        return Judgement(
            reason: winner.reason, classification: winner.reason.classification(permanent: isPermanent),
            status: best.description, ballot: ballot, diagnostic: text, offset: offset)
    }

    /// Whether words say that MAIL FROM was refused, and name no other command.
    static func namesOnlyMailStage(_ words: Span<UInt8>) -> Bool {
        let index = Knowledge.index
        var isMail = false
        for hit in index.hits(in: DiagnosticText(words).bytes.span) {
            guard case .stage(let stage) = index.meaning(hit) else { continue }
            if stage != .mail { return false }
            isMail = true
        }
        return isMail
    }

    private static func parse(_ status: String) -> EnhancedStatus? {
        var found: EnhancedStatus?
        let bytes = [UInt8](status.utf8)
        EnhancedStatus.scan(bytes.span) { code in
            found = code
            return false
        }
        return found
    }

    /// The status as reported, or where that says nothing, the best of the diagnostic. Nil where none was reported, or where
    /// it says nothing and clear words without any code say that the address is dead.
    private static func reportedStatus(
        _ reported: EnhancedStatus?, _ codes: [EnhancedStatus], _ reply: Int?, _ winner: Ballot.Candidate
    ) -> EnhancedStatus? {
        guard let reported, reported.isGeneric, reported.category != 2 else { return reported }
        if reported.subject == 0 {
            for code in codes where code.category == reported.category && !code.isGeneric { return code }
        }
        let isClear = winner.level == .clear || winner.level == .plain || winner.level >= .dialect
        return isClear && winner.reason.isAddressDead && reply == nil && codes.isEmpty ? nil : reported
    }

    /// What a notice of delivery says, or 2.0.0 (RFC 3463 3.1). Nil for a failure.
    private static func deliveredStatus(_ codes: [EnhancedStatus], _ action: Action?) -> EnhancedStatus? {
        guard let action, !action.isFailure else { return nil }
        return codes.first { $0.category == 2 } ?? EnhancedStatus(2, 0, 0)
    }

    /// The best status that follows from the text: a code that agrees with the reason, or any that says something, or any;
    /// else what reply code, words and reason tell.
    private static func inferredStatus(
        _ codes: [EnhancedStatus], _ reply: Int?, _ reason: Reason, _ isTemporary: Bool
    ) -> EnhancedStatus {
        for code in codes where !code.isGeneric && code.meaning?.reason == reason { return code }
        for code in codes where !code.isGeneric { return code }
        if let first = codes.first { return first }
        let permanent =
            switch reply ?? 0 {
            case 400..<500: false
            case 500..<600: true
            default: !isTemporary || reason.isAddressDead
            }
        return .inferred(reason, permanent: permanent)
    }
}
