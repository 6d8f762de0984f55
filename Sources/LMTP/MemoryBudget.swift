import Synchronization

/// How many bytes of mails may be in memory at a time, over all connections.
final class MemoryBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Whether as many would fit now.
    func hasRoom(for bytes: Int) -> Bool { used.load(ordering: .relaxed) + bytes <= limit }

    fileprivate func take(_ bytes: Int) -> Bool {
        if used.wrappingAdd(bytes, ordering: .relaxed).newValue <= limit { return true }
        used.wrappingSubtract(bytes, ordering: .relaxed)
        return false
    }

    fileprivate func give(_ bytes: Int) { used.wrappingSubtract(bytes, ordering: .relaxed) }
}

/// The share of one mail, which ends with the value.
final class MemoryReservation: Sendable {
    private let budget: MemoryBudget
    private let bytes = Atomic<Int>(0)

    init(_ budget: MemoryBudget) { self.budget = budget }

    deinit { release() }

    /// Whether there was room for more.
    func grow(by count: Int) -> Bool {
        guard budget.take(count) else { return false }
        bytes.wrappingAdd(count, ordering: .relaxed)
        return true
    }

    func release() { budget.give(bytes.exchange(0, ordering: .relaxed)) }
}
