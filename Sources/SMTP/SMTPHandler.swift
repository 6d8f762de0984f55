import Alerts
import Glibc
import NIOCore
import NIOSSL
import NIOTLS

/// One connection: bytes to replies, actions to bytes, and the clock of RFC 5321 4.5.3.2. All on its event loop.
final class SMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let configuration: SMTPConfiguration
    private let security: SMTPSecurity?
    private let pool: SMTPPool
    private var dialogue: SMTPDialogue
    private var reader = SMTPReplyReader()
    private var context: ChannelHandlerContext?
    /// Until when the server is waited for; nil where nothing is awaited.
    private var deadline: NIODeadline?
    /// One that goes on as the deadline moves: a new one for each reply costs a tenth of the mail.
    private var timer: (moment: NIODeadline, task: Scheduled<Void>)?
    /// The place of the mail at hand in its batch.
    private(set) var index: Int?
    private var failure: String?
    private(set) var isReady = false
    /// Whether the connection stands: of several that are tried, only one does.
    private var isActive = false
    private var hasReported = false
    /// How many mails it was given.
    private var count = 0

    init(_ configuration: SMTPConfiguration, security: SMTPSecurity?, pool: SMTPPool) {
        self.configuration = configuration
        self.security = security
        self.pool = pool
        dialogue = SMTPDialogue(configuration)
    }

    // MARK: What the pool asks for

    func begin(_ mail: OutgoingMessage, index: Int) {
        self.index = index
        isReady = false
        count += 1
        perform(dialogue.begin(mail))
    }

    func quit() {
        perform(dialogue.quit())
    }

    func close() {
        context?.close(promise: nil)
    }

    // MARK: What the channel says

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        timer?.task.cancel()
    }

    func channelActive(context: ChannelHandlerContext) {
        isActive = true
        pool.opened(self)
        watch()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        do throws(SMTPReplyReader.NoReply) {
            for reply in try reader.read(buffer.readableBytesView) {
                perform(dialogue.receive(reply))
                if hasReported { return }
            }
            // A part of a reply is none: whoever sends one byte after the other has no more time than others.
        } catch {
            lose("\(configuration.endpoint.description) does not speak SMTP")
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? TLSUserEvent, case .handshakeCompleted = event, configuration.security == .startTLS {
            perform(dialogue.encrypted())
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Some servers close without TLS's own goodbye. What was said before holds.
        if let error = error as? NIOSSLError, case .uncleanShutdown = error { return lose("the connection was closed") }
        lose(words(for: error, context))
    }

    /// What went wrong, for a person, and where.
    private func words(for error: any Error, _ context: ChannelHandlerContext) -> String {
        let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        let failure = TLSFailure.words(
            for: error, certificate: handler?.peerCertificate,
            beganInTheClear: configuration.security == .startTLS, now: Int64(time(nil)))
        return "\(configuration.endpoint.description): \(failure ?? SMTPSecurity.words(for: error))"
    }

    func channelInactive(context: ChannelHandlerContext) {
        lose("\(configuration.endpoint.description) closed the connection")
    }

    // MARK: Doing it

    private func perform(_ actions: [SMTPDialogue.Action]) {
        for action in actions where !hasReported {
            switch action {
            case .send(let bytes, let endsMail): send(bytes, endsMail: endsMail)
            case .startTLS: startTLS()
            case .senderAccepted: pool.senderWasAccepted()
            case .finished(let outcome):
                if let index {
                    self.index = nil
                    pool.finished(index, outcome, hasRefusedSender: dialogue.hasRefusedSender)
                }
            case .ready:
                isReady = true
                pool.isReady(self)
            case .failed(let reason), .close(let reason): lose(reason)
            }
        }
        watch()
    }

    private func send(_ bytes: [UInt8], endsMail: Bool) {
        guard let context else { return }
        let data = wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes))
        guard endsMail else { return context.writeAndFlush(data, promise: nil) }
        let written = context.eventLoop.makePromise(of: Void.self)
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenSuccess { handler.value.dialogue.contentWasWritten() }
        context.writeAndFlush(data, promise: written)
    }

    private func startTLS() {
        guard let context, let security else { return }
        guard !reader.isInside else { return lose(dialogue.clearTextAfterStartTLS) }
        do {
            try context.pipeline.syncOperations.addHandler(security.handler(), position: .first)
        } catch {
            lose(words(for: error, context))
        }
    }

    private func lose(_ reason: String) {
        guard !hasReported else { return }
        hasReported = true
        timer?.task.cancel()
        isReady = false
        let wasFirst = count == 1
        let isUntouched = index != nil && !dialogue.hasReplyForMail && !dialogue.hasSentContent
        let outcome = dialogue.lost(reason)
        let index = index
        self.index = nil
        context?.close(promise: nil)
        guard isActive else { return }
        pool.lost(
            self, reason: reason, index: index, outcome: outcome, hasRefusedSender: dialogue.hasRefusedSender,
            mayTryElsewhere: isUntouched && !wasFirst)
    }

    private var patienceSeconds: Int { configuration.timeoutSeconds * (dialogue.hasSentContent ? 2 : 1) }

    /// Begins to wait anew.
    private func watch() {
        guard let context, !hasReported, !isReady else {
            deadline = nil
            return
        }
        let moment = NIODeadline.now() + .seconds(Int64(patienceSeconds))
        deadline = moment
        if let timer {
            if timer.moment <= moment { return }
            timer.task.cancel()
        }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = (moment, context.eventLoop.scheduleTask(deadline: moment) { handler.value.timeIsOver() })
    }

    private func timeIsOver() {
        timer = nil
        guard let deadline, let context else { return }
        if NIODeadline.now() >= deadline {
            return lose("\(configuration.endpoint.description) said nothing for \(patienceSeconds) seconds")
        }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = (deadline, context.eventLoop.scheduleTask(deadline: deadline) { handler.value.timeIsOver() })
    }
}
