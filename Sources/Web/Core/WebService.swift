import Alerts
import Commands
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Serving
import Storage
import Transports

/// The web pages, by plain HTTP.
package struct WebService: Service {
    let site: Site
    /// Makes the way out by SMTP, to see whether settings suit.
    let smtp: AdminDesk.SMTP
    private let address: ListenAddress

    /// - Parameters:
    ///   - smtp: Makes the way out by SMTP, to see whether settings suit.
    ///   - wake: Has what was queued sent soon.
    /// - Throws: `StoreError`, and the parser's error for a template that is none.
    package init(
        options: ServiceOptions, database: DatabasePool, meters: Meters, logger: Logger,
        smtp: @escaping @Sendable (Settings) throws(TransportError) -> any Transport,
        wake: @escaping @Sendable () -> Void
    ) async throws {
        let settings = try await database.read { try $0.settings() }
        let root = try await database.read { try $0.firstSigningKey() }
        address = options.web
        self.smtp = smtp
        site = Site(
            database: database, views: try Views(),
            settingsCache: SettingsCache(settings, prefix: options.prefix), meters: meters, logger: logger,
            secrets: Secrets(root: root), trustsProxy: options.trustsProxy, wake: wake)
    }

    package func run() async throws {
        let router = Router(context: PageContext.self)
        addCommonPages(router)
        addStatusPages(router)
        try await addAdminPages(router)
        let worker = try await addPublicPages(router)
        let server = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [RequestClock(), WriteClock()], idleTimeout: .seconds(30),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100)))
        let application = Application(
            responder: Front(inner: router.buildResponder(), site: site), server: server,
            configuration: .init(
                address: try bindAddress(), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    WebService.connections(DescriptorLimit.raise()))),
            onServerRunning: { [address] _ in
                if case .unix(let path) = address { SocketFile.admitGroup(path) }
            },
            logger: site.logger)
        try await withThrowingTaskGroup { group in
            group.addTask { await worker.run() }
            try await application.run()
            group.cancelAll()
        }
    }

    /// How many connections there may be: what the rest of the service leaves of the descriptors, of which LMTP may take 200.
    static func connections(_ descriptors: Int) -> Int { min(4096, max(16, descriptors - 320)) }

    private func bindAddress() throws -> BindAddress {
        switch address {
        case .off: throw CancellationError()
        case .tcp(let host, let port): return .hostname(host, port: port)
        case .unix(let path):
            // Hummingbird removes whatever has that name.
            if SocketFile.isInUse(path) { throw IOError(errnoCode: EADDRINUSE, reason: "bind") }
            return .unixDomainSocket(path: path)
        }
    }

    private func addCommonPages(_ router: Router<PageContext>) {
        let site = site
        router.page("/", get: { _, _ in site.views.page("home", site, title: "Mail alerts") })
        add("/style.css", "text/css; charset=utf-8", Views.styleSheet, to: router)
        add("/icon.svg", "image/svg+xml", PackageResources.icon_svg, to: router)
        add("/robots.txt", "text/plain", Array("User-agent: *\nDisallow: /\n".utf8), to: router)
    }

    /// A file, which browsers may keep for a day.
    private func add(_ path: String, _ type: String, _ content: [UInt8], to router: Router<PageContext>) {
        let body = ByteBuffer(bytes: content)
        router.page(
            path,
            get: { _, _ in
                Response(
                    status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=86400"],
                    body: ResponseBody(byteBuffer: body))
            })
    }
}
