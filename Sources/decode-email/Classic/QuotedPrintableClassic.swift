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
            let equals = firstIndex(of: UInt8(ascii: "="), in: input, from: position) ?? input.count
            if equals > position {
                unsafe input.extracting(position..<equals).withUnsafeBufferPointer {
                    unsafe output.append(contentsOf: $0)
                }
            }
            position = equals
            // Escapes often follow one another, so the search is left alone until they end.
            while position + 2 < input.count, input[position] == UInt8(ascii: "=") {
                let first = input[position + 1]
                let second = input[position + 2]
                if let high = ASCII.hexValue(first), let low = ASCII.hexValue(second) {
                    output.append(high << 4 | low)
                    position += 3
                } else if first == UInt8(ascii: "\r"), second == UInt8(ascii: "\n") {
                    position += 3
                } else if first == UInt8(ascii: "\n") {
                    position += 2
                } else {
                    position += 1
                    break
                }
            }
            if position < input.count, position + 2 >= input.count, input[position] == UInt8(ascii: "=") {
                state = .equals
                position += 1
                complete(input, &position, into: &output)
            }
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
