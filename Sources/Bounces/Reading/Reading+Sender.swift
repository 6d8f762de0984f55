import MIME

/// Whether it was a mail system that speaks. RFC 5321 4.5.5 gives its notices a null path; what has another path, and no
/// sender that is known as a mail system, is a letter, whatever it carries or quotes.
extension Reading {
    /// Whether `Return-Path` names an address.
    var hasSenderPath: Bool { header.signs.contains(.senderPath) && !header.signs.contains(.nullPath) }

    /// Whether a person or a program of a person's wrote this.
    var isLetter: Bool {
        guard !isMachine, !header.signs.contains(.nullPath) else { return false }
        return hasSenderPath || header.signs.contains(.personalProgram)
    }

    /// Whether it is the automatic answer of a postmaster's mailbox, or of one that nobody reads: what it quotes is an example.
    var isAnswerOfOffice: Bool {
        let signs = header.signs
        guard !signs.contains(.report), !signs.contains(.failedRecipients), !signs.contains(.bounceSubject),
            !signs.contains(.delaySubject), outline.original == nil
        else { return false }
        return signs.contains(.vacation) || signs.isSuperset(of: [.autoReply, .humanSubject])
    }

    /// Whether it has a null path, and is no answer to a person or passed on by one.
    var isFromNobody: Bool { header.signs.contains(.nullPath) && !header.signs.contains(.humanSubject) }

    /// Whether header and notice both show the same dialect: as good as a sender that is known to be a mail system. Who is
    /// not known to be one has to begin with those words: a person who asks about a bounce says so first, and then quotes
    /// it. Only From shows a dialect then: the subject stays the same when a person passes a notice on.
    func isTwiceKnown(_ notice: Notice?) -> Bool {
        guard let notice else { return false }
        let isKnown =
            isMachine || header.signs.contains(.nullPath) && !header.signs.contains(.taggedAnswer)
        if !isKnown, header.signs.contains(.personalProgram) { return false }
        let end = isMachine ? .max : notice.firstParagraphEnd
        return notice.cues.contains { found in
            guard case .dialectText(let number) = found.cue, found.start < end else { return false }
            // What an administrator's own rules say of the header holds for a letter as well.
            if isKnown || rules.isLocal(number) { return header.dialects.contains(number) }
            return header.dialectsInFrom.contains(number)
        }
    }

    /// Whether the first paragraph tells of a failure, or is worded as a dialect's. Where From shows the
    /// dialect, its words may stand further down, behind a translation.
    func beginsAsNotice(_ notice: Notice) -> Bool {
        let end = notice.firstParagraphEnd
        return notice.cues.contains { found in
            if case .dialectText(let number) = found.cue {
                return found.start < end || header.dialectsInFrom.contains(number)
            }
            return found.start < end && (found.cue == .failure || found.cue == .delay)
        }
    }

    /// Whether the notice holds words of a dialect.
    func hasDialectText(_ notice: Notice) -> Bool {
        notice.cues.contains { found in
            if case .dialectText = found.cue { true } else { false }
        }
    }

    /// Whether the notice shows what only a mail system has: words of a dialect, or the answer of a server.
    private func hasServerWords(_ notice: Notice) -> Bool {
        hasDialectText(notice) || notice.embeddedReport != nil || EnhancedStatus.reply(in: notice.flow.span) != nil
            || EnhancedStatus.first(in: notice.flow.span) != nil
    }

    /// Whether the notice shows more than that somebody says that a mail failed: words of a server, or the mail itself.
    func hasSubstance(_ notice: Notice?) -> Bool {
        if outline.original != nil { return true }
        guard let notice else { return false }
        return notice.cut < notice.text.count || hasServerWords(notice)
    }

    /// Whether a notice that names no recipient shows anything but a subject, which everybody can write.
    func hasMoreThanSubject(_ notice: Notice?) -> Bool {
        let signs = header.signs
        if signs.contains(.report) || signs.contains(.failedRecipients) { return true }
        if let notice, isBait(notice, isStructured: false) { return false }
        return hasSubstance(notice) || signs.contains(.daemon) && !hasSenderPath
    }

    /// Whether the words are those of a challenge, or of spam that looks like a notice.
    ///
    /// - Parameter isStructured: Whether a recipient stands where notices name one.
    func isBait(_ notice: Notice, isStructured: Bool) -> Bool {
        let signs = header.signs
        if signs.contains(.report) || signs.contains(.failedRecipients) { return false }
        let isDaemon = signs.contains(.daemon)
        // A challenge returns the mail that it asks about.
        if notice.has(.challenge), !isDaemon, !hasServerWords(notice) { return true }
        guard notice.has(.lure) else { return false }
        // What lures twice may well quote a server.
        if hasManyLures(notice), outline.original == nil, notice.cut == notice.text.count, !hasDialectText(notice) {
            return true
        }
        return !hasSubstance(notice) && !(isDaemon && isStructured)
    }

    /// Whether more than one thing is to be done, or the same is said again.
    private func hasManyLures(_ notice: Notice) -> Bool {
        var end = -1
        var count = 0
        for found in notice.cues where found.cue == .lure && found.start >= end {
            end = found.end
            count += 1
        }
        return count > 1
    }
}
