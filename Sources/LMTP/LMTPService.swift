import Commands
import Logging
import ServiceLifecycle
import Serving

/// Takes mail by LMTP (RFC 2033).
package struct LMTPService: Service {
    package init(options: ServiceOptions, database: DatabasePool, meters: Meters, logger: Logger) {}

    package func run() async throws {
        try await gracefulShutdown()
    }
}
