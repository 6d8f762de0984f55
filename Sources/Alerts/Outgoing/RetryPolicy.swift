/// When a mail that could not be handed over is tried again, and when no more: the setting `email-retry`.
///
///     5m 15m 1h      three more tries, the last of them about 80 minutes after the first
///
/// Each wait is shortened or lengthened by up to an eighth, so that what failed at once does not come back at once.
package struct RetryPolicy: Sendable, Hashable {
    /// The seconds before the second try, the third, and so on.
    let waits: [Int64]

    /// Nil where a word is no span of time, or the waits shrink.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        waits = words.compactMap { TimeSpan.seconds($0) }
        guard waits.count == words.count, waits.count <= 100, zip(waits, waits.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
    }

    package init(_ settings: Settings) {
        self = RetryPolicy(settings[.retry]) ?? RetryPolicy(Setting.retry.defaultValue) ?? RetryPolicy(waits: [])
    }

    private init(waits: [Int64]) {
        self.waits = waits
    }

    /// The seconds to wait after so many tries; nil when that was the last.
    ///
    /// - Parameter random: Any number; the same one gives the same wait.
    package func wait(afterAttempts attempts: Int, random: UInt64) -> Int64? {
        guard attempts >= 1, attempts <= waits.count else { return nil }
        let wait = waits[attempts - 1]
        return wait - wait / 8 + Int64(random % UInt64(wait / 4 + 1))
    }
}
