/// Quoted-printable, RFC 2045 6.7, as it arrives: soft breaks with any line end, bad escapes, blanks before line ends.
struct QuotedPrintableDecoder: Sendable {
    /// The end of the input so far whose meaning hangs on what follows: an open escape, or blanks that may end a line.
    private var held: [UInt8] = []
    /// Inside a run of blanks that is too long to be held back.
    private var insideLongBlankRun = false
    /// A line ended with CR LF; where all end with LF, as on a Unix pipe, a soft break with LF is no defect.
    private var sawCRLF = false
    /// The offset of the first byte in `held`.
    private var offset = 0
    private(set) var defects = DefectLog()

    /// So many blanks before a line end are padding; more of them are kept. A line is not longer (RFC 5322 2.1.1), and
    /// without a bound a reader of a stream would have to hold all of them.
    private static let maximumBlanks = 998

    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        output.append(addingCapacity: held.count + input.count) { output in
            var start = 0
            if !held.isEmpty {
                let earlier = held.count
                let borrowed = min(input.count, 4 * Self.maximumBlanks)
                append(input, 0..<borrowed, to: &held)
                let joined = held
                let used = decode(joined.span, isLast: false, into: &output)
                offset += used
                if borrowed == input.count {
                    held.removeFirst(used)
                    return
                }
                // What can be held back is shorter than what was borrowed, so the rest begins inside `input`.
                held.removeAll(keepingCapacity: true)
                start = max(used - earlier, 0)
            }
            let rest = input.extracting(start..<input.count)
            let used = decode(rest, isLast: false, into: &output)
            offset += used
            append(rest, used..<rest.count, to: &held)
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        guard !held.isEmpty else { return }
        let last = held
        held = []
        output.append(addingCapacity: last.count) { output in
            offset += decode(last.span, isLast: true, into: &output)
        }
    }

    /// Decodes as far as the meaning is certain and returns how far that is.
    private mutating func decode(_ input: Span<UInt8>, isLast: Bool, into output: inout OutputSpan<UInt8>) -> Int {
        var position = 0
        if insideLongBlankRun {
            while position < input.count, ASCII.isBlank(input[position]) {
                output.append(input[position])
                position += 1
            }
            insideLongBlankRun = position == input.count
        }
        var floor = position
        while true {
            position = decodeRun(input, from: position, &sawCRLF, into: &output)
            guard position < input.count else { break }
            if input[position] == UInt8(ascii: "=") {
                guard let next = escape(input, at: position, isLast: isLast, into: &output) else { return position }
                position = next
                floor = next
                continue
            }
            var lineEnd = 1
            if input[position] == UInt8(ascii: "\r") {
                if position + 1 < input.count {
                    if input[position + 1] == UInt8(ascii: "\n") {
                        lineEnd = 2
                        sawCRLF = true
                    }
                } else if !isLast {
                    break
                }
            }
            dropBlanks(input, before: position, floor, &output)
            output.append(input[position])
            if lineEnd == 2 { output.append(input[position + 1]) }
            position += lineEnd
            floor = position
        }
        // The end of the chunk: blanks before it, or before a CR that ends it, may be the end of a line.
        if isLast {
            dropBlanks(input, before: position, floor, &output)
            return position
        }
        let blanks = blankCount(input, before: position, floor)
        if blanks > Self.maximumBlanks {
            insideLongBlankRun = position == input.count
            return position
        }
        output.removeLast(blanks)
        return position - blanks
    }

    /// The escape at `position`; returns where the text goes on, or nil if the chunk ends before that is known.
    private mutating func escape(
        _ input: Span<UInt8>, at position: Int, isLast: Bool, into output: inout OutputSpan<UInt8>
    ) -> Int? {
        if position + 2 < input.count, let high = ASCII.hexValue(input[position + 1]),
            let low = ASCII.hexValue(input[position + 2])
        {
            output.append(high << 4 | low)
            return position + 3
        }
        var next = position + 1
        while next < input.count, ASCII.isBlank(input[next]), next - position <= Self.maximumBlanks { next += 1 }
        if next == input.count {
            // QUIRK: a `=` that ends the body is a soft break whose line end went to the boundary.
            guard isLast else { return nil }
            notePadding(position + 1..<next)
            return next
        }
        if ASCII.isLineEnd(input[next]) {
            if input[next] == UInt8(ascii: "\r") {
                guard next + 1 < input.count || isLast else { return nil }
                if next + 1 < input.count, input[next + 1] == UInt8(ascii: "\n") {
                    sawCRLF = true
                    notePadding(position + 1..<next)
                    return next + 2
                }
            }
            if sawCRLF { defects.note(.bareSoftLineBreak, offset + position) }
            notePadding(position + 1..<next)
            return next + 1
        }
        if next + 1 == input.count, !isLast, next == position + 1, ASCII.hexValue(input[next]) != nil { return nil }
        // RFC 2045 6.7: what is no escape is best shown as it stands.
        defects.note(.badQuotedPrintableEscape, offset + position)
        output.append(UInt8(ascii: "="))
        return position + 1
    }

