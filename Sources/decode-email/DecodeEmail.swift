import ArgumentParser
import Glibc

/// The command: reads its options and hands each file to the printer that was asked for.
struct DecodeEmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode-email",
        abstract: "Show a raw email in a readable form.",
        version: "1.0.0"
    )

    @Flag(help: "Print as the original utility does.")
    var classic = false

    @Argument(help: "Files.")
    var files: [String] = []

    mutating func run() throws {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var output = Output(escaping: isTerminal ? .visible : nil)
        var reader = MailboxReader(splitsMailboxes: !classic)
        var printer = ClassicPrinter()
        for file in files.isEmpty ? ["-"] : files {
            reader.read(file, into: &printer, to: &output)
        }
        output.finish()
        if reader.status != .success { throw ExitCode(reader.status.rawValue) }
    }
}
