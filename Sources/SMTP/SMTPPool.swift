import Alerts
import NIOCore
import NIOPosix
import Transports

/// The open connections to the server, and the mails that they are given. All of it lives on one event loop.
final class SMTPPool {
    /// How long the server may take to answer a call.
    private static let connectSeconds: Int64 = 30
    /// After so many connections in a row that handed over nothing, the server is taken to be of no use.
    private static let patience = 3

    private let configuration: SMTPConfiguration
    private let eventLoop: any EventLoop
    private let security: SMTPSecurity?
    private var connections: [SMTPHandler] = []
    /// Those that were called and have not answered yet.
    private var opening = 0
    private var uselessInARow = 0
    private var goodbyes = 0

    /// Those that wait or are being handed over, by their numbers.
    private var mails: [Int: OutgoingMessage] = [:]
    /// The next to go is the last.
    private var waiting: [Int] = []
    /// Whether the server refuses one sender or all of them, and one recipient or all.
    private var senders = AgentCheck()
    private var recipients = AgentCheck()
    private var finished: [Handover] = []
    private var promise: EventLoopPromise<[Handover]>?
    /// Told when a mail is begun with, and when it is known what became of it.
    private var notes: HandJournal?
    private var begun: Set<Int> = []
    /// What became of mails, and is noted together with what comes next.
    private var unnoted: [(id: Int64, wasAccepted: Bool)] = []
    /// As long as more wait, what became of others may wait too.
    private var enough = Int.max
    private var isTelling = false
    private var lastFailure = ""

    init(_ configuration: SMTPConfiguration, security: SMTPSecurity?, eventLoop: any EventLoop) {
        self.configuration = configuration
        self.security = security
        self.eventLoop = eventLoop
    }

    // MARK: Mails

    /// Takes more mails, and tells what became of any that it has: at once where no more than `enough` wait, else within a
    /// second.
    ///
    /// - Parameter number: Of the first mail. A run begins with 0.
    func take(
        _ more: [OutgoingMessage], from number: Int, enough: Int, notes: HandJournal?,
        _ promise: EventLoopPromise<[Handover]>
    ) {
        if number == 0 {
            (mails, waiting, finished, begun) = ([:], [], [], [])
            uselessInARow = 0
            (senders, recipients) = (AgentCheck(), AgentCheck())
        }
        (self.promise, self.enough, self.notes) = (promise, enough, notes)
        for (number, mail) in zip(number..., more) { mails[number] = mail }
        waiting.insert(contentsOf: (number..<number + more.count).reversed(), at: 0)
        if connections.isEmpty, opening == 0, uselessInARow >= Self.patience {
            giveBackWaiting(lastFailure)
        } else {
            handOut()
        }
        tell()
    }

    /// Gives mails to those who are ready, and calls as many more as there is work for.
    private func handOut() {
        for connection in connections where connection.isReady { isReady(connection) }
        let wanted = min(configuration.parallel, waiting.count + connections.count { !$0.isReady })
        // A connection to a Unix socket can fail at once, and then nothing waits any more, or others are at work.
        for _ in 0..<max(0, wanted - connections.count - opening) where !waiting.isEmpty { open() }
    }