    /// Blanks between `=` and the line end, which are dropped.
    private mutating func notePadding(_ blanks: Range<Int>) {
        if !blanks.isEmpty { defects.note(.trailingWhitespace, offset + blanks.lowerBound) }
    }

    private func blankCount(_ input: Span<UInt8>, before end: Int, _ floor: Int) -> Int {
        var start = end
        while start > floor, ASCII.isBlank(input[start - 1]), end - start <= Self.maximumBlanks { start -= 1 }
        return end - start
    }

    /// RFC 2045 6.7 (3): blanks at the end of a line were added on the way and are removed.
    private mutating func dropBlanks(
        _ input: Span<UInt8>, before end: Int, _ floor: Int, _ output: inout OutputSpan<UInt8>
    ) {
        let blanks = blankCount(input, before: end, floor)
        guard blanks > 0, blanks <= Self.maximumBlanks else { return }
        defects.note(.trailingWhitespace, offset + end - blanks)
        output.removeLast(blanks)
    }
}

/// What each byte is as a hexadecimal digit; 0xFF if it is none.
private let hexValues: [UInt8] = (0...255).map { ASCII.hexValue($0) ?? 0xFF }

/// Decodes what needs no second look: plain text, escapes, line ends without blanks before them and soft breaks. Returns
/// the position of the first thing that does, or the end.
///
/// Unsafe inside because nearly all bytes come by here, sixty-four at a time: what is special among them is a mask, and
/// what lies between two special bytes is copied in blocks, of which the rest is written over. It reads `input` below its
/// count and writes `output` within its capacity only.
private func decodeRun(
    _ input: Span<UInt8>, from start: Int, _ sawCRLF: inout Bool, into output: inout OutputSpan<UInt8>
) -> Int {
    unsafe input.withUnsafeBytes { input in
        unsafe hexValues.withUnsafeBufferPointer { hexValues in
            unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
                let target = UnsafeMutableRawBufferPointer(buffer)
                var run = QuotedPrintableRun(position: start, written: filled, sawCRLF: sawCRLF)
                if unsafe run.decodeBlocks(input, into: target, hexValues) {
                    unsafe run.decodeBytes(input, from: start, into: target, hexValues)
                }
                filled = run.written
                sawCRLF = run.sawCRLF
                return run.position
            }
        }
    }
}

/// How far `decodeRun` has come.
private struct QuotedPrintableRun {
    var position: Int
    var written: Int
    var sawCRLF: Bool

    /// Decodes while so much is left that no block can go past an end; false if it stopped at what needs a second look.
    ///
    /// A line end is nothing special unless blanks stand before it: then the last blank is. It is the same with CR, but
    /// for the first one, by which soft breaks are judged.
    @inline(__always)
    mutating func decodeBlocks(
        _ input: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer,
        _ hexValues: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let count = input.count
        let room = target.count
        guard count &- position >= 96 else { return true }
        var block = position
        while block &+ 96 <= count, written &+ (block &- position) &+ 96 <= room {
            var specials = unsafe specialBytes(input, at: block, includingReturns: !sawCRLF)
            while specials != 0 {
                let hit = block &+ specials.trailingZeroBitCount
                specials &= specials &- 1
                let byte = unsafe input[hit]
                guard byte == UInt8(ascii: "=") else {
                    if byte == UInt8(ascii: "\r") {
                        if unsafe input[hit &+ 1] == UInt8(ascii: "\n") { sawCRLF = true }
                        continue
                    }
                    unsafe copy(input, to: hit &+ 1, into: target)
                    return false
                }
                let first = unsafe input[hit &+ 1]
                let second = unsafe input[hit &+ 2]
                let high = unsafe hexValues[Int(first)]
                let low = unsafe hexValues[Int(second)]
                if high | low < 16 {
                    unsafe copyFast(input, to: hit, into: target)
                    unsafe target.storeBytes(of: high << 4 | low, toByteOffset: written, as: UInt8.self)
                    written &+= 1
                    position = hit &+ 3
                } else if first == UInt8(ascii: "\n"), !sawCRLF {
                    unsafe copyFast(input, to: hit, into: target)
                    position = hit &+ 2
                } else if first == UInt8(ascii: "\r"), second == UInt8(ascii: "\n") {
                    unsafe copyFast(input, to: hit, into: target)
                    sawCRLF = true
                    position = hit &+ 3
                } else {
                    unsafe copy(input, to: hit, into: target)
                    return false
                }
            }
            block &+= 64
        }
        if position < block { unsafe copy(input, to: block, into: target) }
        return true
    }

