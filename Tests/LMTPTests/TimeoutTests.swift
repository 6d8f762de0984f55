import Commands
import Logging
import NIOCore
import NIOPosix
import Serving
import TestSupport
import Testing

@testable import LMTP

/// A client that sends something once and hears what comes until the end.
private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var heard = ""
    private let promise: EventLoopPromise<String>

    init(_ promise: EventLoopPromise<String>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { heard += String(buffer: unwrapInboundIn(data)) }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed(heard) }
}

/// The clocks, on a real socket, with limits short enough to wait for.
@Suite struct TimeoutTests {
    private let file = TemporaryFile()

    init() throws { try file.initialised() }

    /// All that a client hears that sends this and waits.
    private func heard(_ sent: String, _ limits: LMTPLimits) async throws -> String {
        let database = try await DatabasePool(path: file.path, readers: 1)
        let path = file.folder + "/lmtp"
        let service = LMTPService(
            address: .unix(path: path), limits: limits, database: database, meters: Meters(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await service.run() }
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.next().makePromise(of: String.self)
        var channel: (any Channel)?
        while channel == nil {
            channel = try? await ClientBootstrap(group: group).channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Listener(promise))
                }
            }.connect(unixDomainSocketPath: path).get()
            await Task.yield()
        }
        // Who is let go before that cannot write any more, but has heard why.
        try? await channel?.writeAndFlush(ByteBuffer(string: sent))
        let heard = try await promise.futureResult.get()
        running.cancel()
        try await running.value
        return heard
    }

    @Test("a client that says nothing is told and let go")
    func idle() async throws {
        var limits = LMTPLimits()
        limits.idle = .milliseconds(50)
        let heard = try await heard("NOOP", limits)
        #expect(heard.hasPrefix("220 "))
        #expect(heard.contains("\r\n421 4.4.2 "))
    }

    @Test("a mail that never comes to its end is let go")
    func endless() async throws {
        var limits = LMTPLimits()
        limits.transaction = .zero
        var heard = ""
        // On a machine that is busy the first of these may pass before the client has begun.
        for idle in [20, 200, 2_000, 20_000] as [Int64] where !heard.contains("\r\n354 ") {
            limits.idle = .milliseconds(idle)
            heard = try await self.heard(
                "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\nDATA\r\nSubject: a\r\n", limits)
        }
        #expect(heard.contains("\r\n354 "))
        #expect(heard.contains("\r\n421 4.4.2 "))
    }

    @Test("where no connection is left, the next is refused")
    func full() async throws {
        var limits = LMTPLimits()
        limits.connections = 0
        #expect(try await heard("", limits).hasPrefix("421 4.3.2 "))
    }
}
