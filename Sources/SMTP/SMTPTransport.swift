import Alerts
import NIOCore
import NIOPosix
import Transports

/// `smtp` and `relay`: an SMTP or LMTP server takes the mails, over several connections that stay open from batch to batch.
package struct SMTPTransport: QueueingTransport {
    package let batchSize: Int
    package let usesEnvelope = true
    private let configuration: SMTPConfiguration
    private let security: SMTPSecurity?
    private var running: Running?

    private struct Running {
        let group: MultiThreadedEventLoopGroup
        let eventLoop: any EventLoop
        let pool: NIOLoopBound<SMTPPool>
    }

    /// Connects to nothing yet.
    ///
    /// - Throws: What to set.
    package init(settings: Settings) throws(TransportError) {
        try self.init(SMTPConfiguration(settings: settings))
    }

    init(_ configuration: SMTPConfiguration) throws(TransportError) {
        self.configuration = configuration
        batchSize = configuration.parallel
        guard configuration.security != .off else {
            security = nil
            return
        }
        var host = "localhost"
        if case .host(let name, _) = configuration.endpoint.place { host = name }
        do {
            security = try SMTPSecurity(host: host, certificates: configuration.certificates)
        } catch {
            throw TransportError(
                .wrong, setting: Setting.sendCertificates.rawValue,
                message: "the certificates \(configuration.certificates) cannot be used: \(error).")
        }
    }

    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        try run(queue: batchSize, notes: nil, exchange)
    }

    package mutating func run<Failure: Error>(
        queue: Int, notes: HandJournal?,
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        var finished: [Handover] = []
        var inHand: Set<Int> = []
        var count = 0
        while true {
            let mails = try exchange(finished, queue - inHand.count)
            inHand.formUnion(count..<count + mails.count)
            if inHand.isEmpty { return }
            do {
                // Half of them are asked for while the connections are busy with the other half.
                finished = try handOver(
                    mails, from: count, enough: queue > batchSize ? queue / 2 : queue, notes: notes)
            } catch {
                finished = inHand.map { Handover(number: $0, outcome: .agentFailed("\(error)")) }
            }
            count += mails.count
            inHand.subtract(finished.map(\.number))
        }
    }

    /// Gives mails to the connections, and waits until something became of any that they have.
    private mutating func handOver(
        _ mails: [OutgoingMessage], from number: Int, enough: Int, notes: HandJournal?
    ) throws -> [Handover] {
        let running = try start()
        let promise = running.eventLoop.makePromise(of: [Handover].self)
        running.eventLoop.execute {
            running.pool.value.take(mails, from: number, enough: enough, notes: notes, promise)
        }
        return try promise.futureResult.wait()
    }

    private mutating func start() throws -> Running {
        if let running { return running }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let eventLoop = group.next()
        let configuration = configuration
        let security = security
        let pool = try eventLoop.submit {
            NIOLoopBound(SMTPPool(configuration, security: security, eventLoop: eventLoop), eventLoop: eventLoop)
        }.wait()
        let running = Running(group: group, eventLoop: eventLoop, pool: pool)
        self.running = running
        return running
    }

    package mutating func close() {
        guard let running else { return }
        self.running = nil
        let pool = running.pool
        try? running.eventLoop.flatSubmit { pool.value.close() }.wait()
        try? running.group.syncShutdownGracefully()
    }
}