    /// Copies up to `end`, to which there are as many bytes of room and thirty-two more on both sides.
    @inline(__always)
    private mutating func copyFast(
        _ input: UnsafeRawBufferPointer, to end: Int, into target: UnsafeMutableRawBufferPointer
    ) {
        var from = position
        var to = written
        repeat {
            let one = unsafe input.loadUnaligned(fromByteOffset: from, as: SIMD16<UInt8>.self)
            let two = unsafe input.loadUnaligned(fromByteOffset: from &+ 16, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: one, toByteOffset: to, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: two, toByteOffset: to &+ 16, as: SIMD16<UInt8>.self)
            from &+= 32
            to &+= 32
        } while from < end
        written &+= end &- position
        position = end
    }

    /// Copies up to `end` and writes nothing else.
    private mutating func copy(
        _ input: UnsafeRawBufferPointer, to end: Int, into target: UnsafeMutableRawBufferPointer
    ) {
        let length = end &- position
        guard length > 0 else { return }
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[written..<written &+ length])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[position..<end]))
        written &+= length
        position = end
    }

    /// The same byte by byte, for what is too near to an end.
    @inline(__always)
    mutating func decodeBytes(
        _ input: UnsafeRawBufferPointer, from start: Int, into target: UnsafeMutableRawBufferPointer,
        _ hexValues: UnsafeBufferPointer<UInt8>
    ) {
        let count = input.count
        let room = target.count
        while position < count, written < room {
            let byte = unsafe input[position]
            if byte == UInt8(ascii: "=") {
                guard position &+ 2 < count else { return }
                let first = unsafe input[position &+ 1]
                let second = unsafe input[position &+ 2]
                let high = unsafe hexValues[Int(first)]
                let low = unsafe hexValues[Int(second)]
                if high | low < 16 {
                    unsafe target[written] = high << 4 | low
                    written &+= 1
                    position &+= 3
                } else if first == UInt8(ascii: "\r"), second == UInt8(ascii: "\n") {
                    sawCRLF = true
                    position &+= 3
                } else if first == UInt8(ascii: "\n"), !sawCRLF {
                    position &+= 2
                } else {
                    return
                }
                continue
            }
            if ASCII.isLineEnd(byte) {
                guard position > start, !ASCII.isBlank(unsafe input[position &- 1]) else { return }
                if byte == UInt8(ascii: "\r") {
                    guard position &+ 1 < count, unsafe input[position &+ 1] == UInt8(ascii: "\n") else { return }
                    sawCRLF = true
                }
            }
            unsafe target[written] = byte
            written &+= 1
            position &+= 1
        }
    }
}

/// Which of the sixty-four bytes from `block` on are `=`, a blank before a line end, or CR if that is asked for; a bit for
/// each. It reads one byte more.
@inline(__always)
private func specialBytes(
    _ input: UnsafeRawBufferPointer, at block: Int, includingReturns: Bool
) -> UInt64 {
    let escape = SIMD16<UInt8>(repeating: UInt8(ascii: "="))
    let wanted = SIMD16<UInt8>(repeating: UInt8(ascii: includingReturns ? "\r" : "="))
    let space = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    let tab = SIMD16<UInt8>(repeating: UInt8(ascii: "\t"))
    let lineFeed = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
    let carriageReturn = SIMD16<UInt8>(repeating: UInt8(ascii: "\r"))
    var specials: UInt64 = 0
    var offset = 0
    while offset < 64 {
        let here = unsafe input.loadUnaligned(fromByteOffset: block &+ offset, as: SIMD16<UInt8>.self)
        let next = unsafe input.loadUnaligned(fromByteOffset: block &+ offset &+ 1, as: SIMD16<UInt8>.self)
        let padding =
            ((here .== space) .| (here .== tab)) .& ((next .== lineFeed) .| (next .== carriageReturn))
        specials |= laneBits((here .== escape) .| (here .== wanted) .| padding) &<< UInt64(offset)
        offset &+= 16
    }
    return specials
}
