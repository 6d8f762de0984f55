import Glibc
import Logging
import Storage

/// Deletes what is old, once an hour: neither mail that comes in nor the sending can be relied on to happen.
package actor Housekeeper {
    static let intervalSeconds: Int64 = 3600
    /// How often it looks whether an hour has passed, since clocks are set and machines sleep.
    private static let look = Duration.seconds(60)
    /// Other processes that wait for the lock try again after so long.
    private static let rest = Duration.milliseconds(20)

    private let database: DatabasePool
    private let logger: Logger
    private var last: Int64?

    package init(database: DatabasePool, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Works until its task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                try await tidyIfDue(now: Int64(time(nil)))
            } catch is CancellationError {
                return
            } catch {
                logger.error("what is old could not be deleted", metadata: ["error": "\(error)"])
            }
            guard (try? await Task.sleep(for: Housekeeper.look)) != nil else { return }
        }
    }

    /// - Parameter now: Seconds since 1970. A clock that was set back has it done again.
    func tidyIfDue(now: Int64) async throws {
        if let last, now - last < Housekeeper.intervalSeconds, now >= last { return }
        for chore in Store.Chore.allCases {
            while try await database.write({ try $0.tidy(chore, now: now) }) {
                try await Task.sleep(for: Housekeeper.rest)
            }
        }
        last = now
    }
}
