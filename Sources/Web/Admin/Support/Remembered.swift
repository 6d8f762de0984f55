import Synchronization

/// A value that takes time to find, kept for twenty times as long as that took: a small database is asked every time, a large
/// one is busy with it for a twentieth of the time at most.
final class Remembered<Value: Sendable>: Sendable {
    private let known = Mutex<[String: (value: Value, until: ContinuousClock.Instant)]>([:])

    /// - Parameter key: One of few.
    func value(_ key: String = "", _ find: () async throws -> Value) async throws -> Value {
        let began = ContinuousClock.now
        if let known = known.withLock({ $0[key] }), began < known.until { return known.value }
        let value = try await find()
        let ended = ContinuousClock.now
        known.withLock { $0[key] = (value, ended + (ended - began) * 20) }
        return value
    }

    /// Has the next who asks find it anew.
    func forget() { known.withLock { $0 = [:] } }
}
