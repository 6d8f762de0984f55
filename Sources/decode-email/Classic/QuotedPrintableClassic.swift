import MIME

/// Quoted-printable as Fossil's utility reads it, byte for byte, with soft line breaks ended by LF mended.
///
/// It differs from `MIME.TransferDecoder` where the text is not as RFC 2045, 6.7 asks: blanks at the end of a line stay,
/// and an `=` that begins no escape vanishes instead of staying. An escape may be split over any two pieces.
struct QuotedPrintableClassic: Sendable {
    /// How far an escape has come at the end of a piece.
    private enum State {
        case text
        case equals
        case carriageReturn
        case digit(UInt8)
    }

    private var state = State.text

    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        var position = 0
        complete(input, &position, into: &output)
        while position < input.count {
            output.append(addingCapacity: input.count - position + blockSize) { output in
                position = decodeWhole(input, from: position, into: &output)
            }
            guard position < input.count else { break }
            // An escape that the end of the input may have cut.
            state = .equals
            position += 1
            complete(input, &position, into: &output)
        }
    }

    /// What stands unfinished when the text ends is text.
    mutating func finish(into output: inout [UInt8]) {
        switch state {
        case .text, .equals: break
        case .carriageReturn: output.append(UInt8(ascii: "\r"))
        case .digit(let digit): output.append(digit)
        }
        state = .text
    }

    /// Goes on with an escape that is begun, byte by byte.
    private mutating func complete(_ input: Span<UInt8>, _ position: inout Int, into output: inout [UInt8]) {
        while position < input.count {
            let byte = input[position]
            switch state {
            case .text:
                return
            case .equals:
                if byte == UInt8(ascii: "\r") {
                    state = .carriageReturn
                } else if byte == UInt8(ascii: "\n") {
                    state = .text
                } else if ASCII.hexValue(byte) != nil {
                    state = .digit(byte)
                } else {
                    // An `=` that begins nothing vanishes; what follows it is text, or the next `=`.
                    state = .text
                    return
                }
                position += 1
            case .carriageReturn:
                state = .text
                guard byte == UInt8(ascii: "\n") else {
                    output.append(UInt8(ascii: "\r"))
                    return
                }
                position += 1
            case .digit(let digit):
                state = .text
                guard let high = ASCII.hexValue(digit), let low = ASCII.hexValue(byte) else {
                    output.append(digit)
                    return
                }
                output.append(high << 4 | low)
                position += 1
            }
        }
    }
}

private let blockSize = 16

/// The value of each hexadecimal digit; 0xFF for what is none.
private let hexValues: [UInt8] = (0..<256).map { ASCII.hexValue(UInt8($0)) ?? 0xFF }

/// Decodes up to the end, or up to an `=` that has fewer than two bytes after it, and returns how far that is.
///
/// Unsafe inside because it is what `--classic` spends its time on: the checked form was four times as slow on Cyrillic
/// text, where every other character is an escape. It reads `input` below its count only; `output` has room for what is
/// left of the input and one block more, and every step writes at most as much as it reads, but for a block that is
/// written whole and counted in part.
private func decodeWhole(_ input: Span<UInt8>, from start: Int, into output: inout OutputSpan<UInt8>) -> Int {
    unsafe input.withUnsafeBytes { input in
        unsafe hexValues.withUnsafeBufferPointer { values in
            unsafe output.withUnsafeMutableBufferPointer { output, filled in
                let target = UnsafeMutableRawBufferPointer(output)
                precondition(target.count - filled >= input.count - start + blockSize)
                let equals = SIMD16<UInt8>(repeating: UInt8(ascii: "="))
                let count = input.count
                var position = start
                var written = filled
                while position < count {
                    // A block without `=` is copied; of one with it, what stands before.
                    if position &+ blockSize <= count {
                        let block = unsafe input.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                        unsafe target.storeBytes(of: block, toByteOffset: written, as: SIMD16<UInt8>.self)
                        let mask = unsafe unsafeBitCast(block .== equals, to: SIMD2<UInt64>.self)
                        let clear =
                            mask[0] != 0
                            ? mask[0].trailingZeroBitCount / 8
                            : mask[1] != 0 ? 8 &+ mask[1].trailingZeroBitCount / 8 : blockSize
                        position &+= clear
                        written &+= clear
                        if clear == blockSize { continue }
                    } else {
                        while position < count, unsafe input[position] != UInt8(ascii: "=") {
                            unsafe target[written] = input[position]
                            position &+= 1
                            written &+= 1
                        }
                    }
                    // Escapes often follow one another.
                    while position &+ 2 < count, unsafe input[position] == UInt8(ascii: "=") {
                        let first = unsafe input[position &+ 1]
                        let second = unsafe input[position &+ 2]
                        let high = unsafe values[Int(first)]
                        let low = unsafe values[Int(second)]
                        if high | low < 16 {
                            unsafe target[written] = high << 4 | low
                            written &+= 1
                            position &+= 3
                        } else if first == UInt8(ascii: "\n") {
                            position &+= 2
                        } else {
                            position &+= first == UInt8(ascii: "\r") && second == UInt8(ascii: "\n") ? 3 : 1
                        }
                    }
                    if position < count, unsafe input[position] == UInt8(ascii: "=") { break }
                }
                filled = written
                return position
            }
        }
    }
}
