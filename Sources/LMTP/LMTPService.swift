import Commands
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Serving

/// Takes mail by LMTP (RFC 2033), on TCP or on a Unix socket.
///
/// A recipient has to be a return path that we signed, so that forgeries never enter the queue of the mail server. A mail that
/// was answered with 250 is on disk and judged. Whoever stops the service loses nothing: what is under way is answered.
package struct LMTPService: Service {
    private let address: ListenAddress
    private let server: LMTPServer
    private let database: DatabasePool

    package init(options: ServiceOptions, database: DatabasePool, meters: Meters, logger: Logger) {
        self.init(address: options.lmtp, limits: LMTPLimits(), database: database, meters: meters, logger: logger)
    }

    init(address: ListenAddress, limits: LMTPLimits, database: DatabasePool, meters: Meters, logger: Logger) {
        self.address = address
        self.database = database
        server = LMTPServer(
            host: LMTPService.hostName(), limits: limits, database: database, meters: meters, logger: logger)
    }

    package func run() async throws {
        try await database.write { $0.expectManyMails() }
        let server = server
        let listener = try await bind()
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await listener.closeFuture.get()
        } onCancelOrGracefulShutdown: {
            listener.close(promise: nil)
            server.connections.drain()
        }
        await server.connections.closed()
        await server.inbox.finished()
        if case .unix(let path) = address { SocketFile.removeStale(path) }
    }

    private func bind() async throws -> any Channel {
        let server = server
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LMTPHandler(server))
                }
            }
        switch address {
        case .off: throw CancellationError()
        case .tcp(let host, let port):
            return try await bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .bind(host: host, port: port).get()
        case .unix(let path):
            SocketFile.removeStale(path)
            let listener = try await bootstrap.bind(unixDomainSocketPath: path).get()
            // The mail server reaches it by the group, which is that of the folder where that has its set-group-id bit.
            unsafe _ = chmod(path, 0o660)
            return listener
        }
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? "localhost" : text
    }
}
