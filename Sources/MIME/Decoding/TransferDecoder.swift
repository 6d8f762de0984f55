/// Undoes a transfer encoding chunk by chunk. Any split of the input gives the same output; memory does not grow with it.
public struct TransferDecoder: Sendable {
    private enum State: Sendable {
        case identity
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
        case uuencode(UUDecoder)
    }

    private var state: State

    /// Whether bytes go through as they are.
    public let isIdentity: Bool

    public init(_ encoding: TransferEncoding) {
        switch encoding {
        case .base64: state = .base64(Base64Decoder())
        case .quotedPrintable: state = .quotedPrintable(QuotedPrintableDecoder())
        case .uuencode: state = .uuencode(UUDecoder())
        case .sevenBit, .eightBit, .binary, .unknown: state = .identity
        }
        if case .identity = state { isIdentity = true } else { isIdentity = false }
    }

    /// Appends what `input` decodes to. What the end of `input` leaves open is kept for the next call.
    public mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8]) {
        switch state {
        case .identity:
            append(input, 0..<input.count, to: &output)
        case .base64(var decoder):
            state = .identity
            decoder.decode(input, into: &output)
            state = .base64(decoder)
        case .quotedPrintable(var decoder):
            state = .identity
            decoder.decode(input, into: &output)
            state = .quotedPrintable(decoder)
        case .uuencode(var decoder):
            state = .identity
            decoder.decode(input, into: &output)
            state = .uuencode(decoder)
        }
    }

    /// Appends what is still held back. Call it once, after the last chunk.
    public mutating func finish(into output: inout [UInt8]) {
        switch state {
        case .identity: break
        case .base64(var decoder):
            decoder.finish(into: &output)
            state = .base64(decoder)
        case .quotedPrintable(var decoder):
            decoder.finish(into: &output)
            state = .quotedPrintable(decoder)
        case .uuencode(var decoder):
            decoder.finish(into: &output)
            state = .uuencode(decoder)
        }
    }

    /// The name of the file in uuencoded text, once its `begin` line has been read.
    package var filename: String? {
        if case .uuencode(let decoder) = state { decoder.filename } else { nil }
    }

    /// Whether the text is uuencoded and its `begin` line may still come. Nothing is decoded before it.
    package var awaitsFilename: Bool {
        if case .uuencode(let decoder) = state { decoder.awaitsFilename } else { false }
    }

    /// The repairs, with their offsets from the start of the input: a hundred of each kind, and where there are more of one,
    /// ``Defect/Kind/tooManyDefects`` in the place of the next.
    public var defects: [(Defect.Kind, Int)] {
        switch state {
        case .identity: []
        case .base64(let decoder): decoder.defects.found
        case .quotedPrintable(let decoder): decoder.defects.found
        case .uuencode(let decoder): decoder.defects.found
        }
    }
}

/// The body `bytes[range]` with its transfer encoding undone.
public func decodedBody(_ bytes: [UInt8], _ range: Range<Int>, _ encoding: TransferEncoding) -> [UInt8] {
    let range = clamped(range, bytes.count)
    var output: [UInt8] = []
    var decoder = TransferDecoder(encoding)
    decoder.decode(bytes.span.extracting(range), into: &output)
    decoder.finish(into: &output)
    return output
}
