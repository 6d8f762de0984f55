import TestSupport
import Testing

@testable import Transports

@Suite("Numbers that follow one another")
struct NumberRunsTests {
    @Test("what is added and taken away is what a set has", arguments: 0..<20)
    func likeASet(_ seed: Int) {
        var generator = SeededGenerator(UInt64(seed + 1))
        var set: Set<Int64> = []
        var runs = NumberRuns()
        for _ in 0..<200 {
            let start = Int64.random(in: 1...60, using: &generator)
            var some = (0..<Int64.random(in: 0...9, using: &generator)).map { start + $0 }
            if Bool.random(using: &generator) { some = some.map { $0 * 3 % 61 + 1 }.shuffled(using: &generator) }
            if Bool.random(using: &generator) {
                set.formUnion(some)
                runs.formUnion(NumberRuns(some))
            } else {
                set.subtract(some)
                runs.subtract(NumberRuns(some))
            }
            #expect(Array(runs.runs.joined()) == set.sorted())
            #expect(runs == NumberRuns(set) && runs.isEmpty == set.isEmpty)
            #expect(NumberRuns(lines: runs.lines) == runs)
            #expect((0...70).allSatisfy { runs.contains($0) == set.contains($0) })
        }
    }

    @Test("runs are joined, and written in a line each")
    func lines() {
        let runs = NumberRuns([7, 3, 2, 9, 1, 8, .max, 5])
        #expect(runs.runs == [1...3, 5...5, 7...9, .max ... .max])
        #expect(String(decoding: runs.lines, as: UTF8.self) == "1-3\n5\n7-9\n9223372036854775807\n")
    }

    @Test("what is no line of ours is left out, and costs nothing")
    func unreadable() {
        let text = "4\n\nx\n-1\n0\n0-3\n9-8\n5-\n-5\n1-2-3\n1-9223372036854775807\n99999999999999999999\n6-7\n3\n"
        #expect(NumberRuns(lines: Array(text.utf8)).runs == [3...4, 6...7])
    }
}
