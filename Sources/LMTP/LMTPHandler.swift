import Logging
import NIOCore
import Serving
import Storage

/// One connection: bytes to steps, replies to bytes, and the clock. All on its event loop.
///
/// Nothing is read while a recipient or a mail is decided on, nor while the client does not read, so that what waits in
/// memory is what one read gave.
final class LMTPHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: LMTPServer
    private var dialogue: LMTPDialogue
    private var input = ByteBuffer()
    private var context: ChannelHandlerContext?
    private var isWaiting = false
    private var isClosing = false
    private var isDraining = false
    private var hasUnflushed = false
    private var wantsRead = false
    private var lastProgress = NIODeadline.now()
    private var mailBegan = NIODeadline.now()
    private var timer: Scheduled<Void>?

    init(_ server: LMTPServer) {
        self.server = server
        dialogue = LMTPDialogue(host: server.host, limits: server.limits, budget: server.budget)
    }

    // MARK: What the channel says

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        timer?.cancel()
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard server.connections.enter(context.channel) else {
            server.meters.count("email_lmtp_connections_total", ["result": "refused"])
            return end("421 4.3.2 too many connections, or stopping")
        }
        server.meters.count("email_lmtp_connections_total", ["result": "taken"])
        say(dialogue.greeting)
        flush()
        watch(server.limits.idle)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosing = true
        server.connections.leave(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        var data = unwrapInboundIn(data)
        if input.readableBytes == 0 { input = data } else { input.writeBuffer(&data) }
        proceed()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readIfWanted()
        context.fireChannelWritabilityChanged()
    }

    func read(context: ChannelHandlerContext) {
        if isWaiting || !context.channel.isWritable {
            wantsRead = true
        } else {
            context.read()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is LMTPConnections.Drain else { return context.fireUserInboundEventTriggered(event) }
        isDraining = true
        if !isWaiting, dialogue.isIdle { return end("421 4.3.2 the service stops") }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: server.limits.drain) {
            let handler = bound.value
            // A mail that is being committed is answered.
            if !handler.isWaiting { handler.end("421 4.3.2 the service stops") }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: The dialogue

    private func proceed() {
        while !isWaiting, !isClosing, let step = dialogue.next(&input) {
            lastProgress = .now()
            switch step {
            case .reply(let reply): say(reply)
            case .check(let recipient): check(recipient)
            case .take: take()
            case .close(let reply): return end(reply)
            }
            if isDraining, !isWaiting, dialogue.isIdle { return end("421 4.3.2 the service stops") }
        }
        if dialogue.isInMail { lastProgress = .now() }
        if dialogue.isIdle { mailBegan = .now() }
        if !isWaiting { flush() }
        if input.readableBytes == 0 { input.clear(minimumCapacity: 0) } else { input.discardReadBytes() }
    }

    private func check(_ recipient: String) {
        guard let context else { return }
        isWaiting = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (server, loop) = (server, context.eventLoop)
        Task {
            let standing = await server.standing(of: recipient)
            loop.execute { bound.value.checked(standing) }
        }
    }

    private func checked(_ standing: RecipientStanding?) {
        if standing == .unknown { server.meters.count("email_lmtp_recipients_refused_total") }
        say(dialogue.checked(standing))
        resume()
    }

    private func take() {
        guard let context, let transaction = dialogue.transaction else { return }
        isWaiting = true
        flush()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        server.inbox.take(
            Inbox.Mail(
                bytes: dialogue.takeContent(), recipients: transaction.recipients, sender: transaction.sender,
                reservation: transaction.reservation)
        ) { outcome in
            loop.execute { bound.value.answered(outcome) }
        }
    }

    private func answered(_ outcome: LMTPOutcome) {
        say(dialogue.answered(outcome.reply))
        resume()
    }

    private func resume() {
        isWaiting = false
        lastProgress = .now()
        guard !isClosing else { return }
        if isDraining, dialogue.isIdle { return end("421 4.3.2 the service stops") }
        proceed()
        readIfWanted()
    }

    private func readIfWanted() {
        guard wantsRead, !isWaiting, !isClosing, let context, context.channel.isWritable else { return }
        wantsRead = false
        context.read()
    }

    // MARK: Replies

    private func say(_ reply: String) {
        guard let context, !isClosing else { return }
        var buffer = context.channel.allocator.buffer(capacity: reply.utf8.count + 2)
        buffer.writeString(reply)
        buffer.writeStaticString("\r\n")
        context.write(wrapOutboundOut(buffer), promise: nil)
        hasUnflushed = true
    }

    private func flush() {
        guard hasUnflushed else { return }
        hasUnflushed = false
        context?.flush()
    }

    /// A last reply, then the end.
    private func end(_ reply: String) {
        guard let context, !isClosing else { return }
        say(reply)
        isClosing = true
        timer?.cancel()
        hasUnflushed = false
        let promise = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
    }

    // MARK: The clock

    /// Looks again when nothing may have come for too long.
    private func watch(_ delay: TimeAmount) {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: delay) { bound.value.look() }
    }

    private func look() {
        guard !isClosing, let context else { return }
        let now = NIODeadline.now()
        if isWaiting { return watch(server.limits.idle) }
        let silence = now - lastProgress
        let isStuck = !dialogue.isIdle && now - mailBegan >= server.limits.transaction
        if silence >= server.limits.idle || isStuck {
            // Nothing is written to a client that does not read.
            if !context.channel.isWritable { return context.close(promise: nil) }
            return end("421 4.4.2 nothing came for too long")
        }
        watch(server.limits.idle - silence)
    }
}
