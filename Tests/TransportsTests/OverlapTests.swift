import Alerts
import Synchronization
import TestSupport
import Testing

@testable import Transports

/// A batch that is handed over while the one before is recorded.
@Suite struct OverlapTests {
    /// Notes what it is given, and fails where it is told to.
    private struct Shelf: BatchTransport {
        final class Record: Sendable {
            let taken = Mutex<[Int64]>([])
            let forgotten = Mutex<[Int64]>([])
        }

        let batchSize = 3
        let overlaps: Bool
        let record = Record()
        var failing: Int64 = 0

        mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
            record.taken.withLock { $0 += mails.map(\.deliveryID) }
            return mails.map { $0.deliveryID == failing ? .agentFailed("full") : .accepted("\($0.deliveryID)") }
        }

        mutating func forget(deliveryIDs: [Int64]) { record.forgotten.withLock { $0 += deliveryIDs } }
    }

    private struct Broken: Error {}

    @Test(
        "every mail is handed over once, recorded once under its number, and forgotten", arguments: [false, true],
        [1, 3, 7, 9])
    func all(overlaps: Bool, count: Int64) throws {
        var shelf = Shelf(overlaps: overlaps)
        var next: Int64 = 1
        var recorded: [Int: DeliveryOutcome] = [:]
        var most = 0
        shelf.run { finished, room in
            for handover in finished {
                #expect(recorded.updateValue(handover.outcome, forKey: handover.number) == nil)
            }
            let given = (next..<min(count + 1, next + Int64(room))).map { mail($0) }
            next += Int64(given.count)
            most = max(most, Int(next) - 1 - recorded.count)
            return given
        }
        #expect(recorded.count == Int(count))
        for (number, outcome) in recorded { #expect(outcome == .accepted("\(number + 1)")) }
        #expect(shelf.record.taken.withLock { $0 } == Array(1...count))
        #expect(shelf.record.forgotten.withLock { $0.sorted() } == Array(1...count))
        #expect(most <= (overlaps ? 6 : 3))
    }

    @Test("after an error of the agent itself the batch that was taken meanwhile is not tried")
    func agentFailure() {
        var shelf = Shelf(overlaps: true, failing: 5)
        let outcomes = shelf.deliver((1...3).map { mail($0) })
        #expect(outcomes == (1...3).map { .accepted("\($0)") })
        var next: Int64 = 1
        var hasFailed = false
        var ended = 0
        shelf.record.taken.withLock { $0 = [] }
        shelf.run { finished, room in
            ended += finished.count
            hasFailed = hasFailed || finished.contains { $0.outcome == .agentFailed("full") }
            if hasFailed { return [] }
            defer { next += Int64(room) }
            return (next..<next + Int64(room)).map { mail($0) }
        }
        #expect(shelf.record.taken.withLock { $0 } == Array(1...6))
        // The third batch was taken, and is spoken of.
        #expect(ended == 9 && next == 10)
    }

    @Test("an error of the database ends it when the batch in hand is done")
    func databaseFailure() {
        var shelf = Shelf(overlaps: true)
        var calls = 0
        #expect(throws: Broken.self) {
            try shelf.run { (_, room) throws(Broken) -> [OutgoingMessage] in
                calls += 1
                guard calls < 3 else { throw Broken() }
                return (1...Int64(room)).map { mail(Int64(calls) * 10 + $0) }
            }
        }
        #expect(shelf.record.taken.withLock { $0 } == [11, 12, 13, 21, 22, 23])
    }

    @Test("work in the background changes what was lent, and gives it back")
    func background() {
        let work = BackgroundWork([1, 2]) { values in
            values.append(3)
            return values.count
        }
        let (values, count) = work.join()
        #expect(values == [1, 2, 3] && count == 3)
    }
}
