/// Where a message comes from.
struct MessageSource: Sendable {
    /// The file as named on the command line, or found in a Maildir; `-` for standard input.
    let file: String
    /// Which message of a mailbox this is, from 1; nil where the file is one message.
    let number: Int?
}

/// Something that reads messages as they come in and prints what was asked for.
///
/// One message is `begin`, any number of `feed`, and `finish`; then the next may begin.
protocol Printer {
    mutating func begin(_ source: MessageSource, to output: inout Output)
    mutating func feed(_ chunk: Span<UInt8>, to output: inout Output)
    mutating func finish(to output: inout Output)
}
