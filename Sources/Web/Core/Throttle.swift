import Synchronization

/// How often something may be done by one client: so many times within a span of time, then not until it has passed.
final class Throttle: Sendable {
    private struct Window {
        var began: Int64
        var count: Int
    }

    private let limit: Int
    private let seconds: Int64
    private let windows = Mutex<[String: Window]>([:])
    /// Beyond this, what has passed is forgotten, and where that is nothing, everything: memory stays bounded whoever asks.
    private static let maximumKeys = 50_000

    init(_ limit: Int, per seconds: Int64) {
        self.limit = limit
        self.seconds = seconds
    }

    /// Counts, and says whether it is still within the limit.
    ///
    /// - Parameters:
    ///   - limit: Instead of the one that was given first.
    ///   - now: Seconds since 1970.
    func allows(_ key: String, limit: Int? = nil, now: Int64) -> Bool {
        windows.withLock { windows in
            if windows.count >= Throttle.maximumKeys, windows[key] == nil {
                windows = windows.filter { now - $0.value.began < seconds }
                if windows.count >= Throttle.maximumKeys { windows = [:] }
            }
            var window = windows[key] ?? Window(began: now, count: 0)
            if now - window.began >= seconds || now < window.began { window = Window(began: now, count: 0) }
            window.count += 1
            windows[key] = window
            return window.count <= limit ?? self.limit
        }
    }

    /// Whether the next one would be too many. Counts nothing.
    func isUsedUp(_ key: String, limit: Int, now: Int64) -> Bool {
        windows.withLock { windows in
            guard let window = windows[key], now - window.began < seconds, now >= window.began else { return false }
            return window.count >= limit
        }
    }

    /// Begins anew for a client that has shown that it may.
    func forget(_ key: String) { windows.withLock { windows in windows[key] = nil } }
}
