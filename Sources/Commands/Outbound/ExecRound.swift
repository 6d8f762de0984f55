import Alerts
import Glibc
import Storage
import Transports

/// Sends what is due, once. Whoever calls it holds the lock that keeps others from sending.
package struct ExecRound {
    let store: Store
    /// The path of the database.
    let path: String
    /// Whether mails that a rate holds back are waited for. Else the tally says when the next of them may go.
    var waitsForRates = true

    /// - Parameter wantsDigest: The digests now, however old the last ones are.
    /// - Returns: Nil where nothing is sent, as `email-send-method` is off.
    /// - Throws: `Failure`.
    package func run(wantsDigest: Bool, smtp: MakeSMTP) throws -> Dispatcher.Tally? {
        if store.isReplaced {
            throw Failure(.tryAgain, "\(path) is another file than when this began, or none")
        }
        try storing { () throws(StoreError) in
            // Fossil would take a method that it does not know for one that sent.
            if try store.exposedSendMethod() == nil { return }
            _ = try store.transaction { () throws(StoreError) in try store.protectSendMethod(now: Clock.now) }
        }
        var outbox = try Outbox(store)
        guard let transport = try WayOut.make(outbox.settings, database: path, smtp: smtp) else {
            if isatty(2) == 1 { Console.note("nothing is sent, as email-send-method is off") }
            return nil
        }
        let composer = try outbox.composer(now: Clock.now)
        var dispatcher = try storing { () throws(StoreError) in
            try Dispatcher(store: store, settings: outbox.settings, composer: composer, transport: transport)
        }
        defer { dispatcher.transport.close() }
        for line in try storing({ () throws(StoreError) in try dispatcher.recover() }) {
            Console.note(visible(line))
            SystemLog.write(.warning, line)
        }
        var makesDigest = wantsDigest
        var next: Int64?
        while true {
            let mustRest = try storing { () throws(StoreError) in
                try store.transaction { () throws(StoreError) in
                    try outbox.claimDue(wantsDigest: makesDigest, now: Clock.now)
                }
            }
            if mustRest { _ = StopSignal.sleep(until: Clock.preciseNow + Outbox.claimSeconds) }
            let now = Clock.now
            let due = try storing { () throws(StoreError) in
                _ = try store.transaction { () throws(StoreError) in
                    try outbox.queueDue(wantsDigest: makesDigest, now: now)
                }
                return try store.queueLength(now: now).due
            }
            makesDigest = false
            dispatcher.bar = ProgressBar(total: dispatcher.tally.handled + due)
            defer { dispatcher.bar.finish() }
            try storing { () throws(StoreError) in try dispatcher.run() }
            guard dispatcher.tally.agentFailure == nil, let moment = try nextMoment(dispatcher) else { break }
            next = moment
            guard waitsForRates, StopSignal.sleep(until: Double(moment)) else { break }
            next = nil
            // Settings and templates may have changed while a rate held mails back, and so has the time.
            outbox = try Outbox(store)
            dispatcher.composer = try outbox.composer(now: Clock.now)
        }
        try storing { () throws(StoreError) in
            try store.deleteOldDeliveries(settings: outbox.settings, now: Clock.now)
        }
        var tally = dispatcher.tally
        tally.next = next
        return tally
    }

    /// When the next of the mails may go that were due but for a rate; nil where there is none.
    private func nextMoment(_ dispatcher: Dispatcher) throws -> Int64? {
        let now = Clock.now
        guard dispatcher.heldUntil > now else { return nil }
        let next = try storing { () throws(StoreError) in try store.queueLength(now: now).next }
        return next.flatMap { $0 <= dispatcher.heldUntil ? $0 : nil }
    }
}
