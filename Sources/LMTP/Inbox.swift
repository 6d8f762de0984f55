import Alerts
import Bounces
import Commands
import Glibc
import Logging
import Serving
import Storage
import Synchronization

/// Mails that wait are kept and judged together: one transaction stores all, then they are read in parallel, then one
/// transaction, whose sync is that of both, writes what follows. Only then is any of them answered.
///
/// While one group is on its way, the next gathers: the more come, the larger the groups.
final class Inbox: Sendable {
    /// A mail as it came.
    struct Mail: Sendable {
        let bytes: [UInt8]
        let recipients: [String]
        let sender: String
        /// Ends when the mail has been answered.
        let reservation: MemoryReservation
    }

    private struct Waiting: Sendable {
        let mail: Mail
        let answer: @Sendable (LMTPOutcome) -> Void
    }

    private struct State {
        var waiting: [Waiting] = []
        var worker: Task<Void, Never>?
    }

    /// More make no difference to the cost of a sync, and a mail waits for its whole group.
    private static let groupMails = 256
    private static let groupBytes = 32 << 20

    private let database: DatabasePool
    private let meters: Meters
    private let logger: Logger
    private let workers = Workers(name: "email.judge")
    private let watchdog: Watchdog
    private let state = Mutex(State())
    /// The fingerprints of mails that the database failed to conclude. No crash is to be feared from these.
    private let unconcluded = Mutex<Set<[UInt8]>>([])
    private static let unconcludedAtMost = 10_000
    /// As long as `email inbound` has for one mail. The largest group is read in a fraction of it.
    private static let judgingSeconds = 60
    /// EX_SOFTWARE of sysexits.h.
    private static let internalError: Int32 = 70

    init(database: DatabasePool, meters: Meters, logger: Logger) {
        self.database = database
        self.meters = meters
        self.logger = logger
        watchdog = Watchdog(limit: .seconds(Inbox.judgingSeconds)) {
            logger.critical(
                "reading mails did not come to its end, so the service ends; their senders try again",
                metadata: ["seconds": "\(Inbox.judgingSeconds)"])
            _exit(Inbox.internalError)
        }
    }

    /// Takes a mail. The answer comes when it is on disk, or when that failed.
    func take(_ mail: Mail, answer: @escaping @Sendable (LMTPOutcome) -> Void) {
        state.withLock { state in
            state.waiting.append(Waiting(mail: mail, answer: answer))
            if state.worker == nil { state.worker = Task { await self.work() } }
        }
    }

    /// Returns when all that was taken is answered.
    func finished() async {
        while let worker = state.withLock({ $0.worker }) { await worker.value }
    }

    private func work() async {
        while true {
            let group = nextGroup()
            if group.isEmpty { return }
            let outcomes = await outcomes(of: group.map(\.mail))
            for (waiting, outcome) in zip(group, outcomes) { waiting.answer(outcome) }
        }
    }

    /// Empty where nothing waits; then the work ends.
    private func nextGroup() -> [Waiting] {
        state.withLock { state in
            var count = 0
            var bytes = 0
            for waiting in state.waiting.prefix(Inbox.groupMails) {
                bytes += waiting.mail.bytes.count
                if count > 0, bytes > Inbox.groupBytes { break }
                count += 1
            }
            let group = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            if group.isEmpty { state.worker = nil }
            return group
        }
    }

    // MARK: A group

    private func outcomes(of group: [Mail]) async -> [LMTPOutcome] {
        let now = Clock.now
        let mails = await workers.map(group) {
            IncomingMail(
                bytes: $0.bytes, size: $0.bytes.count, recipients: $0.recipients, sender: $0.sender, received: now)
        }
        var outcomes: [LMTPOutcome]
        var again: [Int] = []
        do {
            let kept = mails.map(\.inbound)
            let (arrivals, settings) = try await database.write { store in
                let settings = try store.settings()
                return (
                    try store.receive(group: kept, process: getpid()) {
                        IncomingMail.isRunning($0, since: $1, now: now)
                    }, settings
                )
            }
            outcomes = await conclude(mails, arrivals, settings: settings, isAlone: false)
            again = arrivals.indices.filter { if case .again = arrivals[$0] { true } else { false } }
        } catch {
            logger.error("mails cannot be kept", metadata: ["error": "\(error)", "mails": "\(mails.count)"])
            outcomes = mails.map { _ in Inbox.outcome(of: error) }
        }
        // Each of these may be the one that a process crashed by: no other is at risk with it.
        for index in again { outcomes[index] = await takeAlone(mails[index], now: now) }
        count(outcomes)
        return outcomes
    }

