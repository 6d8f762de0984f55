import ArgumentParser
import Glibc

/// The command: reads its options and hands each message to the printer that was asked for.
struct DecodeEmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode-email",
        abstract: "Show raw mail in a readable form.",
        usage: """
            decode-email [--json | --text | --headers | --classic] [FILE ...]
            decode-email --part PATH [FILE ...]
            decode-email --extract DIR [FILE ...]
            """,
        discussion: HelpText.discussion,
        version: "0.1.0"
    )

    @Flag(
        name: .customLong("classic"),
        help: "Print as Fossil's tools/decode-email does, to the byte; its faults are mended.")
    var isClassic = false

    @Flag(name: .customLong("json"), help: "Print one line of JSON for each message.")
    var isJSON = false

    @Flag(name: .customLong("headers"), help: "Print the header alone, unfolded and decoded.")
    var isHeaders = false

    @Flag(name: .customLong("text"), help: "Print the text alone, in UTF-8, without header and attachments.")
    var isText = false

    @Option(
        name: .customLong("part"),
        help: ArgumentHelp("Print the decoded bytes of one part, such as 1.2.", valueName: "path"))
    var partPath: String?

    @Option(
        name: .customLong("extract"),
        help: ArgumentHelp("Write the attachments into a directory, and print their names.", valueName: "dir"),
        completion: .directory)
    var extractionPath: String?

    @Argument(
        help: ArgumentHelp("Mails, mbox files and Maildir folders; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    func validate() throws {
        let chosen = [isClassic, isJSON, isHeaders, isText, partPath != nil, extractionPath != nil]
        if chosen.count(where: { $0 }) > 1 {
            throw ValidationError(
                "Please give only one of --classic, --json, --headers, --text, --part and --extract.")
        }
        if let partPath, !Self.isPartPath(partPath) {
            throw ValidationError("'\(partPath)' is no number of a part. Please give one such as 1 or 1.2.")
        }
        if extractionPath?.isEmpty == true {
            throw ValidationError("Please name a directory for --extract.")
        }
    }

    /// Numbers with dots between them.
    private static func isPartPath(_ path: String) -> Bool {
        path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { number in
            !number.isEmpty && number.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }

    func run() throws {
        var status = Status.success
        if isClassic {
            var printer = ClassicPrinter()
            status = read(into: &printer)
        } else if isJSON {
            var reader = MessageReader(JSONPrinter())
            status = read(into: &reader)
        } else if isHeaders {
            var reader = MessageReader(HeaderPrinter())
            status = read(into: &reader)
        } else if isText {
            var reader = MessageReader(TextPrinter())
            status = read(into: &reader)
        } else if let partPath {
            var reader = MessageReader(PartExtractor(path: partPath))
            status = read(into: &reader)
            if status == .success, !reader.parts.isComplete { status = .noInput }
        } else if let extractionPath {
            var reader = MessageReader(AttachmentExtractor(into: try directory(extractionPath)))
            status = read(into: &reader)
        } else {
            var reader = MessageReader(
                ReadablePrinter(showsSources: files.count > 1 || files.contains(where: Directory.exists)))
            status = read(into: &reader)
        }
        if status != .success { throw ExitCode(status.rawValue) }
    }

    private func read(into printer: inout some Printer) -> Status {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var output = Output(escaping: isTerminal ? (isJSON ? .json : .visible) : nil)
        var reader = MailboxReader(splitsMailboxes: !isClassic)
        for file in files.isEmpty ? ["-"] : files { reader.read(file, into: &printer, to: &output) }
        output.finish()
        return reader.status
    }

    private func directory(_ path: String) throws -> ExtractionDirectory {
        do throws(InputFile.Failure) {
            return try ExtractionDirectory(path: path)
        } catch {
            Diagnostics.warn("cannot open the directory \"\(path)\": \(Diagnostics.systemError(error.code))")
            throw ExitCode(Status.noInput.rawValue)
        }
    }
}
