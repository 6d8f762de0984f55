import Alerts
import Commands
import Logging
import Serving
import Storage

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

    /// Nil where the database cannot be read.
    func standing(of recipient: String) async -> RecipientStanding? {
        do {
            let standing = try await database.mailRead { try $0.standing(ofRecipient: recipient, now: Clock.now) }
            if standing == .unknown {
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
