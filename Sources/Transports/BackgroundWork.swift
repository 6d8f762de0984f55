/// Work that another thread does, while the one that asked goes on.
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
    private let thread: WorkThread?

    init(_ value: Value, _ body: @escaping (inout Value) -> Result) {
        job = Job(value, body)
        thread = WorkThread.take()
        if let thread { thread.begin(job.run) } else { job.run() }
    }

    /// Waits for its end. To be called once, or the thread is lost to others.
    func join() -> (Value, Result) {
        thread?.end()
        guard let result = job.result else { preconditionFailure("the work has been done") }
        return (job.value, result)
    }
}
