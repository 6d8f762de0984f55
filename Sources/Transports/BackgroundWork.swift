import Glibc

/// Work that a thread of its own does, while the one that asked goes on.
///
/// What is worked on is lent to it: whoever asked touches it again only after `join`, which is what makes it safe to give a
/// value to the other thread that is not `Sendable`.
@safe final class BackgroundWork<Value, Result> {
    @safe private final class Job: @unchecked Sendable {
        var value: Value
        var result: Result?
        let body: (inout Value) -> Result

        init(_ value: Value, _ body: @escaping (inout Value) -> Result) {
            self.value = value
            self.body = body
        }

        func run() { result = body(&value) }
    }

    private let job: Job
    /// Nil where the system gave none: the work was done at once.
    private let thread: pthread_t?

    init(_ value: Value, _ body: @escaping (inout Value) -> Result) {
        job = Job(value, body)
        let work = Work(job.run)
        var started = pthread_t()
        let context = unsafe Unmanaged.passRetained(work)
        let failure = unsafe pthread_create(
            &started, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, context.toOpaque())
        if failure == 0 {
            thread = started
        } else {
            unsafe context.release()
            thread = nil
            job.run()
        }
    }

    /// Waits for its end. To be called once, or the thread stays for ever.
    func join() -> (Value, Result) {
        if let thread { pthread_join(thread, nil) }
        guard let result = job.result else { preconditionFailure("the work has been done") }
        return (job.value, result)
    }
}

/// What a thread is given: a class that is not generic, as C knows none.
private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
}
