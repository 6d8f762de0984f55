import MIME

/// Prints a mail as Fossil's `tools/decode-email.c` prints it (`--classic`).
///
/// The text is read line by line and never as a tree: what the last Content-Type and Content-Transfer-Encoding said holds
/// until another line says otherwise, also past a boundary, and the header of an attached mail is body. On every mail
/// that the original decodes without error the output is the same to the byte.
///
/// Mended are its faults: base64 groups and escapes may be split over lines, a line has any length, a soft line break may
/// end with LF, a boundary may be unquoted, is asked for only once one was named, and outer ones stay open; NUL is a byte
/// like any other.
struct ClassicPrinter: Printer {
    /// What is held back of one header line. A longer one is printed in pieces; only so much of it is looked into.
    static let longestHeaderLine = 1 << 20

    private enum Body {
        case raw
        case base64(TransferDecoder)
        case quotedPrintable(QuotedPrintableClassic)
    }

    private enum Encoding {
        case binary, base64, quotedPrintable
    }

    private var inHeader = true
    private var isText = true
    private var encoding = Encoding.binary
    private var boundaries = ClassicBoundaries()
    private var body = Body.raw
    /// The chunk before ended within a body line, or within a header line that is printed in pieces.
    private var midLine = false
    /// What is printed after the header line at hand.
    private var remarks: [UInt8] = []
    private var parameters = ClassicParameters()
    /// The end of the chunk before, as far as it says nothing without what follows.
    private var held: [UInt8] = []

    mutating func begin(_ source: MessageSource, to output: inout Output) {
        self = ClassicPrinter()
    }

    mutating func feed(_ chunk: Span<UInt8>, to output: inout Output) {
        if held.isEmpty {
            let used = process(chunk, atEnd: false, to: &output)
            held.append(copying: chunk.extracting(used..<chunk.count))
        } else {
            held.append(copying: chunk)
            let text = held
            held = []
            let used = process(text.span, atEnd: false, to: &output)
            held.append(copying: text.span.extracting(used..<text.count))
        }
    }

    mutating func finish(to output: inout Output) {
        let text = held
        held = []
        _ = process(text.span, atEnd: true, to: &output)
        if inHeader {
            if midLine { endHeaderLine(to: &output) }
        } else {
            endBody(to: &output)
        }
        output.flushIfFull()
    }

    /// Prints what is certain and returns how much of `text` that is.
    private mutating func process(_ text: Span<UInt8>, atEnd: Bool, to output: inout Output) -> Int {
        var position = 0
        while position < text.count {
            let used =
                inHeader
                ? processHeaderLine(text, from: position, atEnd: atEnd, to: &output)
                : processBody(text, from: position, atEnd: atEnd, to: &output)
            guard let used else { break }
            position = used
        }
        return position
    }

    // MARK: - Header

