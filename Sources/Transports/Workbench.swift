import Synchronization

/// Where one thread lays out work on many things, and another takes part in it when it has nothing else to do.
///
/// Two threads are enough: a third one would be woken on a core that is busy, and leave the other idle.
package final class Workbench: Sendable {
    /// What became of each thing.
    struct Results<Value, Failure: Error> {
        /// Nil for those that failed or were not begun.
        var values: [Value?]
        /// Why one of them failed.
        var failure: Failure?
    }

    private struct State {
        /// What the other thread may take part in.
        @safe nonisolated(unsafe) var work: (() -> Void)?
        var isClosed = true
    }

    private let state = Mutex(State())
    /// Raised when there is something to take part in, and when there will be nothing more.
    private let news = Semaphore()
    /// Raised when the other thread has taken part.
    private let hasHelped = Semaphore()

    /// Does the numbers below `count`, in no certain order. After a failure none is begun any more.
    ///
    /// - Parameters:
    ///   - size: So many that follow one another are done together.
    ///   - hand: What each thread begins with as its own.
    ///   - body: Does some numbers, and puts what became of each in its place. May run on both threads at once. It is given
    ///     what is its thread's own.
    func share<Hand, Value, Failure: Error>(
        count: Int, by size: Int = 1, _ hand: Hand,
        _ body: @escaping (_ numbers: Range<Int>, _ hand: inout Hand, _ values: inout [Value?]) throws(Failure) -> Void
    ) -> Results<Value, Failure> {
        let turn = Turn()
        let work = { (results: inout Results<Value, Failure>) in
            var hand = hand
            while let first = turn.next(size, below: count) {
                do throws(Failure) {
                    try body(first..<min(first + size, count), &hand, &results.values)
                } catch {
                    turn.end(at: count)
                    results.failure = error
                }
            }
        }
        let nothing = Results<Value, Failure>(values: [Value?](repeating: nil, count: count))
        let other = Other(nothing, work)
        state.withLock { $0.work = other.run }
        news.post()
        var results = nothing
        work(&results)
        // What the other thread has not begun to take part in, it will not see any more.
        let isUntouched = state.withLock { state in
            defer { state.work = nil }
            return state.work != nil
        }
        if isUntouched { return results }
        hasHelped.wait()
        for (number, value) in other.results.values.enumerated() where value != nil { results.values[number] = value }
        results.failure = results.failure ?? other.results.failure
        return results
    }

    /// To be called before the other thread is told of the work to come.
    func open() { state.withLock { $0.isClosed = false } }

    /// There will be nothing more to take part in, until it is opened again.
    func close() {
        state.withLock { $0.isClosed = true }
        news.post()
    }

    /// Takes part in all that is laid out until it is closed.
    func help() {
        while true {
            let (work, isClosed) = state.withLock { state in
                defer { state.work = nil }
                return (state.work, state.isClosed)
            }
            if let work {
                work()
                hasHelped.post()
            } else if isClosed {
                return
            } else {
                news.wait()
            }
        }
    }

    /// The part of the other thread. Read by this one only when that is over.
    private final class Other<Value, Failure: Error>: @unchecked Sendable {
        private(set) var results: Results<Value, Failure>
        private let work: (inout Results<Value, Failure>) -> Void

        init(_ results: Results<Value, Failure>, _ work: @escaping (inout Results<Value, Failure>) -> Void) {
            self.results = results
            self.work = work
        }

        func run() { work(&results) }
    }

    private final class Turn: Sendable {
        private let number = Atomic<Int>(0)

        func next(_ size: Int, below count: Int) -> Int? {
            let next = number.wrappingAdd(size, ordering: .relaxed).oldValue
            return next < count ? next : nil
        }

        func end(at count: Int) { number.store(count, ordering: .relaxed) }
    }
}
