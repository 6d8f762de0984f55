import Synchronization
import Testing

@testable import LMTP

@Suite struct WatchdogTests {
    private final class Acts: Sendable {
        let count = Mutex(0)
        var number: Int { count.withLock { $0 } }
    }

    private func watchdog(_ acts: Acts, limit milliseconds: Int) -> Watchdog {
        Watchdog(limit: .milliseconds(milliseconds)) { acts.count.withLock { $0 += 1 } }
    }

    @Test("work that does not end is noticed though no thread of it is free", .timeLimit(.minutes(5)))
    func hanging() async {
        let acts = Acts()
        let values = await watchdog(acts, limit: 20).watch {
            await Workers(name: "test").map(Array(0..<64)) { number in
                while acts.number == 0 {}
                return number
            }
        }
        #expect(values == Array(0..<64))
        #expect(acts.number == 1)
    }

    @Test("work that ends is let alone, and its watch with it")
    func ending() async {
        let acts = Acts()
        let short = watchdog(acts, limit: 3_600_000)
        #expect(await short.watch { await Workers(name: "test").map([1, 2, 3]) { $0 + 1 } } == [2, 3, 4])
        #expect(acts.number == 0)
    }
}
