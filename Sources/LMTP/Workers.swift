import Dispatch
import Glibc
import Synchronization

/// Threads for what only the processors do. The threads of the concurrency runtime are for what waits: a large mail would hold
/// them up.
final class Workers: Sendable {
    private let queue: DispatchQueue

    init(name: String) { queue = DispatchQueue(label: name, attributes: .concurrent) }

    /// The value of each, in their order.
    func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Value
    ) async -> [Value] {
        if elements.isEmpty { return [] }
        return await withCheckedContinuation { continuation in
            queue.async {
                let next = Atomic<Int>(0)
                let found = Mutex([Value?](repeating: nil, count: elements.count))
                DispatchQueue.concurrentPerform(iterations: min(elements.count, Workers.threads)) { _ in
                    while true {
                        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard index < elements.count else { return }
                        let value = transform(elements[index])
                        found.withLock { $0[index] = value }
                    }
                }
                continuation.resume(returning: found.withLock { $0 }.compactMap(\.self))
            }
        }
    }

    private static let threads = min(max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), 16)
}
