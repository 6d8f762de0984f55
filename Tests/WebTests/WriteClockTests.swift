import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOPosix
import Testing

@testable import Web

/// Keeps what is written until it is told to let it go.
private final class Dam: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    var held: [EventLoopPromise<Void>?] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) { held.append(promise) }

    func release() { held.removeFirst()?.succeed(()) }
}

/// Writes more than any socket holds, as soon as somebody connects.
private final class Flood: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.body(ByteBuffer(repeating: 0, count: 64 << 20))), promise: nil)
    }
}

/// A body as its bytes.
private final class Bare: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = ByteBuffer

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .body(let buffer) = unwrapOutboundIn(data) else { return }
        context.write(wrapOutboundOut(buffer), promise: promise)
    }
}

@Suite("A client that does not read")
struct WriteClockTests {
    private let loop = EmbeddedEventLoop()
    private let dam = Dam()

    private func channel() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handlers: [dam, WriteClock()], loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 9)).wait()
        return channel
    }

    private func write(_ part: HTTPResponsePart, to channel: EmbeddedChannel) {
        channel.writeAndFlush(part, promise: nil)
    }

    @Test("is let go when nothing has got away for the limit")
    func stuck() throws {
        let channel = try channel()
        write(.body(ByteBuffer(string: "a")), to: channel)
        loop.advanceTime(by: WriteClock.limit - .seconds(1))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("is given its time as long as something gets away")
    func slow() throws {
        let channel = try channel()
        write(.body(ByteBuffer(repeating: 0, count: 10 * WriteClock.pieceBytes + 1)), to: channel)
        #expect(dam.held.count == 11)
        for _ in 0..<10 {
            loop.advanceTime(by: WriteClock.limit - .seconds(1))
            dam.release()
            #expect(channel.isActive)
        }
        loop.advanceTime(by: WriteClock.limit)
        #expect(!channel.isActive)
    }

    @Test("and who has read everything may rest")
    func resting() throws {
        let channel = try channel()
        write(.end(nil), to: channel)
        dam.release()
        loop.advanceTime(by: WriteClock.limit * 10)
        #expect(channel.isActive)
        write(.end(nil), to: channel)
        loop.advanceTime(by: WriteClock.limit - .seconds(1))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("has less time when the service stops")
    func stopping() throws {
        let channel = try channel()
        write(.end(nil), to: channel)
        loop.advanceTime(by: .seconds(1))
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        loop.advanceTime(by: WriteClock.lastLimit)
        #expect(!channel.isActive)
    }

    @Test("is let go on a real socket")
    func socket() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let served = group.next().makePromise(of: (any Channel).self)
        let listener = try await ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    Bare(), WriteClock(limit: .milliseconds(100)), Flood(),
                ])
                served.succeed(channel)
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(listener.localAddress)
        let client = try await ClientBootstrap(group: group).channelOption(.autoRead, value: false).connect(to: address)
            .get()
        try await served.futureResult.get().closeFuture.get()
        try? await client.close().get()
        try await listener.close().get()
    }

    @Test(
        "connections leave descriptors for the rest of the service",
        arguments: [(1_000_000, 4096), (8192, 4096), (1024, 704), (256, 16)])
    func connections(descriptors: Int, connections: Int) {
        #expect(WebService.connections(descriptors) == connections)
    }
}
