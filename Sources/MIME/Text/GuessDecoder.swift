/// Text without a charset, or with one that says nothing: UTF-8 if that is what it is, else windows-1252.
///
/// ASCII goes straight through. From the first other byte on, so much is held back until the question is settled.
struct GuessDecoder {
    private enum Stage { case ascii, undecided, utf8, windows1252 }

    private var stage = Stage.ascii
    private var held: [UInt8] = []
    /// How many bytes were read, those in `held` too.
    private var read = 0
    /// Where the first bytes without a meaning stand in all that was read.
    private(set) var firstError: Int?

    /// Enough to judge by, and little enough to hold for every part of a large mail.
    private static let sample = 65_536

    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        var position = 0
        if stage == .ascii {
            position = asciiEnd(input)
            append(input, 0..<position, to: &output)
            read += position
            guard position < input.count else { return }
            stage = .undecided
        }
        switch stage {
        case .ascii: break
        case .undecided:
            let end = min(input.count, position + Self.sample - held.count)
            append(input, position..<end, to: &held)
            read += end - position
            guard held.count >= Self.sample else { return }
            settle(into: &output)
            decode(input.extracting(end..<input.count), into: &output)
        case .windows1252:
            let rest = input.extracting(position..<input.count)
            appendWindows1252(rest, to: &output)
            note(windows1252Error(rest))
            read += rest.count
        case .utf8:
            append(input, position..<input.count, to: &held)
            read += input.count - position
            repair(into: &output)
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if stage == .undecided { settle(into: &output) }
        if !held.isEmpty {
            note(-held.count)
            appendReplacement(to: &output)
        }
        held = []
    }

    private mutating func settle(into output: inout [UInt8]) {
        let error = utf8Error(held.span, from: 0)
        var isUTF8 = error == nil
        // A character that only the end cuts off says nothing against UTF-8 if there were others before it.
        if let error, error > 0, case .cut = utf8Step(held.span, at: error) { isUTF8 = true }
        if isUTF8 {
            stage = .utf8
            repair(into: &output)
        } else {
            stage = .windows1252
            appendWindows1252(held.span, to: &output)
            note(windows1252Error(held.span).map { $0 - held.count })
            held = []
        }
    }

    /// Appends what is held, but for a character that its end cuts off.
    private mutating func repair(into output: inout [UInt8]) {
        var error: Int?
        let end = appendRepaired(held.span, to: &output, &error)
        note(error.map { $0 - held.count })
        held.removeFirst(end)
    }

    /// Notes an error `distance` bytes after what was read.
    private mutating func note(_ distance: Int?) {
        if firstError == nil, let distance { firstError = read + distance }
    }
}
