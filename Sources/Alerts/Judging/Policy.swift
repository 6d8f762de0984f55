import Bounces

/// What a mail may do: the trust table.
///
/// | what arrived | verified | unverified |
/// | --- | --- | --- |
/// | hard bounce | do-not-call at the first | at 3 on 3 distinct days within 30 |
/// | soft bounce about the mailbox | at 5 of 5 distinct days and deliveries, none accepted between | recorded |
/// | other soft bounce | recorded | recorded |
/// | complaint: abuse, fraud, opt-out, or of no type | do-not-call at once | recorded, and the administrator is told |
/// | feedback of another type | recorded | recorded |
/// | unsubscribe request | unsubscribed, with the token | a confirmation mail |
/// | delay, delivered, auto-reply, receipt | recorded | recorded |
/// | an answer to a mail of ours | kept, and passed on to the administrator | the same |
/// | anything else | kept, and passed on where `email-forward` says so | the same |
///
/// Where many of one provider fail at once for one reason, nobody is silenced by it: `FailureCount.isIncident`.
///
/// A forged bounce must not silence a subscriber; addresses that a report names are evidence, never proof. Pure: the same
/// values give the same decisions, and the limits are the only settings that count.
package enum Policy {
    /// Within how many days the hard bounces that nothing proves have to come.
    package static let unverifiedWindowDays: Int64 = 30
    /// A soft bounce counts no longer than this, also where nothing tells us of mails that were accepted since, as in a
    /// repository whose alerts Fossil sends. A list that sends once in two months still gets to five.
    package static let softWindowDays: Int64 = 400

    /// What has to be counted before the policy can decide: who else fails there for the same reason.
    package static func questions(
        report: Report, envelope: Envelope = Envelope(), proofs: Proofs
    ) -> [FailureQuestion] {
        guard report.kind == .bounce else { return [] }
        var questions: [FailureQuestion] = []
        for subject in proofs.subjects(of: report, envelope: envelope).prefix(20) {
            for group in groups(of: subject, report) {
                if let known = questions.firstIndex(where: { $0.group == group }) {
                    questions[known].subscribers.append(subject.subscriber.id)
                } else {
                    questions.append(FailureQuestion(group: group, subscribers: [subject.subscriber.id]))
                }
            }
        }
        return questions
    }

    /// None where the failure counts for nothing: what is not proven and does not say that the address is dead.
    private static func groups(of subject: Subject, _ report: Report) -> [FailureGroup] {
        guard let index = subject.recipient, report.recipients.indices.contains(index) else { return [] }
        let recipient = report.recipients[index]
        guard recipient.action == .failed, subject.trust == .verified || recipient.classification == .hard else {
            return []
        }
        return FailureGroup.of(subject, recipient)
    }

    /// - Parameter history: What was reported before; this report is not in it.
    /// - Parameter now: When the mail came, by our clock. Seconds since 1970.
    package static func decide(
        report: Report, envelope: Envelope = Envelope(), proofs: Proofs, history: History, settings: Settings,
        now: Int64
    ) -> [Decision] {
        var decisions = decisions(report, envelope, proofs, history, settings, now: now)
        if proofs.hasFalseToken {
            for index in decisions.indices where decisions[index].trust == .unverified {
                decisions[index].because +=
                    " The return-path token in the envelope is no proof: it is forged or has expired."
            }
        }
        return decisions
    }

    private static func decisions(
        _ report: Report, _ envelope: Envelope, _ proofs: Proofs, _ history: History, _ settings: Settings, now: Int64
    ) -> [Decision] {
        let subjects = proofs.subjects(of: report, envelope: envelope)
        if report.kind == .other {
            let about = subjects.first
            let obstacle = obstacle(to: about, envelope, proofs, settings)
            let because = obstacle.map { "It is no report. It is kept and not passed on, since \($0)." }
            return [
                Decision(
                    subscriber: about?.subscriber.id, address: about?.subscriber.address ?? "",
                    effect: obstacle == nil ? .forward : .recorded,
                    because: because ?? "It is no report: it is kept and passed on to the administrator.",
                    trust: about?.trust ?? .unverified)
            ]
        }
        if subjects.isEmpty { return aboutNobody(report) }
        return subjects.map { subject in
            if let incident = incident(of: subject, report, history, settings) {
                return Decision(
                    subscriber: subject.subscriber.id, address: subject.subscriber.address, effect: .recorded,
                    because: words(incident, settings), trust: subject.trust, recipient: subject.recipient,
                    sent: subject.sent, incident: incident)
            }
            var verdict = verdict(on: subject, report: report, history: history, settings: settings, now: now)
            if verdict.effect == .confirm, let hindrance = proofs.isOwn ? .own : envelope.hindrance {
                verdict = (.recorded, "A request without proof, and no answer may be sent, since \(hindrance.words).")
            }
            return Decision(
                subscriber: subject.subscriber.id, address: subject.subscriber.address, effect: verdict.effect,
                because: verdict.because, trust: subject.trust, recipient: subject.recipient, sent: subject.sent)
        }
    }

    /// Why a mail that is no report is not passed on; nil where it is. A stranger's mail is as likely spam, and whoever answers
    /// a mail of ours names it (RFC 5322 3.6.4), or has its return path or its code.
    private static func obstacle(
        to about: Subject?, _ envelope: Envelope, _ proofs: Proofs, _ settings: Settings
    ) -> String? {
        if let hindrance = proofs.isOwn ? .own : envelope.hindrance { return hindrance.words }
        switch settings[.forward] {
        case "all": return nil
        case "off": return "email-forward is off"
        default:
            let isAnswer = proofs.isAnswer || about?.trust == .verified
            return isAnswer ? nil : "nothing shows that it answers a mail of ours"
        }
    }

    /// The incident that a failure is part of.
    private static func incident(
        of subject: Subject, _ report: Report, _ history: History, _ settings: Settings
    ) -> FailureCount? {
        guard report.kind == .bounce, !history.failures.isEmpty else { return nil }
        let groups = groups(of: subject, report)
        return history.failures.first { groups.contains($0.group) && $0.isIncident(settings) }
    }

    private static func words(_ incident: FailureCount, _ settings: Settings) -> String {
        let whose = incident.group.side == .domain ? "at" : "behind the servers of"
        return
            "An incident, which counts against nobody: \(incident.failing) of \(incident.subscribers) subscribers \(whose) "
            + "\(incident.group.provider) failed for this reason (\(incident.group.reason.rawValue)) within "
            + "\(settings.number(.incidentHours)) hours."
    }

    private typealias Verdict = (effect: Decision.Effect, because: String)

    private static func verdict(
        on subject: Subject, report: Report, history: History, settings: Settings, now: Int64
    ) -> Verdict {
        switch report.kind {
        case .bounce:
            guard let index = subject.recipient, report.recipients.indices.contains(index) else {
                return (.recorded, "The report does not say why the mail failed.")
            }
            let recipient = report.recipients[index]
            guard recipient.action == .failed else {
                return (.recorded, "For this subscriber the mail was \(recipient.action.rawValue), not refused.")
            }
            if subject.subscriber.isDoNotCall { return (.recorded, "The subscriber is do-not-call already.") }
            let key = report.original.messageID ?? report.original.envelopeID
            let tally = Tally(of: subject.subscriber, history: history, delivery: key, now: now)
            return recipient.classification == .hard
                ? hardBounce(subject, recipient, tally, settings) : softBounce(subject, recipient, tally, settings)
        case .complaint: return machineFeedback(report).map { (.recorded, $0) } ?? complaint(subject)
        case .unsubscribe: return unsubscribe(subject)
        case .delay: return (.recorded, "The mail is still being tried.")
        case .delivered: return (.recorded, "The mail has arrived or was passed on.")
        case .autoReply: return (.recorded, "An automatic answer says nothing about the address.")
        case .receipt: return (.recorded, "A receipt says nothing against the address.")
        case .other: return (.forward, "It is no report.")
        }
    }

    private static func hardBounce(
        _ subject: Subject, _ recipient: Recipient, _ tally: Tally, _ settings: Settings
    ) -> Verdict {
        let reason = recipient.reason.rawValue
        if let proof = subject.proof, settings.bounceHardLimit > 0 {
            let count = tally.verifiedHard
            if count >= settings.bounceHardLimit {
                return (
                    .doNotCall,
                    "The address is dead (\(reason)), proven by \(proof.rawValue); hard bounce \(count) of \(settings.bounceHardLimit)."
                )
            }
            return (
                .recorded,
                "The address is said to be dead (\(reason)), proven by \(proof.rawValue); hard bounce \(count) of \(settings.bounceHardLimit)."
            )
        }
        let limit = settings.bounceUnverifiedLimit
        let days = tally.hardDays
        if subject.proof == nil, limit > 0, days >= limit {
            return (
                .doNotCall,
                "The address is said to be dead (\(reason)) on \(days) different days within \(unverifiedWindowDays), without proof."
            )
        }
        return (
            .recorded,
            subject.proof == nil
                ? "The address is said to be dead (\(reason)), but nothing proves that the report is about a mail of ours; day \(days) of \(limit)."
                : "The address is dead (\(reason)), but email-bounce-hard-limit is 0."
        )
    }

    private static func softBounce(
        _ subject: Subject, _ recipient: Recipient, _ tally: Tally, _ settings: Settings
    ) -> Verdict {
        let reason = recipient.reason.rawValue
        guard recipient.reason.concernsMailbox else {
            return (
                .recorded,
                "A failure of the sender, the content or a server (\(reason)) never counts against the address."
            )
        }
        guard let proof = subject.proof else {
            return (
                .recorded,
                "The mailbox takes no mail (\(reason)), but nothing proves that the report is about a mail of ours."
            )
        }
        let limit = settings.bounceSoftLimit
        let count = min(tally.softDays, tally.softDeliveries)
        if limit > 0, count >= limit {
            return (
                .doNotCall,
                "The mailbox takes no mail (\(reason)): \(count) deliveries on as many days failed, none was accepted between; proven by \(proof.rawValue)."
            )
        }
        return (
            .recorded,
            "The mailbox takes no mail (\(reason)), proven by \(proof.rawValue); soft bounce \(count) of \(limit)."
        )
    }

    /// Feedback types by which a reader says that the mails are not wanted (RFC 5965 7.3, RFC 6449 3.2).
    private static let unwanted: Set<String> = ["abuse", "fraud", "opt-out", "opt-out-list"]

    /// What a feedback report is that a machine sends of its own accord; nil for a complaint.
    private static func machineFeedback(_ report: Report) -> String? {
        guard let type = report.feedbackType, !unwanted.contains(type) else { return nil }
        return "Feedback of the type \(type.prefix(40)): no reader has complained."
    }

    private static func complaint(_ subject: Subject) -> Verdict {
        guard let proof = subject.proof else {
            return (.tellAdministrator, "A complaint, but nothing proves that it is about a mail of ours.")
        }
        if subject.subscriber.isDoNotCall { return (.recorded, "A complaint; the subscriber is do-not-call already.") }
        return (.doNotCall, "A complaint, proven by \(proof.rawValue).")
    }

    private static func unsubscribe(_ subject: Subject) -> Verdict {
        subject.proof == .returnPath
            ? (.unsubscribed, "The request came to the subscriber's own signed address.")
            : (.confirm, "Anybody can send such a request: a mail to the subscriber asks for confirmation.")
    }

    /// A report that names nobody who subscribes: each of its recipients is written down.
    private static func aboutNobody(_ report: Report) -> [Decision] {
        if report.kind == .complaint, machineFeedback(report) == nil {
            return [
                Decision(
                    subscriber: nil, address: report.recipients.first?.address ?? "", effect: .tellAdministrator,
                    because: "A complaint about nobody who subscribes.")
            ]
        }
        guard !report.recipients.isEmpty else {
            return [
                Decision(subscriber: nil, address: "", effect: .recorded, because: "It names nobody who subscribes.")
            ]
        }
        return report.recipients.indices.prefix(100).map { index in
            Decision(
                subscriber: nil, address: report.recipients[index].address, effect: .recorded,
                because: "Nobody subscribes with this address.", recipient: index)
        }
    }
}
