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
    /// From where the right password came: strangers elsewhere cannot lock these out.
    private let known = Mutex<Set<String>>([])
    private let worker = SerialWorker(name: "email.password")

    /// Counts a try, and says whether it may be made.
    func allows(_ client: Client, now: Int64) -> Bool {
        guard networks.allows(client.network, now: now) else { return false }
        return known.withLock { $0.contains(client.network) } || overall.allows("", now: now)
    }

    /// Notes that the password was right.
    func accepted(_ client: Client) {
        networks.forget(client.network)
        known.withLock { known in
            if known.count >= 1000 { known = [] }
            known.insert(client.network)
        }
    }

    func matches(_ password: String, _ hash: String) async throws -> Bool {
        try await worker.run { PasswordHash.matches(password, hash) }
    }
}
