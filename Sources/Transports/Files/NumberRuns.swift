/// A set of numbers, most of which follow one another: a run of them costs as much as one.
struct NumberRuns: Sendable, Equatable {
    /// In ascending order; between two of them a number is missing.
    private(set) var runs: [ClosedRange<Int64>] = []

    init() {}

    init(_ numbers: some Sequence<Int64>) {
        for number in numbers.sorted() { NumberRuns.append(number...number, to: &runs) }
    }

    var isEmpty: Bool { runs.isEmpty }

    /// - Complexity: O(log of the runs).
    func contains(_ number: Int64) -> Bool {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < runs.count && runs[low].contains(number)
    }

    /// - Complexity: O(the runs of both), but for the sorting of them.
    mutating func formUnion(_ other: NumberRuns) {
        if other.isEmpty { return }
        var all: [ClosedRange<Int64>] = []
        for run in (runs + other.runs).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            NumberRuns.append(run, to: &all)
        }
        runs = all
    }

    /// - Complexity: O(the runs of both).
    mutating func subtract(_ other: NumberRuns) {
        var rest: [ClosedRange<Int64>] = []
        var next = 0
        for run in runs {
            while next < other.runs.count, other.runs[next].upperBound < run.lowerBound { next += 1 }
            var start: Int64? = run.lowerBound
            for hole in other.runs[next...] {
                guard let from = start, hole.lowerBound <= run.upperBound else { break }
                if hole.lowerBound > from { rest.append(from...(hole.lowerBound - 1)) }
                start = hole.upperBound < run.upperBound ? hole.upperBound + 1 : nil
            }
            if let start { rest.append(start...run.upperBound) }
        }
        runs = rest
    }

    /// Behind the others, or one with the last of them.
    private static func append(_ run: ClosedRange<Int64>, to runs: inout [ClosedRange<Int64>]) {
        if let last = runs.last, last.upperBound == .max || run.lowerBound <= last.upperBound + 1 {
            runs[runs.count - 1] = last.lowerBound...max(last.upperBound, run.upperBound)
        } else {
            runs.append(run)
        }
    }
}

/// As they stand in a file: a line for each run, `7` or `1001-1500`.
extension NumberRuns {
    /// More of them were never in hand.
    private static let mostInLines: Int64 = 1_000_000

    /// What cannot be read is left out.
    init(lines: [UInt8]) {
        var found: [ClosedRange<Int64>] = []
        var room = NumberRuns.mostInLines
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            let ends = line.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
                .map { Int64(String(decoding: $0, as: UTF8.self)) }
            guard let first = ends[0], let last = ends[ends.count - 1], first > 0, last >= first,
                last - first < room
            else { continue }
            room -= last - first + 1
            found.append(first...last)
        }
        for run in found.sorted(by: { $0.lowerBound < $1.lowerBound }) { NumberRuns.append(run, to: &runs) }
    }

    var lines: [UInt8] {
        var bytes: [UInt8] = []
        for run in runs {
            bytes += String(run.lowerBound).utf8
            if run.upperBound > run.lowerBound {
                bytes.append(UInt8(ascii: "-"))
                bytes += String(run.upperBound).utf8
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
