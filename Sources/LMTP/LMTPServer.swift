import Alerts
import Commands
import Logging
import Serving
import Storage
import Synchronization

/// What all connections share.
final class LMTPServer: Sendable {
    let host: String
    let limits: LMTPLimits
    let budget: MemoryBudget
    let connections: LMTPConnections
    let inbox: Inbox
    let meters: Meters
    private let database: DatabasePool
    private let logger: Logger
    /// The latest time that was ever seen. Seconds since 1970.
    private let latest = Atomic<Int64>(0)

    init(host: String, limits: LMTPLimits, database: DatabasePool, meters: Meters, logger: Logger) {
        self.host = host
        self.limits = limits
        self.database = database
        self.meters = meters
        self.logger = logger
        budget = MemoryBudget(limit: limits.memoryBytes)
        connections = LMTPConnections(limit: limits.connections)
        inbox = Inbox(database: database, meters: meters, logger: logger)
    }

    /// Whether the clock is an hour behind a time that it has shown before, as after a start without one. Then a genuine return
    /// path seems to be none, and a refusal would be for good.
    private func isBehind(_ now: Int64) async throws -> Bool {
        if latest.load(ordering: .relaxed) == 0 {
            let known = try await database.slowRead { try $0.latestTime() } ?? 0
            latest.max(max(known, 1), ordering: .relaxed)
        }
        return latest.max(now, ordering: .relaxed).newValue > now + 3_600
    }

    /// Nil where the database cannot be read, or the clock is wrong.
    func standing(of recipient: String) async -> RecipientStanding? {
        do {
            let now = Clock.now
            let standing = try await database.mailRead { try $0.standing(ofRecipient: recipient, now: now) }
            if standing == .unknown {
                if try await isBehind(now) {
                    logger.error("a recipient cannot be judged: the clock is behind what it was before")
                    return nil
                }
                logger.notice(
                    "a recipient was refused", metadata: ["recipient": "\(ReturnPathToken.hidden(in: recipient))"])
            }
            return standing
        } catch {
            logger.error("a recipient cannot be looked up", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
