import Alerts
import Commands
import Storage

/// Does what visitors asked for, a little later than they asked: who waits for a page learns nothing from how long this takes.
final class RequestWorker: Sendable {
    /// To an address goes one mail in so many seconds, whoever asks for it and how often.
    static let secondsBetweenMails: Int64 = 86_400
    private static let batch = 100
    private static let everybody = ""

    private let site: Site
    private let codes: CodeIndex
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation
    /// Limits by network and by address do not stop somebody who has many of both.
    private let invitations = Throttle(0, per: 3600)
    private let warnings = Throttle(1, per: 3600)

    init(site: Site, codes: CodeIndex) {
        self.site = site
        self.codes = codes
        (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that there is something to do.
    func poke() { caller.yield() }

    /// Works until its task is cancelled. What was left by an earlier process comes first.
    func run() async {
        poke()
        for await _ in calls {
            do {
                // At no fixed time after a request, so that the next one does not show what this one led to.
                try await Task.sleep(for: .milliseconds(Int.random(in: 300...900)))
                try await work()
            } catch is CancellationError {
                return
            } catch {
                site.logger.error("requests of visitors have to wait", metadata: ["error": "\(error)"])
                guard (try? await Task.sleep(for: .seconds(10))) != nil else { return }
                poke()
            }
        }
    }

    private func work() async throws {
        while true {
            let requests = try await site.database.write { try $0.requests(limit: RequestWorker.batch) }
            guard !requests.isEmpty else { return }
            let settings = try await site.settings()
            let writer = LetterWriter(settings: settings, templates: try TemplateFolder.load(settings))
            var isMailQueued = false
            for request in requests {
                let now = site.now
                let mayInvite = mayInvite(settings, now: now)
                let answer = try await site.database.write { store in
                    let answer = try Self.answer(request, store, writer, settings, mayInvite: mayInvite, now: now)
                    try store.endRequest(request.id)
                    return answer
                }
                note(answer.invitation, settings, now: now)
                if let added = answer.added { codes.noteAdded(added) }
                isMailQueued = isMailQueued || answer.isMailQueued
            }
            if isMailQueued { site.wake() }
        }
    }

    private func mayInvite(_ settings: Settings, now: Int64) -> Bool {
        let limit = settings.number(.verifyHourlyLimit)
        return limit == 0 || !invitations.isUsedUp(Self.everybody, limit: limit, now: now)
    }

    /// Counts an invitation, or says that one was withheld, once in an hour.
    private func note(_ invitation: Answer.Invitation?, _ settings: Settings, now: Int64) {
        guard let invitation else { return }
        site.meters.count("email_invitations_total", ["result": invitation.rawValue])
        if invitation == .queued {
            _ = invitations.allows(Self.everybody, now: now)
        } else if warnings.allows(Self.everybody, now: now) {
            site.logger.warning(
                "invitations have reached \(Setting.verifyHourlyLimit.rawValue): who asks is forgotten until the hour is over",
                metadata: ["limit": "\(settings.number(.verifyHourlyLimit))"])
        }
    }

    private struct Answer: Sendable {
        enum Invitation: String, Sendable { case queued, withheld }

        /// The number of a new subscriber.
        var added: Int64?
        var isMailQueued = false
        var invitation: Invitation?
    }

    /// What follows from a request depends on the address alone, not on who asked. Each step may be repeated after a crash.
    private static func answer(
        _ request: WebRequest, _ store: Store, _ writer: LetterWriter, _ settings: Settings, mayInvite: Bool, now: Int64
    ) throws(StoreError) -> Answer {
        let known = try store.subscriber(address: request.address)
        let next =
            (try store.lastAnswer(address: known?.address ?? request.address, now: now) ?? 0) + secondsBetweenMails
        // Who has a link needs no other. Who left since then does, on the next day.
        if next > now, known != nil || request.kind == .link { return Answer() }
        if let known, known.isDoNotCall { return Answer() }
        if let known, known.isVerified {
            try store.queueLink(writer.link(), for: known, now: now)
            return Answer(isMailQueued: true)
        }
        if request.kind == .link, known == nil { return Answer() }
        guard mayInvite else { return Answer(invitation: .withheld) }
        var answer = Answer()
        if request.kind == .subscribe {
            // Nobody has confirmed the wishes of an unverified subscriber: the last ones hold.
            _ = try store.subscribe(
                address: request.address, subscriptions: request.letters, isVerified: nil,
                wantsDigest: request.wantsDigest, userName: nil, now: now)
            if known == nil { answer.added = try store.subscriber(address: request.address)?.id }
        }
        let invitation = try store.invite(
            address: request.address, letter: writer.verification(), settings: settings,
            due: next > now ? next : 0, now: now)
        answer.isMailQueued = invitation == .queued
        if invitation == .queued { answer.invitation = .queued }
        return answer
    }
}
