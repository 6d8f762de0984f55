import Glibc

/// Counts what one thread has for another to wait for. POSIX `sem_init`.
@safe final class Semaphore: @unchecked Sendable {
    private let value: UnsafeMutablePointer<sem_t>

    init() {
        unsafe value = .allocate(capacity: 1)
        unsafe sem_init(value, 0, 0)
    }

    deinit {
        unsafe sem_destroy(value)
        unsafe value.deallocate()
    }

    func post() { unsafe sem_post(value) }

    func wait() {
        // A signal ends the wait early.
        while unsafe sem_wait(value) != 0 {}
    }
}
