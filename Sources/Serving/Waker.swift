import Dispatch
import Glibc
import Synchronization

/// Lets a thread sleep until a time, or until another wakes it.
package final class Waker: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isStopped = Atomic<Bool>(false)
    /// Whether somebody has called since the last sleep: many calls are one.
    private let isCalled = Atomic<Bool>(false)

    package init() {}

    /// Has the sleeper look now rather than later.
    package func wake() {
        if !isCalled.exchange(true, ordering: .acquiringAndReleasing) { semaphore.signal() }
    }

    /// Has the sleeper stop.
    package func stop() {
        isStopped.store(true, ordering: .releasing)
        semaphore.signal()
    }

    /// - Parameter time: Seconds since 1970.
    /// - Returns: False where the sleeper is to stop.
    package func sleep(until time: Double) -> Bool {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        let left = time - (Double(now.tv_sec) + Double(now.tv_nsec) / 1e9)
        if left > 0, !isStopped.load(ordering: .acquiring) {
            _ = semaphore.wait(timeout: .now() + .milliseconds(Int(min(left, 86_400) * 1000)))
        }
        isCalled.store(false, ordering: .releasing)
        return !isStopped.load(ordering: .acquiring)
    }
}
