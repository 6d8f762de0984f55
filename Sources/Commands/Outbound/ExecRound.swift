import Alerts
import Glibc
import Storage
import Transports

/// Sends what is due, once. Whoever calls it holds the lock that keeps others from sending.
package struct ExecRound {
    let store: Store
    /// The path of the database.
    let path: String
    /// For how many seconds mails that a rate holds back are waited for. Where it is longer the tally says when the next of them
    /// may go.
    var patienceSeconds: Int64 = 60

    /// - Parameter wantsDigest: The digests now, however old the last ones are.
    /// - Returns: Nil where nothing is sent, as `email-send-method` is off.
    /// - Throws: `Failure`.
    package func run(wantsDigest: Bool, smtp: MakeSMTP) throws -> Dispatcher.Tally? {
        try refuseReplaced()
        try storing { () throws(StoreError) in
            // Fossil would take a method that it does not know for one that sent.
            if try store.exposedSendMethod() == nil { return }
            _ = try store.transaction { () throws(StoreError) in try store.protectSendMethod(now: Clock.now) }
        }
        var outbox = try Outbox(store)
        guard outbox.settings.sendMethod != "off" else {
            if isatty(2) == 1 { Console.note("nothing is sent, as email-send-method is off") }
            return nil
        }
        try check(outbox.settings)
        // An exec of the program that speaks SMTP begins anew, and then there is nothing to see to.
        let recovery = Recovery(store: store, path: path)
        for line in try storing({ () throws(StoreError) in try recovery.run(outbox.settings) }) {
            Console.note(visible(line))
            SystemLog.write(.warning, line)
        }
        let origin = try storing { () throws(StoreError) in try WayOut.origin(store, path: path) }
        guard var transport = try WayOut.make(outbox.settings, origin: origin, smtp: smtp) else { return nil }
        // Nothing is in hand now. What it still knows may be of a database that was here before a copy was put back.
        transport.forgetAll()
        let composer = try outbox.composer(now: Clock.now)
        var dispatcher = try storing { () throws(StoreError) in
            try Dispatcher(store: store, settings: outbox.settings, composer: composer, transport: transport)
        }
        defer { dispatcher.transport.close() }
        var makesDigest = wantsDigest
        var next: Int64?
        while true {
            let mustRest = try storing { () throws(StoreError) in
                try store.transaction { () throws(StoreError) in
                    try outbox.claimDue(wantsDigest: makesDigest, now: Clock.now)
                }
            }
            if mustRest { _ = StopSignal.sleep(until: Clock.preciseNow + Outbox.claimSeconds) }
            try storing { () throws(StoreError) in
                let digest = makesDigest
                if dispatcher.transport.isDurable { return try send(outbox, wantsDigest: digest, &dispatcher) }
                try store.withoutWaiting { () throws(StoreError) in
                    try send(outbox, wantsDigest: digest, &dispatcher)
                }
            }
            makesDigest = false
            guard dispatcher.tally.agentFailure == nil, let moment = try nextMoment(outbox.settings) else { break }
            next = moment
            guard moment - Clock.now <= patienceSeconds, StopSignal.sleep(until: Double(moment)) else { break }
            next = nil
            try refuseReplaced()
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

    /// Queues and sends what is due now.
    private func send(_ outbox: Outbox, wantsDigest: Bool, _ dispatcher: inout Dispatcher) throws(StoreError) {
        let now = Clock.now
        if try !store.pendingAlerts().isEmpty { dispatcher.transport.expectMails() }
        _ = try store.transaction { () throws(StoreError) in
            try outbox.queueDue(wantsDigest: wantsDigest, now: now)
        }
        if !dispatcher.transport.isDurable { store.startWriting() }
        if ProgressBar.canBeShown {
            let due = try store.queueLength(now: now).due
            dispatcher.bar = ProgressBar(total: dispatcher.tally.handled + due)
        }
        defer { dispatcher.bar.finish() }
        try dispatcher.run()
    }

    private func refuseReplaced() throws {
        guard store.isReplaced else { return }
        throw Failure(.tryAgain, "\(path) is another file than when this began, or none")
    }

    /// What cannot be read is no setting: the rate that it was meant to hold would not hold.
    private func check(_ settings: Settings) throws {
        for setting in [Setting.rate, .retry, .encoding, .sendTLS, .sendSync, .sendBody] {
            let value = settings[setting]
            // Of a rate that no domain has, `email doctor` tells.
            if setting == .rate, RateLimit(value) != nil { continue }
            guard let objection = setting.objection(to: value) else { continue }
            throw Failure(.configuration, "\(setting.rawValue): '\(value)' does not suit. \(objection)")
        }
    }

    /// When the next mail may go where a rate holds some back, in this round or in one before; nil where there is none.
    private func nextMoment(_ settings: Settings) throws -> Int64? {
        guard !RateLimit(settings).isUnlimited else { return nil }
        return try storing { () throws(StoreError) in try store.queueLength(now: Clock.now).next }
    }
}