    private func takeAlone(_ mail: IncomingMail, now: Int64) async -> LMTPOutcome {
        do {
            let kept = mail.inbound
            // Negative: it may come yet again.
            let isHarmless = unconcluded.withLock { $0.contains(mail.fingerprint) }
            let process = isHarmless ? -getpid() : getpid()
            let (arrival, settings) = try await database.write { store in
                let settings = try store.settings()
                return (
                    try store.receive(kept, process: process) { IncomingMail.isRunning($0, since: $1, now: now) },
                    settings
                )
            }
            return await conclude([mail], [arrival], settings: settings, isAlone: true)[0]
        } catch {
            logger.error("a mail cannot be kept", metadata: ["error": "\(error)"])
            return Inbox.outcome(of: error)
        }
    }

    /// Judges what is new, and says what became of each.
    private func conclude(
        _ mails: [IncomingMail], _ arrivals: [Arrival], settings: Settings, isAlone: Bool
    ) async -> [LMTPOutcome] {
        let new = zip(mails, arrivals).compactMap { mail, arrival -> (mail: IncomingMail, id: Int64)? in
            switch arrival {
            case .new(let id): (mail, id)
            case .again(let id): isAlone ? (mail, id) : nil
            case .known, .inProgress, .abandoned: nil
            }
        }
        if let directory = settings.receiveDirectory { await copy(new, into: directory) }
        let judgements = await judge(new, settings)
        var concluded: [Int64: LMTPOutcome] = [:]
        if !judgements.isEmpty {
            let results = try? await database.write { $0.conclude(group: judgements, settings: settings) }
            for (judgement, result) in zip(judgements, results ?? []) {
                concluded[judgement.inbound] = outcome(of: judgement.inbound, result)
            }
        }
        for item in new { note(item.mail.fingerprint, concluded[item.id]) }
        return arrivals.map { arrival in
            switch arrival {
            case .new(let id), .again(let id): concluded[id] ?? .failed
            case .known(let id), .abandoned(let id): .known(id)
            case .inProgress(let id):
                // The same mail twice in this group, or in the hands of another process.
                if case .kept(let id)? = concluded[id] { .known(id) } else { concluded[id] ?? .busy }
            }
        }
    }

    private func note(_ fingerprint: [UInt8], _ outcome: LMTPOutcome?) {
        unconcluded.withLock { unconcluded in
            if case .kept? = outcome {
                unconcluded.remove(fingerprint)
            } else if unconcluded.count < Inbox.unconcludedAtMost {
                unconcluded.insert(fingerprint)
            }
        }
    }

    /// Reads the mails, which is the work of processors alone.
    private func judge(_ new: [(mail: IncomingMail, id: Int64)], _ settings: Settings) async -> [Judgement] {
        let rules = rules(settings)
        return await watchdog.watch {
            await workers.map(new) { item in
                item.mail.judgement(
                    item.mail.judged(rules: rules), id: item.id, settings: settings, isService: true)
            }
        }
    }

    /// Waits for a disk, which may be another's: not the work that the watchdog is for.
    private func copy(_ new: [(mail: IncomingMail, id: Int64)], into directory: String) async {
        let logger = logger
        _ = await workers.map(new) { item in
            let failure = MailCopy.write(item.mail.bytes, id: item.id, now: item.mail.received, in: directory)
            if let failure { logger.warning("\(failure)") }
        }
    }

    /// Those of `email-rules`; where the file cannot be used, those of the library: a mail is not kept waiting for it.
    private func rules(_ settings: Settings) -> Rules {
        let path = settings[.rules]
        guard !path.isEmpty else { return .builtIn }
        do throws(RulesFile.Mistake) {
            return try RulesFile.rules(path)
        } catch {
            logger.error("email-rules: \(error.message)")
            return .builtIn
        }
    }

    private func outcome(of id: Int64, _ result: Result<Conclusion, StoreError>) -> LMTPOutcome {
        switch result {
        case .success(let conclusion):
            for decision in conclusion.decisions {
                switch decision.effect {
                case .doNotCall, .unsubscribed:
                    logger.notice(
                        "a subscriber was changed",
                        metadata: [
                            "mail": "\(id)", "subscriber": "\(decision.subscriber ?? 0)",
                            "effect": "\(decision.effect.rawValue)",
                        ])
                default: continue
                }
            }
            return .kept(id)
        case .failure(let error):
            logger.error("a mail cannot be judged", metadata: ["mail": "\(id)", "error": "\(error)"])
            return Inbox.outcome(of: error)
        }
    }

    private static func outcome(of error: any Error) -> LMTPOutcome {
        (error as? StoreError)?.code == .full ? .diskFull : .failed
    }

    private func count(_ outcomes: [LMTPOutcome]) {
        var kept = 0
        var known = 0
        for outcome in outcomes {
            switch outcome {
            case .kept: kept += 1
            case .known: known += 1
            case .busy, .diskFull, .failed: continue
            }
        }
        let failed = outcomes.count - kept - known
        for (result, count) in [("kept", kept), ("known", known), ("failed", failed)] where count > 0 {
            meters.count("email_lmtp_mails_total", ["result": result], by: count)
        }
        logger.info("mails", metadata: ["kept": "\(kept)", "known": "\(known)", "failed": "\(failed)"])
    }
}
