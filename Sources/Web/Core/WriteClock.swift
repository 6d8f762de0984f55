import Glibc
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose other end does not read: it would hold its place, and what it asked for, for ever.
///
/// As long as some of an answer gets away now and then, it goes on: a long one may take its time on a slow line.
final class WriteClock: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long nothing may get away.
    static let limit = TimeAmount.seconds(30)
    /// The same when the service is asked to stop.
    static let lastLimit = TimeAmount.seconds(5)
    /// What has to get away in that time. A long body is written in such pieces.
    static let pieceBytes = 1 << 16

    private var limit: TimeAmount
    /// Writes of which the system has not taken everything.
    private var unfinished = 0
    private var lastProgress = NIODeadline.uptimeNanoseconds(0)
    private var check: Scheduled<Void>?

    init(limit: TimeAmount = WriteClock.limit) { self.limit = limit }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head: context.write(data, promise: promise)
        case .body(var buffer):
            while buffer.readableBytes > WriteClock.pieceBytes,
                let piece = buffer.readSlice(length: WriteClock.pieceBytes)
            {
                send(.body(piece), context, nil)
            }
            send(.body(buffer), context, promise)
        case .end(let fields): send(.end(fields), context, promise)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            limit = min(limit, WriteClock.lastLimit)
            check?.cancel()
            check = nil
            if unfinished > 0 { schedule(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    private func send(_ part: HTTPResponsePart, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        if unfinished == 0 { lastProgress = context.eventLoop.now }
        unfinished += 1
        if check == nil { schedule(context) }
        let loop = context.eventLoop
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.unfinished -= 1
            self.lastProgress = loop.now
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    /// One look a `limit`, rather than a clock for each write.
    private func schedule(_ context: ChannelHandlerContext) {
        check = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastProgress + limit) {
            self.check = nil
            guard self.unfinished > 0 else { return }
            if context.eventLoop.now >= self.lastProgress + self.limit {
                self.abort(context.channel)
            } else {
                self.schedule(context)
            }
        }
    }

    /// Without waiting for the other end to take what the system still holds for it.
    private func abort(_ channel: any Channel) {
        if let socket = channel as? any SocketOptionProvider {
            _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        channel.close(promise: nil)
    }
}
