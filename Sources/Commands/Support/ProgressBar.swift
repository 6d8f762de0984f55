import Glibc
import Synchronization
import Transports

/// A progress bar on standard error, where that is a terminal. Elsewhere it does nothing.
struct ProgressBar {
    private let total: Int
    private let isShown: Bool
    private var done = 0
    private var shownPercent = -1
    /// Whether one stands on the last line of the terminal.
    private static let isOnScreen = Atomic<Bool>(false)

    static var canBeShown: Bool { isatty(2) == 1 }

    init(total: Int) {
        self.total = total
        isShown = total > 1 && ProgressBar.canBeShown
    }

    mutating func advance(to value: Int) {
        done = value
        guard isShown else { return }
        let percent = min(100, done * 100 / max(total, 1))
        guard percent != shownPercent || !ProgressBar.isOnScreen.load(ordering: .relaxed) else { return }
        shownPercent = percent
        ProgressBar.isOnScreen.store(true, ordering: .relaxed)
        let width = percent * 30 / 100
        let bar = String(repeating: "#", count: width) + String(repeating: ".", count: 30 - width)
        Descriptor.write(Array("\r[\(bar)] \(percent) %".utf8), to: 2)
    }

    /// Takes the bar away.
    func finish() {
        if isShown, shownPercent >= 0 { Descriptor.write(ProgressBar.takeAway(), to: 2) }
    }

    /// What takes a bar off the screen, if one is there. It comes back when it advances.
    static func takeAway() -> [UInt8] {
        isOnScreen.exchange(false, ordering: .relaxed) ? Array("\r\u{1B}[K".utf8) : []
    }
}
