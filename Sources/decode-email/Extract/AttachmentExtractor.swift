import Glibc
import MIME

/// Writes the attachments of each message into a directory (`--extract`) and prints what was written.
///
/// An attachment is a part that is not text, that says it is one, or that has a name. An attached message is written
/// whole, with what is in it; the attachments of a message that is only returned or forwarded are written one by one. So are
/// files that stand uuencoded in a text.
struct AttachmentExtractor: PartPrinter {
    private let directory: ExtractionDirectory
    private var next: [String: Int] = [:]
    private var file: (descriptor: Int32, name: String)?
    private var size = 0
    /// Finds the uuencoded files of a text that is no attachment itself.
    private var filter: UUFilter?
    private var path = ""

    init(into directory: ExtractionDirectory) {
        self.directory = directory
    }

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {}

    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        let filename = part.filename
        let isAttached = part.part.disposition?.kind == "attachment" || filename != nil
        filter = nil
        guard isAttached || (!part.isContainer && part.isAttachment) else {
            if part.mayHoldFiles { filter = UUFilter() }
            path = part.path
            return part.mayHoldFiles
        }
        // A multipart is not a file; what is in it is.
        guard !part.isContainer || (part.part.contentType.isMessage && !part.isRoot) else { return false }
        openFile(SafeName.make(filename, path: part.path), &output)
        return true
    }

    private mutating func openFile(_ name: String, _ output: inout Output) {
        do throws(InputFile.Failure) {
            file = try directory.create(name, next: &next)
        } catch {
            output.flush()
            Diagnostics.fail(
                "cannot write \"\(name)\" in \"\(directory.path)\": \(Diagnostics.systemError(error.code))",
                status: .inputOutput)
        }
        size = 0
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {
        if let pieces = filter?.feed(bytes) { extract(pieces, &output) } else { append(bytes) }
    }

    private mutating func extract(_ pieces: [UUFilter.Piece], _ output: inout Output) {
        for piece in pieces {
            switch piece {
            case .text: continue
            case .begin(let name): openFile(SafeName.make(name, path: path), &output)
            case .data(let bytes): append(bytes.span)
            case .end: closeFile("application/octet-stream", &output)
            }
        }
    }

    private mutating func append(_ bytes: Span<UInt8>) {
        guard let file else { return }
        size += bytes.count
        writeAll(bytes, to: file.descriptor, name: "\"\(file.name)\" in \"\(directory.path)\"")
    }

    mutating func ended(_ part: OpenPart, to output: inout Output) {
        if let pieces = filter?.finish() { extract(pieces, &output) }
        filter = nil
        closeFile(part.part.contentType.essence, &output)
    }

    private mutating func closeFile(_ type: String, _ output: inout Output) {
        guard let file else { return }
        if close(file.descriptor) != 0 {
            Diagnostics.fail(
                "cannot write \"\(file.name)\" in \"\(directory.path)\": \(Diagnostics.systemError())",
                status: .inputOutput)
        }
        self.file = nil
        HeaderText.append(line: "\(directory.path)/\(file.name)", to: &output)
        output.write("\t")
        HeaderText.append(line: type, to: &output)
        output.write("\t\(size)\n")
        output.flushIfFull()
    }

    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {}
}
