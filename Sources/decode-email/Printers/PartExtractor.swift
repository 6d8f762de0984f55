import MIME

/// Prints the decoded bytes of one part (`--part`).
struct PartExtractor: PartPrinter {
    let path: String
    /// Whether every message had such a part.
    private(set) var isComplete = true

    private var source = MessageSource(file: "-", number: nil)
    private var isFound = false

    init(path: String) {
        self.path = path
    }

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {
        self.source = source
        isFound = false
    }

    /// A message and the multipart in it share a path; the message, which comes first, is taken. A mail that is a multipart
    /// has no number, but if it turns out to be text without its boundary, that text is part 1 like any other.
    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        guard !isFound, part.path == path || (path == "1" && part.isRoot && !part.isContainer) else { return false }
        isFound = true
        return true
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {
        output.write(bytes)
    }

    mutating func ended(_ part: OpenPart, to output: inout Output) {}

    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {
        guard !isFound else { return }
        isComplete = false
        output.flush()
        let place = source.number.map { ", message \($0)" } ?? ""
        Diagnostics.warn("no part \(path) in \(source.file == "-" ? "standard input" : "\"\(source.file)\"")\(place)")
    }
}
