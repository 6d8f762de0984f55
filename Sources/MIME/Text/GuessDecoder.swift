/// Text without a charset, or with one that says nothing: UTF-8 if that is what it is, else windows-1252.
///
/// ASCII goes straight through. From the first other byte on, so much is held back until the question is settled.
struct GuessDecoder {
    private enum Stage { case ascii, undecided, utf8, windows1252 }

    private var stage = Stage.ascii
    private var held: [UInt8] = []
    /// How many bytes were read, those in `held` too.
    private var read = 0
    /// Where the first byte above 127 stands in all that was read.
    private(set) var firstEightBit: Int?

    /// Enough to judge by, and little enough to hold for every part of a large mail.
    private static let sample = 65_536

    /// - Parameter report: is told where bytes without a meaning stand in all that was read, and how many they are.
    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8], _ report: (Int, Int) -> Void) {
        var position = 0
        if stage == .ascii {
            position = asciiEnd(input)
            append(input, 0..<position, to: &output)
            read += position
            guard position < input.count else { return }
            firstEightBit = read
            stage = .undecided
        }
        switch stage {
        case .ascii: break
        case .undecided:
            let end = min(input.count, position + Self.sample - held.count)
            append(input, position..<end, to: &held)
            read += end - position
            guard held.count >= Self.sample else { return }
            settle(into: &output, report)
            decode(input.extracting(end..<input.count), into: &output, report)
        case .windows1252:
            let rest = input.extracting(position..<input.count)
            appendWindows1252(rest, to: &output)
            tellErrors(rest, at: read, report)
            read += rest.count
        case .utf8:
            append(input, position..<input.count, to: &held)
            read += input.count - position
            repair(into: &output, report)
        }
    }

    mutating func finish(into output: inout [UInt8], _ report: (Int, Int) -> Void) {
        if stage == .undecided { settle(into: &output, report) }
        if !held.isEmpty {
            report(read - held.count, held.count)
            appendReplacement(to: &output)
        }
        held = []
    }

    private mutating func settle(into output: inout [UInt8], _ report: (Int, Int) -> Void) {
        let error = utf8Error(held.span, from: 0)
        var isUTF8 = error == nil
        // A character that only the end cuts off says nothing against UTF-8 if there were others before it.
        if let error, error > 0, case .cut = utf8Step(held.span, at: error) { isUTF8 = true }
        if isUTF8 {
            stage = .utf8
            repair(into: &output, report)
        } else {
            stage = .windows1252
            appendWindows1252(held.span, to: &output)
            tellErrors(held.span, at: read - held.count, report)
            held = []
        }
    }

    /// Appends what is held, but for a character that its end cuts off.
    private mutating func repair(into output: inout [UInt8], _ report: (Int, Int) -> Void) {
        let start = read - held.count
        let end = appendRepaired(held.span, to: &output) { report(start + $0, $1) }
        held.removeFirst(end)
    }

    private func tellErrors(_ bytes: Span<UInt8>, at offset: Int, _ report: (Int, Int) -> Void) {
        var position = 0
        while let error = windows1252Error(bytes, from: position) {
            report(offset + error, 1)
            position = error + 1
        }
    }
}
