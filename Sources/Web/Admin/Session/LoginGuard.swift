import Commands
import Synchronization

/// Checks passwords: never two at a time, as each takes a tenth of a second of a processor, and not as often as somebody who
/// guesses would like.
final class LoginGuard: Sendable {
    /// Within `seconds`, of one network.
    static let networkLimit = 10
    /// Of all networks from which nobody has logged in.
    static let overallLimit = 100
    static let seconds: Int64 = 15 * 60

    private let networks = Throttle(networkLimit, per: seconds)
    private let overall = Throttle(overallLimit, per: seconds)
    /// From so many networks strangers cannot lock the administrator out.
    static let knownLimit = 32
    /// From where the right password came, the newest first, as `key` writes them.
    private let known: Mutex<[String]>
    private let secrets: Secrets
    private let worker = SerialWorker(name: "email.password")

    /// - Parameter known: What `accepted` has returned, also that of earlier processes.
    init(known: [String], secrets: Secrets) {
        self.known = Mutex(known)
        self.secrets = secrets
    }

    /// Counts a try, and says whether it may be made.
    func allows(_ client: Client, now: Int64) -> Bool {
        guard networks.allows(client.network, now: now) else { return false }
        let key = key(client)
        return known.withLock { $0.contains(key) } || overall.allows("", now: now)
    }

    /// Notes that the password was right.
    ///
    /// - Returns: What is to be kept of it.
    func accepted(_ client: Client) -> String {
        networks.forget(client.network)
        let key = key(client)
        known.withLock { known in known = [key] + known.filter { $0 != key }.prefix(LoginGuard.knownLimit - 1) }
        return key
    }

    /// The database need not say where the administrator lives.
    private func key(_ client: Client) -> String {
        String(secrets.tag("login network", client.network).prefix(32))
    }

    func matches(_ password: String, _ hash: String) async throws -> Bool {
        try await worker.run { PasswordHash.matches(password, hash) }
    }
}
