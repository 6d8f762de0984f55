/// Where a way out writes what it did, a line at a time.
package struct TransportLog: Sendable {
    /// How much a line matters.
    package enum Level: String, Sendable, Hashable {
        case info, notice, warning, error
    }

    private let line: @Sendable (Level, String) -> Void

    package init(_ line: @escaping @Sendable (Level, String) -> Void) {
        self.line = line
    }

    /// Lines are dropped.
    package static let none = TransportLog { _, _ in }

    func write(_ level: Level, _ message: String) {
        line(level, message)
    }
}
