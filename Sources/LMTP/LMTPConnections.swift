import NIOCore
import Synchronization

/// The connections that are open.
final class LMTPConnections: Sendable {
    /// The event that tells a connection to end what it is at and to close.
    struct Drain: Sendable {}

    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    var count: Int { state.withLock { $0.open.count } }

    /// Whether there is room for one more, and it is known from here on.
    func enter(_ channel: any Channel) -> Bool {
        state.withLock {
            guard !$0.isDraining, $0.open.count < limit else { return false }
            $0.open[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func leave(_ channel: any Channel) {
        state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Asks all to end. No more are let in.
    func drain() {
        let open = state.withLock {
            $0.isDraining = true
            return Array($0.open.values)
        }
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(Drain()) }
    }

    /// Returns when all are closed.
    func closed() async {
        while let channel = state.withLock({ $0.open.values.first }) {
            try? await channel.closeFuture.get()
            leave(channel)
        }
    }
}
