import Alerts

/// A mail as it came, before it is judged.
package struct InboundMail: Sendable {
    /// As far as the limit of size.
    package let bytes: [UInt8]
    /// All of it, also what is beyond the limit.
    package let size: Int
    package let fingerprint: [UInt8]
    package let recipient: String?
    package let sender: String?
    /// By our clock. Seconds since 1970.
    package let received: Int64

    package init(
        bytes: [UInt8], size: Int, fingerprint: [UInt8], recipient: String?, sender: String?, received: Int64
    ) {
        self.bytes = bytes
        self.size = size
        self.fingerprint = fingerprint
        self.recipient = recipient
        self.sender = sender
        self.received = received
    }
}

/// What the store knew of a mail when it came.
package enum Arrival: Sendable, Hashable {
    /// It is kept, and marked as being judged.
    case new(Int64)
    /// It came before and was judged, or set aside: nothing is left to do.
    case known(Int64)
    /// Another process is judging it right now.
    case inProgress(Int64)
    /// The process that was judging it among others crashed. It is kept, and is to be judged once more, by itself.
    case again(Int64)
    /// The process that was judging it crashed. It is set aside for the administrator now.
    case abandoned(Int64)

    /// The number of a mail that is to be judged now.
    package var toJudge: Int64? {
        switch self {
        case .new(let id), .again(let id): id
        case .known, .inProgress, .abandoned: nil
        }
    }
}

extension Store {
    /// Keeps a mail, in a transaction of its own. A new one outlives this process from here on, and the machine once
    /// `conclude` has returned, whose sync is that of both; what is said of any other is on disk when this returns.
    ///
    /// - Parameter process: Who is going to judge it, and no other mail before it was concluded.
    /// - Parameter isRunning: Whether a process that said at a time (seconds since 1970) that it was judging still is.
    package func receive(
        _ mail: InboundMail, process: Int32, isRunning: (Int32, Int64) -> Bool
    ) throws(StoreError) -> Arrival {
        let id = try connection.writeAheadOfNext { () throws(StoreError) in try keep(mail, process: process) }
        if let id { return .new(id) }
        return try connection.write { () throws(StoreError) in
            try receiveAgain(mail, process: process, isAlone: true, isRunning: isRunning)
        }
    }

    /// The same for mails that are judged together: what is new is kept in one transaction.
    ///
    /// When the process crashes, nobody can tell which of them it was. So each is judged once more when it comes again, by
    /// itself: it is `.again` then, and `receive` is to be called for it.
    package func receive(
        group: [InboundMail], process: Int32, isRunning: (Int32, Int64) -> Bool
    ) throws(StoreError) -> [Arrival] {
        let kept = try connection.writeAheadOfNext { () throws(StoreError) -> [Int64?] in
            var kept: [Int64?] = []
            for mail in group { kept.append(try keep(mail, process: -process)) }
            return kept
        }
        let new = Set(kept.compactMap(\.self))
        if new.count == group.count { return kept.compactMap { $0.map { .new($0) } } }
        return try connection.write { () throws(StoreError) -> [Arrival] in
            var arrivals: [Arrival] = []
            for (mail, id) in zip(group, kept) {
                if let id {
                    arrivals.append(.new(id))
                } else {
                    arrivals.append(
                        try receiveAgain(mail, process: process, isAlone: false, group: new, isRunning: isRunning))
                }
            }
            return arrivals
        }
    }

    /// Keeps a mail in the caller's transaction; nil where it came before.
    private func keep(_ mail: InboundMail, process: Int32) throws(StoreError) -> Int64? {
        try connection.run(
            """
            INSERT INTO fx_email_inbound(fingerprint, received, deliveries, size, sender, recipient, state, process)
            VALUES(?1, ?2, 1, ?3, ?4, ?5, 'judging', ?6) ON CONFLICT(fingerprint) DO NOTHING
            """,
            [
                .blob(mail.fingerprint), .integer(mail.received), SQLValue(mail.size), SQLValue(mail.sender),
                SQLValue(mail.recipient), .integer(Int64(process)),
            ])
        guard connection.changes == 1 else { return nil }
        let id = connection.lastInsertedID
        try connection.run(
            "INSERT INTO fx_email_raw(inboundId, mail) VALUES(?1, ?2)", [.integer(id), .blob(mail.bytes)])
        return id
    }

    /// - Parameter group: The mails that this process is judging at this moment.
    private func receiveAgain(
        _ mail: InboundMail, process: Int32, isAlone: Bool, group: Set<Int64> = [], isRunning: (Int32, Int64) -> Bool
    ) throws(StoreError) -> Arrival {
        let found = try connection.first(
            "SELECT inboundId, state, process, received FROM fx_email_inbound WHERE fingerprint=?1",
            [.blob(mail.fingerprint)]
        ) {
            (
                id: $0.integer(0), state: $0.text(1), process: Int32(truncatingIfNeeded: $0.integer(2)),
                since: $0.integer(3)
            )
        }
        guard let found else {
            throw StoreError(.other, path: connection.path, message: "a mail vanished while it was received")
        }
        try connection.run(
            "UPDATE fx_email_inbound SET deliveries=deliveries+1 WHERE inboundId=?1", [.integer(found.id)])
        guard found.state == "judging" else { return .known(found.id) }
        guard !group.contains(found.id), !isRunning(Int32(clamping: found.process.magnitude), found.since) else {
            return .inProgress(found.id)
        }
        if found.process < 0 {
            // It was one of several. From here on it is the only one, and its time is that of this delivery.
            if isAlone {
                try connection.run(
                    "UPDATE fx_email_inbound SET process=?2, received=?3 WHERE inboundId=?1",
                    [.integer(found.id), .integer(Int64(process)), .integer(mail.received)])
            }
            return .again(found.id)
        }
        try connection.run(
            """
            UPDATE fx_email_inbound SET state='set-aside', process=?2,
              because='Judging it failed at its first delivery; the administrator is to look at it.', notice='forward'
             WHERE inboundId=?1
            """, [.integer(found.id), .integer(Int64(process))])
        try log(
            "warning", "judging this mail failed at its first delivery: set aside", inbound: found.id,
            now: mail.received)
        return .abandoned(found.id)
    }

