import MIME

/// Prints the header of each message and nothing else (`--headers`).
struct HeaderPrinter: PartPrinter {
    private var isFirst = true

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {
        if !isFirst { output.write("\n") }
        isFirst = false
    }

    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        guard part.isRoot else { return false }
        for field in part.part.fields { HeaderText.append(field, of: part.part, prefix: "", to: &output) }
        return false
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {}
    mutating func ended(_ part: OpenPart, to output: inout Output) {}
    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {}
}
