import Testing

@testable import Web

@Suite("Limits")
struct ThrottleTests {
    @Test("so many times within a span, then not until it has passed")
    func window() {
        let throttle = Throttle(2, per: 60)
        #expect((0..<4).map { _ in throttle.allows("a", now: 100) } == [true, true, false, false])
        #expect(throttle.allows("b", now: 100))
        #expect(!throttle.allows("a", now: 159))
        #expect(throttle.allows("a", now: 160))
    }

    @Test("a clock that is set back frees rather than locks out")
    func clockSetBack() {
        let throttle = Throttle(1, per: 60)
        #expect(throttle.allows("a", now: 1000))
        #expect(!throttle.allows("a", now: 1001))
        #expect(throttle.allows("a", now: 10))
    }

    @Test("a limit of the moment stands before the first one")
    func limitOfTheMoment() {
        let throttle = Throttle(0, per: 60)
        #expect(throttle.allows("a", limit: 1, now: 0))
        #expect(!throttle.allows("a", limit: 1, now: 0))
    }
}
