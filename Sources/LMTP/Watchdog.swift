import Dispatch

/// Acts when a piece of work does not come to its end.
///
/// A thread that hangs cannot be ended, only its process. Nothing is lost by that: no mail of the group was answered, and one
/// that hangs again when it is alone is set aside, as one that crashes is.
struct Watchdog: Sendable {
    /// After how long.
    let limit: DispatchTimeInterval
    let act: @Sendable () -> Void

    /// One with a thread of its own: those of the work may all be busy for ever.
    private let queue = DispatchQueue(label: "email.watchdog")

    init(limit: DispatchTimeInterval, act: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.act = act
    }

    func watch<Value: Sendable>(_ work: () async -> Value) async -> Value {
        let deadline = DispatchWorkItem(block: act)
        queue.asyncAfter(deadline: .now() + limit, execute: deadline)
        let value = await work()
        deadline.cancel()
        return value
    }
}
