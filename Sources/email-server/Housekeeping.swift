import Logging
import ServiceLifecycle
import Serving

/// Deletes what is old for as long as the service runs, whichever of its parts are on.
struct Housekeeping: Service {
    let database: DatabasePool
    let logger: Logger

    func run() async throws {
        let housekeeper = Housekeeper(database: database, logger: logger)
        await cancelWhenGracefulShutdown { await housekeeper.run() }
    }
}
