import Alerts
import Bounces
import Storage
import Transports

/// Hands the mails that are due to a mail agent.
///
/// Each is marked as being handed over, then handed over, then what became of it is recorded in the same transaction that
/// marks the next: a crash leaves those in doubt that were in hand, one for each program or connection, and `Recovery` names
/// them.
package struct Dispatcher {
    /// What was done.
    package struct Tally: Equatable {
        var sent = 0
        var failed = 0
        /// Those of the failed that were given up, and why the last of them was.
        var givenUp = 0
        var lastReason = ""
        /// Those that are tried again later.
        var waiting = 0
        /// Why the mail agent itself does not work; nothing more was tried then.
        var agentFailure: String?
        /// When the next of the mails may go that a rate holds back and that nobody waits for. Seconds since 1970.
        var next: Int64?

        var handled: Int { sent + failed + waiting }
    }

    let store: Store
    let settings: Settings
    /// What was prepared with another one is forgotten.
    var composer: Composer { didSet { prepared = [:] } }
    var transport: any Transport
    var bar = ProgressBar(total: 0)

    private let retry: RetryPolicy
    /// Nil for those of the library alone, which are put together when a mail is refused.
    private let rules: Rules?
    private var rates: RateLimit
    private var prepared: [Int64: PreparedLetter] = [:]
    private(set) var tally = Tally()
    /// Until when a rate holds mails back that were due, in this run or in one before. Seconds since 1970; 0 where it holds none.
    private(set) var heldUntil: Int64 = 0

    init(store: Store, settings: Settings, composer: Composer, transport: any Transport) throws(StoreError) {
        self.store = store
        self.settings = settings
        self.composer = composer
        self.transport = transport
        retry = RetryPolicy(settings)
        rules = settings[.rules].isEmpty ? nil : RulesFile.rules(settings, store, now: Clock.now)
        rates = RateLimit(settings, state: try store.rateState())
    }

    /// How much of mails may be in hand at a time; one more may go beyond it.
    private static let mostBytes = 32 << 20

    // MARK: Sending

    /// Sends what is due. What a rate holds back waits until `heldUntil`.
    ///
    /// - Parameter only: These deliveries and no others, whenever they are due.
    mutating func run(only: [Int64]? = nil) throws(StoreError) {
        var left = only
        var inHand = MailsInHand()
        // Taken from the queue, and not composed yet, as those in hand are large.
        var spare: ArraySlice<QueuedMail> = []
        var ended: [Ended] = []
        var transport = transport
        let isDurable = transport.isDurable
        defer { self.transport = transport }
        try transport.run { (finished, room) throws(StoreError) -> [OutgoingMessage] in
            for handover in finished {
                guard let mail = inHand.take(handover.number) else { continue }
                ended.append(try judge(handover.outcome, mail))
            }
            while true {
                let isOver = tally.agentFailure != nil || StopSignal.isPending
                if isOver {
                    ended += spare.map { ($0, .untouched(error: tally.agentFailure ?? "")) }
                    spare = []
                }
                let wanted = isOver ? 0 : max(0, room - spare.count)
                let taken = try record(ended, taking: wanted, only: left)
                // There are no more, and some are in hand: time to begin with what the end would wait for.
                if taken.count < wanted, !isDurable { store.startWriting() }
                ended = []
                left = left.map { ids in ids.filter { id in !taken.contains { $0.id == id } } }
                if spare.isEmpty { spare = taken[...] } else { spare += taken }
                var messages: [OutgoingMessage] = []
                while messages.count < room, inHand.bytes < Dispatcher.mostBytes, let mail = spare.popFirst() {
                    if let message = try message(mail, &ended) {
                        inHand.add(mail, bytes: message.bytes.count)
                        messages.append(message)
                    }
                }
                if ended.isEmpty || !messages.isEmpty { return messages }
            }
        }
    }

    private typealias Ended = (mail: QueuedMail, verdict: Verdict)

    /// Records what became of mails, and takes others that are due, in one transaction.
    private mutating func record(
        _ ended: [Ended], taking limit: Int, only: [Int64]?
    ) throws(StoreError) -> [QueuedMail] {
        let now = Clock.now
        var rates = rates
        var heldUntil = heldUntil
        let taken = try store.transaction { () throws(StoreError) -> [QueuedMail] in
            try store.record(ended, settings: settings, now: now)
            if limit == 0 { return [] }
            let precise = Clock.preciseNow
            if rates.isUnlimited { return try store.takeDue(limit: limit, only: only, now: now) }
            let taken = try store.takeDue(limit: limit, only: only, now: now) { domain in
                guard let moment = rates.delay(domain: domain, now: precise) else { return nil }
                let second = Int64(moment.rounded(.up))
                heldUntil = max(heldUntil, second)
                return second
            }
            try store.keepRateState(rates.state(now: precise))
            return taken
        }
        self.rates = rates
        self.heldUntil = heldUntil
        count(ended)
        return taken
    }

    private mutating func count(_ ended: [Ended]) {
        if ended.isEmpty { return }
        for (_, verdict) in ended {
            switch verdict {
            case .sent: tally.sent += 1
            case .failed: tally.failed += 1
            case .givenUp(_, let error):
                tally.failed += 1
                tally.givenUp += 1
                tally.lastReason = error
            case .again, .untouched: tally.waiting += 1
            }
        }
        bar.advance(to: tally.handled)
    }

    /// The mail as it goes out; nil where it cannot go, which is added to what has ended.
    private mutating func message(_ mail: QueuedMail, _ ended: inout [Ended]) throws(StoreError) -> OutgoingMessage? {
        let objection: String
        if !isSendable(mail.addressee.address) {
            objection = "this is no address that mail can be sent to"
        } else if let letter = try letter(mail.textID) {
            return composer.compose(letter, for: mail.addressee)
        } else {
            objection = "its text is gone"
        }
        ended.append((mail, verdict(.givenUp(objection), mail)))
        return nil
    }

    private mutating func judge(_ outcome: DeliveryOutcome, _ mail: QueuedMail) throws(StoreError) -> Ended {
        if tally.agentFailure == nil, let reason = outcome.agentFailure { tally.agentFailure = reason }
        let verdict = verdict(outcome, mail)
        if case .uncertain(let reason) = outcome { try noteUncertain(mail, reason, verdict) }
        return (mail, verdict)
    }

    private func verdict(_ outcome: DeliveryOutcome, _ mail: QueuedMail) -> Verdict {
        Verdict(
            outcome, address: mail.addressee.address, messageID: mail.addressee.messageID, attempts: mail.attempts,
            retry: retry, random: UInt64.random(in: 0 ... .max),
            rules: rules ?? .builtIn)
    }

    private func noteUncertain(_ mail: QueuedMail, _ reason: String, _ verdict: Verdict) throws(StoreError) {
        let fate =
            if case .again = verdict { "it is sent again and may come twice" } else { "it may have come all the same" }
        let line = "delivery \(mail.id) to \(mail.addressee.address), \(mail.addressee.messageID): \(reason); \(fate)"
        try store.writeLog("warning", line, now: Clock.now)
        SystemLog.write(.warning, line)
    }

    /// Mails of one letter stand together, so that a few letters are enough to remember.
    private mutating func letter(_ text: Int64) throws(StoreError) -> PreparedLetter? {
        if let known = prepared[text] { return known }
        guard let letter = try store.letter(text) else { return nil }
        if prepared.count >= 64 { prepared.removeAll() }
        let result = composer.prepare(letter)
        prepared[text] = result
        return result
    }
}
