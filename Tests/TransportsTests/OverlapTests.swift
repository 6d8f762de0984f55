import Alerts
import Foundation
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

    /// Is done with a batch when it is given the next one.
    private struct Pipeline: BatchTransport {
        let batchSize = 3
        let overlaps = true
        let bench: Workbench? = Workbench()
        let record = Shelf.Record()
        var failing: Int64 = 0
        /// Of how many mails of each batch it speaks.
        var spoken = 3
        private var held: [OutgoingMessage] = []

        init(failing: Int64 = 0, spoken: Int = 3) {
            self.failing = failing
            self.spoken = spoken
        }

        mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
            record.taken.withLock { $0 += mails.map(\.deliveryID) }
            return mails.prefix(spoken).map {
                $0.deliveryID == failing ? .agentFailed("full") : .accepted("\($0.deliveryID)")
            }
        }

        mutating func carryOn(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
            let outcomes = deliver(held)
            held = outcomes.contains(where: \.isOfAgent) ? [] : mails
            return outcomes
        }

        mutating func forget(deliveryIDs: [Int64]) { record.forgotten.withLock { $0 += deliveryIDs } }
    }

    @Test("what a way out says of a batch later is told of that batch", arguments: [1, 3, 4, 7, 9, 12])
    func later(count: Int64) throws {
        var way = Pipeline()
        let record = way.record
        var next: Int64 = 1
        var recorded: [Int: DeliveryOutcome] = [:]
        way.run { finished, room in
            // What is not recorded yet is not forgotten.
            let known = Set(recorded.keys.map { Int64($0 + 1) })
            #expect(record.forgotten.withLock { known.isSuperset(of: $0) })
            for handover in finished {
                #expect(recorded.updateValue(handover.outcome, forKey: handover.number) == nil)
            }
            let given = (next..<min(count + 1, next + Int64(room))).map { mail($0) }
            next += Int64(given.count)
            return given
        }
        #expect(recorded.count == Int(count))
        for (number, outcome) in recorded { #expect(outcome == .accepted("\(number + 1)")) }
        #expect(way.record.taken.withLock { $0 } == Array(1...count))
        #expect(way.record.forgotten.withLock { $0.sorted() } == Array(1...count))
    }

    @Test("after an error of the agent itself the batches behind are not tried, and are spoken of")
    func laterFailure() {
        var way = Pipeline(failing: 5)
        var next: Int64 = 1
        var outcomes: [Int: DeliveryOutcome] = [:]
        way.run { finished, room in
            for handover in finished { outcomes[handover.number] = handover.outcome }
            if outcomes.values.contains(where: \.isOfAgent) { return [] }
            defer { next += Int64(room) }
            return (next..<next + Int64(room)).map { mail($0) }
        }
        #expect(way.record.taken.withLock { $0 } == Array(1...6))
        #expect(outcomes.count == Int(next) - 1)
        for number in 0..<Int(next) - 1 {
            let isSent = number < 6 && number != 4
            #expect(outcomes[number] == (isSent ? .accepted("\(number + 1)") : .agentFailed("full")))
        }
    }

    @Test("an error of the database: what is in hand is handed over, and nothing else")
    func laterDatabaseFailure() {
        var way = Pipeline()
        var calls = 0
        #expect(throws: Broken.self) {
            try way.run { (_, room) throws(Broken) -> [OutgoingMessage] in
                calls += 1
                guard calls < 3 else { throw Broken() }
                return (1...Int64(room)).map { mail(Int64(calls) * 10 + $0) }
            }
        }
        #expect(way.record.taken.withLock { $0 } == [11, 12, 13, 21, 22, 23])
    }

    @Test("what a batch way out does not speak of was not handed over, and nothing behind it is tried")
    func silent() {
        var shelf = Silent()
        var outcomes: [Int: DeliveryOutcome] = [:]
        var next: Int64 = 1
        shelf.run { finished, room in
            for handover in finished { outcomes[handover.number] = handover.outcome }
            if outcomes.values.contains(where: \.isOfAgent) { return [] }
            defer { next += Int64(room) }
            return (next..<next + Int64(room)).map { mail($0) }
        }
        #expect(outcomes.count == Int(next) - 1)
        #expect(outcomes[1] == .accepted("2"))
        for number in 2..<Int(next) - 1 { #expect(outcomes[number]?.isOfAgent == true) }
    }

    /// Speaks of the first two mails of each batch.
    private struct Silent: BatchTransport {
        let batchSize = 3
        let overlaps = true

        mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
            mails.prefix(2).map { .accepted("\($0.deliveryID)") }
        }
    }

    @Test(
        "work on a bench is done once each, by one thread or two, and ends at the first failure",
        arguments: [0, 1, 5000])
    func bench(count: Int) {
        let bench = Workbench()
        // Nobody helps.
        let alone = bench.share(count: count, by: 3, ()) { (numbers, _, values: inout [Int?]) in
            for number in numbers { values[number] = number * 2 }
        }
        #expect(alone.values == (0..<count).map { $0 * 2 } && alone.failure == nil)
        bench.open()
        let threads = Mutex<Set<UInt>>([])
        let work = BackgroundWork(0) { rounds in
            defer { bench.close() }
            var sums: [Int] = []
            for round in 0..<50 {
                let results = bench.share(count: count, 0) { (numbers, done, values: inout [Int?]) in
                    done += 1
                    _ = threads.withLock { $0.insert(thread()) }
                    // The other thread comes as soon as the system lets it.
                    var patience = 10_000
                    while threads.withLock({ $0.count }) < 2, patience > 0 {
                        usleep(1000)
                        patience -= count > 1 ? 1 : patience
                    }
                    for number in numbers { values[number] = number + round }
                }
                rounds += 1
                sums.append(results.values.reduce(0) { $0 + ($1 ?? .min) })
            }
            return sums
        }
        bench.help()
        let (rounds, sums) = work.join()
        #expect(rounds == 50)
        #expect(sums == (0..<50).map { count * (count - 1) / 2 + $0 * count })
        if count == 5000 { #expect(threads.withLock { $0.count } == 2) }
        // Closed: nobody waits.
        bench.help()
        let failed = bench.share(count: count, ()) { (numbers, _, values: inout [Int?]) throws(Broken) in
            if numbers.contains(3) { throw Broken() }
            for number in numbers { values[number] = number }
        }
        // Of a run that fails, what is done is told.
        let inRun = bench.share(count: count, by: 4, ()) { (numbers, _, values: inout [Int?]) throws(Broken) in
            for number in numbers {
                if number == 6 { throw Broken() }
                values[number] = number
            }
        }
        #expect((inRun.failure != nil) == (count > 6))
        if count > 6 { #expect(inRun.values.compactMap { $0 } == Array(0..<6)) }
        #expect((failed.failure != nil) == (count > 3))
        if count > 3 { #expect(failed.values.compactMap { $0 } == [0, 1, 2]) }
    }

    private func thread() -> UInt { UInt(pthread_self()) }
}
