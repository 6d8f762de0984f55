import Glibc

/// Whether the process was asked to end. The mails in hand are still recorded.
enum StopSignal {
    nonisolated(unsafe) private static var wasAsked: sig_atomic_t = 0

    /// Watches for SIGTERM, SIGINT and SIGHUP; a second one ends the process at once. A broken pipe is an error, not an end.
    static func watch() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in unsafe StopSignal.wasAsked = 1 }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        for number in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaction(number, &action, nil) }
    }

    /// As a signal asks.
    static func ask() { unsafe wasAsked = 1 }

    static var isPending: Bool { unsafe wasAsked != 0 }

    /// Sleeps, in steps of a second at most. False when the process was asked to end.
    static func sleep(until time: Double) -> Bool {
        while !isPending {
            let left = time - Clock.preciseNow
            if left <= 0 { return true }
            let step = min(left, 1)
            var span = timespec(tv_sec: Int(step), tv_nsec: Int((step - step.rounded(.down)) * 1e9))
            unsafe nanosleep(&span, nil)
        }
        return false
    }
}
