import MIME

/// Prints a message for a reader: its header decoded, its text in UTF-8, its attachments by name. The default.
///
/// The look is that of `--classic`, but every part has a line that says what it is.
struct ReadablePrinter: PartPrinter {
    /// Whether each message gets a line that says where it comes from.
    let showsSources: Bool

    private var decoder: CharsetDecoder?
    private var size = 0
    private var endsWithLineFeed = true
    /// Takes uuencoded files out of the text.
    private var filter: UUFilter?
    private var filename = ""

    let tellsDefects = true
    /// Not where files are taken out of it.
    var readsText: Bool { decoder != nil && filter == nil }
    var textDefects: [(Defect.Kind, Int)] { decoder?.defects ?? [] }

    init(showsSources: Bool) {
        self.showsSources = showsSources
    }

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {
        // Many mails that are alone in their file begin with `From `, so the first of a mailbox needs no such line.
        guard showsSources || source.number ?? 1 > 1 else { return }
        output.write("|================= ")
        HeaderText.append(line: source.file, to: &output)
        if let number = source.number { output.write(", message \(number)") }
        output.write(" =================|\n")
    }

    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        decoder = nil
        filter = nil
        size = 0
        endsWithLineFeed = true
        let isWholeMessage = part.isRoot && !part.isContainer
        if part.isMessage { header(part.part, to: &output) }
        guard !part.isAttachment || part.isContainer else { return true }
        // The header of a message says already that it is a multipart.
        if !isWholeMessage, !(part.isMessage && part.isContainer) { remark(part, size: nil, to: &output) }
        if !part.isContainer {
            decoder = CharsetDecoder(label: part.part.contentType.charset)
            filter = part.mayHoldFiles ? UUFilter() : nil
        }
        return !part.isContainer
    }

    private func header(_ part: Part, to output: inout Output) {
        for field in part.fields { HeaderText.append(field, of: part, prefix: "| ", to: &output) }
        output.write("|----------------- end of header ---------------|\n")
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {
        guard decoder != nil else {
            size += bytes.count
            return
        }
        if let pieces = filter?.feed(bytes) { show(pieces, to: &output) } else { decode(bytes, to: &output) }
        output.flushIfFull()
    }

    private mutating func decode(_ bytes: Span<UInt8>, to output: inout Output) {
        let before = output.buffer.count
        decoder?.decode(bytes, into: &output.buffer)
        if output.buffer.count > before { endsWithLineFeed = output.buffer.last == UInt8(ascii: "\n") }
    }

    /// Text as it is, and of a file what it is.
    private mutating func show(_ pieces: [UUFilter.Piece], to output: inout Output) {
        for piece in pieces {
            switch piece {
            case .text(let bytes): decode(bytes.span, to: &output)
            case .begin(let name): (filename, size) = (name, 0)
            case .data(let bytes): size += bytes.count
            case .end(let isWhole):
                output.write("|** attachment: \"")
                HeaderText.append(line: filename, to: &output)
                output.write(
                    "\", uuencoded, \(size == 1 ? "1 byte" : "\(size) bytes")\(isWhole ? "" : ", cut off") **|\n")
                endsWithLineFeed = true
            }
        }
    }

    mutating func ended(_ part: OpenPart, to output: inout Output) {
        guard !part.isContainer else { return }
        guard decoder != nil else { return remark(part, size: size, to: &output) }
        if let pieces = filter?.finish() { show(pieces, to: &output) }
        let before = output.buffer.count
        decoder?.finish(into: &output.buffer)
        if output.buffer.count > before { endsWithLineFeed = output.buffer.last == UInt8(ascii: "\n") }
        if !endsWithLineFeed { output.write("\n") }
        guard !part.isRoot else { return }
        output.write("|----------------- end of part ")
        output.write(part.path)
        output.write(" ---------|\n")
    }

    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {
        for defect in defects { output.write("|** repaired: \(defect) **|\n") }
    }

    /// `|** part 1.2: "report.pdf", application/pdf, 1234 bytes, not shown **|`
    private func remark(_ part: OpenPart, size: Int?, to output: inout Output) {
        output.write(size == nil ? "|** part " : "|** attachment ")
        output.write(part.path)
        output.write(": ")
        if let name = part.filename {
            output.write("\"")
            HeaderText.append(line: name, to: &output)
            output.write("\", ")
        }
        HeaderText.append(line: part.part.contentType.essence, to: &output)
        if let size {
            output.write(size == 1 ? ", 1 byte" : ", \(size) bytes")
        } else if !part.isContainer {
            if let charset = part.part.contentType.charset {
                output.write(", ")
                HeaderText.append(line: charset, to: &output)
            }
            if part.part.first("content-transfer-encoding") != nil {
                output.write(", ")
                output.write(part.part.transferEncoding.rawValue)
            }
        }
        output.write(" **|\n")
    }
}