    private func open() {
        opening += 1
        let pool = NIOLoopBound(self, eventLoop: eventLoop)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(min(Self.connectSeconds, Int64(configuration.timeoutSeconds))))
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try pool.value.prepare(channel) } }
        let channel =
            switch configuration.endpoint.place {
            case .socket(let path): bootstrap.connect(unixDomainSocketPath: path)
            case .host(let host, let port): bootstrap.connect(host: host, port: port)
            }
        channel.whenComplete { result in
            let pool = pool.value
            pool.opening -= 1
            if case .failure(let error) = result {
                pool.failed("\(pool.configuration.endpoint.description): \(SMTPSecurity.words(for: error))")
            }
        }
    }

    private func prepare(_ channel: any Channel) throws {
        if configuration.security == .implicitTLS, let security {
            try channel.pipeline.syncOperations.addHandler(security.handler())
        }
        let handler = SMTPHandler(configuration, security: security, pool: self)
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    private func tell(atOnce: Bool = false) {
        guard !finished.isEmpty, let promise else { return }
        guard atOnce || waiting.count <= enough else { return tellSoon() }
        // Who is told has it recorded, and that is noted after this.
        writeNotes()
        let told = finished
        finished = []
        self.promise = nil
        promise.succeed(told)
    }

    private func tellSoon() {
        guard !isTelling else { return }
        isTelling = true
        let pool = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: .seconds(1)) {
            pool.value.isTelling = false
            pool.value.tell(atOnce: true)
        }
    }

    // MARK: What connections say

    func opened(_ connection: SMTPHandler) {
        connections.append(connection)
    }

    func isReady(_ connection: SMTPHandler) {
        guard connection.isReady else { return }
        guard let index = waiting.popLast(), let mail = mails[index] else { return writeNotes() }
        begun.insert(index)
        writeNotes(handed: [mail.deliveryID])
        connection.begin(mail, index: index)
    }

    func senderWasAccepted() {
        senders.accept()
        releaseSuspects()
    }

    func finished(_ index: Int, _ outcome: DeliveryOutcome, hasRefusedSender: Bool) {
        uselessInARow = 0
        settle(index, outcome, hasRefusedSender: hasRefusedSender)
    }

    func lost(
        _ connection: SMTPHandler, reason: String, index: Int?, outcome: DeliveryOutcome?, hasRefusedSender: Bool,
        mayTryElsewhere: Bool
    ) {
        connections.removeAll { $0 === connection }
        if let index, mayTryElsewhere {
            // It had been idle, or the server takes no more over one connection: the mail was not looked at. That connection had
            // handed over another one, so that this has an end.
            waiting.append(index)
            note(index, wasAccepted: false)
            writeNotes()
            handOut()
            return
        }
        uselessInARow += 1
        defer { writeNotes() }
        if let index, let outcome { settle(index, outcome, hasRefusedSender: hasRefusedSender) }
        failed("\(reason)", wasBusy: index != nil)
    }

    /// A connection is gone. The others go on; without any, another is tried as long as that makes sense.
    private func failed(_ reason: String, wasBusy: Bool = false) {
        lastFailure = reason
        guard !waiting.isEmpty, connections.isEmpty, opening == 0 else { return }
        if wasBusy, uselessInARow < Self.patience {
            handOut()
        } else {
            giveBackWaiting(reason)
        }
    }

    private func giveBackWaiting(_ reason: String) {
        let given = waiting
        waiting = []
        for index in given { record(index, .agentFailed(reason)) }
    }

    /// Records what became of a mail, or has it wait until it is known whom its refusal concerns.
    private func settle(_ index: Int, _ outcome: DeliveryOutcome, hasRefusedSender: Bool) {
        guard let mail = mails[index] else { return }
        if hasRefusedSender {
            note(index, wasAccepted: false)
            guard senders.refuse(mail.returnPath, recipient: mail.recipient, index: index, outcome) else {
                return releaseSuspectsIfAlone()
            }
            releaseSuspects(as: .agentFailed(outcome.reason))
            giveBackWaiting(outcome.reason)
        } else if outcome.mayConcernAllMails {
            note(index, wasAccepted: false)
            let domain = domain(of: mail.recipient)
            guard recipients.refuse(domain, recipient: mail.recipient, index: index, outcome) else {
                return releaseSuspectsIfAlone()
            }
            blame(outcome)
        } else {
            switch outcome {
            case .accepted:
                recipients.accept()
                releaseRefused()
            case .refused: recipients.distinguish()
            default: break
            }
            record(index, outcome)
        }
    }

    /// The server refuses every recipient, so it seems: those wait, and no other is tried.
    private func blame(_ outcome: DeliveryOutcome) {
        let reason = "\(configuration.endpoint.description) refuses every recipient: \(outcome.reason)"
        releaseRefused(as: .agentRefused(reason))
        giveBackWaiting(reason)
    }

    /// - Parameter outcome: What became of them all; else what was said of each.
    private func releaseSuspects(as outcome: DeliveryOutcome? = nil) {
        for suspect in senders.release() { record(suspect.index, outcome ?? suspect.outcome) }
    }

    private func releaseRefused(as outcome: DeliveryOutcome? = nil) {
        for suspect in recipients.release() { record(suspect.index, outcome ?? suspect.outcome) }
    }

    /// When no other mail is left, nothing more is learnt: each is tried again by itself.
    private func releaseSuspectsIfAlone() {
        guard senders.suspects.count + recipients.suspects.count == mails.count else { return }
        releaseSuspects()
        if recipients.isAllRefused, let last = recipients.suspects.last {
            blame(last.outcome)
        } else {
            releaseRefused()
        }
    }

    private func record(_ index: Int, _ outcome: DeliveryOutcome) {
        switch outcome {
        case .accepted: note(index, wasAccepted: true)
        // It stays in doubt until the database has it, which names it.
        case .uncertain: begun.remove(index)
        default: note(index, wasAccepted: false)
        }
        guard mails.removeValue(forKey: index) != nil else { return }
        finished.append(Handover(number: index, outcome: outcome))
        releaseSuspectsIfAlone()
        tell()
    }

    private func note(_ index: Int, wasAccepted: Bool) {
        guard begun.remove(index) != nil, let mail = mails[index] else { return }
        unnoted.append((mail.deliveryID, wasAccepted))
    }

    private func writeNotes(handed: [Int64] = []) {
        if unnoted.isEmpty, handed.isEmpty { return }
        notes?.note(ended: unnoted, handed: handed)
        unnoted = []
    }

    // MARK: The end

    /// Says goodbye, and does not wait for an answer for long.
    func close() -> EventLoopFuture<Void> {
        for connection in connections { connection.quit() }
        let promise = eventLoop.makePromise(of: Void.self)
        let pool = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(2)) { task in
            guard pool.value.connections.isEmpty || pool.value.goodbyes > 500 else {
                pool.value.goodbyes += 1
                return
            }
            for connection in pool.value.connections { connection.close() }
            task.cancel()
            promise.succeed()
        }
        return promise.futureResult
    }
}
