import Glibc
import Transports

/// A progress bar on standard error, where that is a terminal. Elsewhere it does nothing.
struct ProgressBar {
    private let total: Int
    private let isShown: Bool
    private var done = 0
    private var shownPercent = -1

    static var canBeShown: Bool { isatty(2) == 1 }

    init(total: Int) {
        self.total = total
        isShown = total > 1 && ProgressBar.canBeShown
    }

    mutating func advance(to value: Int) {
        done = value
        guard isShown else { return }
        let percent = min(100, done * 100 / max(total, 1))
        guard percent != shownPercent else { return }
        shownPercent = percent
        let width = percent * 30 / 100
        let bar = String(repeating: "#", count: width) + String(repeating: ".", count: 30 - width)
        Descriptor.write(Array("\r[\(bar)] \(percent) %".utf8), to: 2)
    }

    /// Takes the bar away.
    func finish() {
        if isShown, shownPercent >= 0 { Descriptor.write(Array("\r\u{1B}[K".utf8), to: 2) }
    }
}