    /// Judges a kept mail: looks up its clues, lets the policy decide, and writes history, log and subscribers, all in one
    /// transaction.
    package func conclude(
        _ inbound: Int64, clues: Clues, now: Int64, settings: Settings,
        ask: (Proofs) -> [FailureQuestion], decide: (Proofs, History) -> Conclusion
    ) throws(StoreError) -> Conclusion {
        try connection.write { () throws(StoreError) -> Conclusion in
            try concludeInTransaction(inbound, clues: clues, now: now, settings: settings, ask: ask, decide: decide)
        }
    }

    /// The same in the caller's transaction.
    func concludeInTransaction(
        _ inbound: Int64, clues: Clues, now: Int64, settings: Settings,
        ask: (Proofs) -> [FailureQuestion], decide: (Proofs, History) -> Conclusion
    ) throws(StoreError) -> Conclusion {
        let proofs = try proofs(for: clues, now: now)
        var history = try history(of: proofs.subscribers.map(\.id), now: now)
        history.failures = try failures(ask(proofs), settings: settings, now: now)
        let conclusion = decide(proofs, history)
        try write(conclusion, inbound: inbound, now: now, settings: settings, acts: true)
        try endIncidents(history.failures, settings: settings, now: now)
        if inbound % 64 == 0 { try deleteOld(now: now, keepDays: settings.keepDays) }
        return conclusion
    }

    /// - Parameter acts: Whether subscribers are changed.
    func write(_ conclusion: Conclusion, inbound: Int64, now: Int64, settings: Settings, acts: Bool) throws(StoreError)
    {
        let strongest = conclusion.strongest
        try connection.run(
            """
            UPDATE fx_email_inbound SET state='judged', process=NULL, kind=?2, rule=?3, trust=?4, effect=?5, because=?6,
              notice=?7 WHERE inboundId=?1
            """,
            [
                .integer(inbound), .text(conclusion.kind), .text(conclusion.rule), .text(conclusion.trust.rawValue),
                SQLValue(strongest?.effect.rawValue), SQLValue(strongest?.because), SQLValue(conclusion.notice),
            ])
        let hours = settings.number(.incidentHours)
        for entry in conclusion.entries { try write(entry, incidentHours: hours) }
        if acts { try act(on: conclusion.decisions, inbound: inbound, now: now) }
    }

    /// Does to the subscribers what was decided, in the caller's transaction.
    func act(on decisions: [Decision], inbound: Int64?, now: Int64) throws(StoreError) {
        for decision in decisions {
            guard let subscriber = decision.subscriber else { continue }
            switch decision.effect {
            case .doNotCall:
                try connection.run(
                    "UPDATE subscriber SET sdonotcall=1, mtime=?2 WHERE subscriberId=?1",
                    [.integer(subscriber), .integer(now)])
            case .unsubscribed:
                try connection.run("DELETE FROM subscriber WHERE subscriberId=?1", [.integer(subscriber)])
            default: continue
            }
            try log(
                "notice", "\(decision.address): \(decision.effect.rawValue). \(decision.because)", inbound: inbound,
                now: now)
        }
    }

    /// Deletes mails that were kept long enough, and a year later what log and history say of them; the history of
    /// subscribers stays. In the caller's transaction, and a few hundred at a time, so that no single delivery pays for all.
    ///
    /// - Returns: How many rows were deleted.
    @discardableResult
    func deleteOld(now: Int64, keepDays: Int) throws(StoreError) -> Int {
        let mails = now - Int64(keepDays) * 86_400
        // Numbers rise with time, so the oldest are the first; an index on the time would cost every delivery a page.
        try connection.run(
            """
            DELETE FROM fx_email_raw WHERE inboundId IN
              (SELECT inboundId FROM (SELECT inboundId FROM fx_email_raw ORDER BY inboundId LIMIT 500)
                 JOIN fx_email_inbound USING(inboundId) WHERE received<?1)
            """, [.integer(mails)])
        var count = connection.changes
        let lines = mails - 365 * 86_400
        for statement in [
            """
            DELETE FROM fx_email_inbound WHERE inboundId IN
              (SELECT inboundId FROM (SELECT inboundId, received FROM fx_email_inbound ORDER BY inboundId LIMIT 500)
                WHERE received<?1)
            """,
            """
            DELETE FROM fx_email_history WHERE historyId IN
              (SELECT historyId FROM fx_email_history WHERE subscriberId IS NULL AND rcvdTime<?1 LIMIT 500)
            """,
            """
            DELETE FROM fx_email_log WHERE logId IN
              (SELECT logId FROM (SELECT logId, time FROM fx_email_log ORDER BY logId LIMIT 500) WHERE time<?1)
            """,
        ] {
            try connection.run(statement, [.integer(lines)])
            count += connection.changes
        }
        return count
    }
}
