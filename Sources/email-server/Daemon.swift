import Alerts
import Commands
import Dispatch
import Glibc
import LMTP
import Logging
import NIOCore
import SMTP
import ServiceLifecycle
import Serving
import Storage
import Synchronization
import Transports
import Web

/// The service: its parts, started together and stopped together.
enum Daemon {
    /// Returns when the service was asked to stop and has.
    static func run(_ options: ServiceOptions) throws {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        umask(0o077)
        // A thread for each of many processors would be of no use here, and the limit of a unit's tasks is soon reached.
        NIOSingletons.groupLoopCountSuggestion = min(max(2, System.coreCount), 8)
        LoggingSystem.bootstrap { LineLog(label: $0) }
        let outcome = Mutex<(any Error)?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        Task {
            do { try await serve(options) } catch { outcome.withLock { $0 = error } }
            isDone.signal()
        }
        isDone.wait()
        if let error = outcome.withLock({ $0 }) { throw Daemon.failure(error, options) }
    }

    private static func serve(_ options: ServiceOptions) async throws {
        let logger = Logger(label: "service")
        let database = try await DatabasePool(path: options.database)
        let meters = Meters()
        let sender = options.intervalSeconds.map {
            Sender(database: options.database, intervalSeconds: $0, meters: meters, logger: Logger(label: "sender"))
        }
        var services: [any Service] = [
            FileWatch(database: database), Housekeeping(database: database, logger: Logger(label: "housekeeper")),
        ]
        if let sender { services.append(sender) }
        if options.lmtp != .off {
            services.append(
                LMTPService(options: options, database: database, meters: meters, logger: Logger(label: "lmtp")))
        }
        if options.web != .off {
            services.append(
                try await WebService(
                    options: options, database: database, meters: meters, logger: Logger(label: "web"),
                    smtp: { settings throws(TransportError) in try SMTPTransport(settings: settings) },
                    wake: { sender?.wake() }))
        }
        logger.info(
            "serving",
            metadata: [
                "database": "\(options.database)", "web": "\(options.web)", "lmtp": "\(options.lmtp)",
                "loop": "\(options.intervalSeconds.map { "\($0)" } ?? "off")",
            ])
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        try await ServiceGroup(configuration: configuration).run()
        logger.info("stopped")
    }

    /// What to say of it, and with which status.
    private static func failure(_ error: any Error, _ options: ServiceOptions) -> any Error {
        switch error {
        case let error as Failure: error
        case let error as StoreError: Failure(error)
        case let error as IOError where error.errnoCode == EADDRINUSE:
            Failure(.tryAgain, "an address is in use by another program: \(options.web) or \(options.lmtp)")
        case let error as IOError where error.errnoCode == EACCES || error.errnoCode == EADDRNOTAVAIL:
            Failure(.configuration, "it cannot listen on \(options.web) and \(options.lmtp): \(error)")
        default: Failure(.tryAgain, "the service ended: \(error)")
        }
    }
}