    /// Prints one line and returns where the next begins; nil if the line has no end yet.
    private mutating func processHeaderLine(
        _ text: Span<UInt8>, from start: Int, atEnd: Bool, to output: inout Output
    ) -> Int? {
        let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text, from: start)
        let end = lineFeed ?? text.count
        guard lineFeed != nil || atEnd || end - start >= Self.longestHeaderLine else { return nil }
        let trimmed = lineFeed == nil && !atEnd ? end : Self.trimmedEnd(text, start..<end)
        if midLine {
            output.write(text.extracting(start..<trimmed))
            if lineFeed != nil { endHeaderLine(to: &output) }
            return lineFeed.map { $0 + 1 } ?? end
        }
        if trimmed == start {
            output.write("|----------------- end of header ---------------|\n")
            inHeader = false
            beginBody()
            return lineFeed.map { $0 + 1 } ?? end
        }
        output.write("| ")
        output.write(text.extracting(start..<trimmed))
        inspect(text.extracting(start..<trimmed))
        midLine = true
        if lineFeed != nil || atEnd { endHeaderLine(to: &output) }
        return lineFeed.map { $0 + 1 } ?? end
    }

    private mutating func endHeaderLine(to output: inout Output) {
        output.write("\n")
        output.write(remarks)
        remarks.removeAll(keepingCapacity: true)
        midLine = false
        output.flushIfFull()
    }

    /// Looks for what the rest of the mail is to be read by, and notes what is to be said about it.
    private mutating func inspect(_ line: Span<UInt8>) {
        if line.hasPrefix("content-type:", ignoringCase: true) {
            isText = line.firstRange(of: "text/", ignoringCase: false) != nil
            remark(isText ? "|** Text content type **|\n" : "|** Non-text content type **|\n")
        }
        if line.hasPrefix("content-transfer-encoding:", ignoringCase: true) {
            if line.firstRange(of: "base64", ignoringCase: true) != nil {
                encoding = .base64
                remark("|** Content encoding BASE64 **|\n")
            } else if line.firstRange(of: "quoted-printable", ignoringCase: true) != nil {
                encoding = .quotedPrintable
                remark("|** Content encoding QUOTED **|\n")
            } else {
                encoding = .binary
                remark("|** Content encoding BINARY **|\n")
            }
        }
        guard let boundary = parameters.boundary(in: line) else { return }
        boundaries.open(boundary)
        remark("|** boundary [")
        remarks.append(contentsOf: boundary)
        remark("] **|\n")
    }

    private mutating func remark(_ text: StaticString) {
        text.withUTF8Buffer { unsafe remarks.append(contentsOf: $0) }
    }

    /// Where a line ends without the white space at its end.
    private static func trimmedEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, ASCII.isSpace(text[end - 1]) { end -= 1 }
        return end
    }

    // MARK: - Body

    private mutating func beginBody() {
        midLine = false
        switch (isText, encoding) {
        case (true, .base64): body = .base64(TransferDecoder(.base64))
        case (true, .quotedPrintable): body = .quotedPrintable(QuotedPrintableClassic())
        default: body = .raw
        }
    }

    /// Prints the body as far as the next boundary line or the end of `text`; returns how far that is, or nil if a line
    /// at the very start may be a boundary and more is needed to tell.
    private mutating func processBody(
        _ text: Span<UInt8>, from start: Int, atEnd: Bool, to output: inout Output
    ) -> Int? {
        guard !boundaries.isEmpty else {
            // Without a boundary the body never ends, so lines do not matter.
            decode(text.extracting(start..<text.count), to: &output)
            return text.count
        }
        var line = start
        if midLine {
            guard let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text, from: start) else {
                decode(text.extracting(start..<text.count), to: &output)
                return text.count
            }
            line = lineFeed + 1
            midLine = false
        }
        while line < text.count {
            if text[line] == UInt8(ascii: "-") {
                switch boundaries.match(text, at: line, atEnd: atEnd) {
                case .no: break
                case .yes:
                    decode(text.extracting(start..<line), to: &output)
                    endBody(to: &output)
                    output.write("|----------------- end of body section ---------|\n")
                    inHeader = true
                    midLine = false
                    return line
                case .tooShort:
                    decode(text.extracting(start..<line), to: &output)
                    return line == start ? nil : line
                }
            }
            guard let lineFeed = firstIndex(of: UInt8(ascii: "\n"), in: text, from: line) else {
                midLine = true
                break
            }
            line = lineFeed + 1
        }
        decode(text.extracting(start..<text.count), to: &output)
        return text.count
    }

    private mutating func decode(_ text: Span<UInt8>, to output: inout Output) {
        switch body {
        case .raw:
            output.buffer.append(copying: text)
        case .base64(var decoder):
            // Moved out and back, so that its state is not copied.
            body = .raw
            decoder.decode(text, into: &output.buffer)
            body = .base64(decoder)
        case .quotedPrintable(var decoder):
            body = .raw
            decoder.decode(text, into: &output.buffer)
            body = .quotedPrintable(decoder)
        }
        output.flushIfFull()
    }

    private mutating func endBody(to output: inout Output) {
        switch body {
        case .raw: break
        case .base64(var decoder): decoder.finish(into: &output.buffer)
        case .quotedPrintable(var decoder): decoder.finish(into: &output.buffer)
        }
        body = .raw
    }
}
