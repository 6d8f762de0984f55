import MIME

/// Prints the text of each message in UTF-8 and nothing else (`--text`).
///
/// Of a multipart/alternative the first part that has text is printed, since the same is said in all of them, and of a
/// multipart/related too, since the rest belongs to it (RFC 2387). Attachments are left out.
struct TextPrinter: PartPrinter {
    /// A multipart/alternative or multipart/related that is open.
    private struct Alternative {
        let depth: Int
        /// Which of its parts is printed, once one is.
        var chosen: Int?
    }

    private var alternatives: [Alternative] = []
    /// For each open container, how many parts in it have begun.
    private var counts: [Int] = []
    private var decoder: CharsetDecoder?
    private var endsWithLineFeed = true
    /// Takes uuencoded files out of the text.
    private var filter: UUFilter?

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {
        alternatives = []
        counts = [0]
    }

    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        decoder = nil
        counts[counts.count - 1] += 1
        if part.isContainer {
            let type = part.part.contentType
            if type.type == "multipart", type.subtype == "alternative" || type.subtype == "related" {
                alternatives.append(Alternative(depth: counts.count, chosen: nil))
            }
            counts.append(0)
            return false
        }
        guard part.isPlain, !part.isAttachment else { return false }
        for alternative in alternatives {
            if let chosen = alternative.chosen, chosen != counts[alternative.depth] { return false }
        }
        for index in alternatives.indices { alternatives[index].chosen = counts[alternatives[index].depth] }
        decoder = CharsetDecoder(label: part.part.contentType.charset)
        filter = part.mayHoldFiles ? UUFilter() : nil
        endsWithLineFeed = true
        return true
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {
        if let pieces = filter?.feed(bytes) { decode(pieces, to: &output) } else { decode(bytes, to: &output) }
        output.flushIfFull()
    }

    private mutating func decode(_ pieces: [UUFilter.Piece], to output: inout Output) {
        for case .text(let bytes) in pieces { decode(bytes.span, to: &output) }
    }

    private mutating func decode(_ bytes: Span<UInt8>, to output: inout Output) {
        let before = output.buffer.count
        decoder?.decode(bytes, into: &output.buffer)
        if output.buffer.count > before { endsWithLineFeed = output.buffer.last == UInt8(ascii: "\n") }
    }

    mutating func ended(_ part: OpenPart, to output: inout Output) {
        if part.isContainer {
            counts.removeLast()
            if alternatives.last?.depth == counts.count { alternatives.removeLast() }
            return
        }
        guard decoder != nil else { return }
        if let pieces = filter?.finish() { decode(pieces, to: &output) }
        let before = output.buffer.count
        decoder?.finish(into: &output.buffer)
        if output.buffer.count > before { endsWithLineFeed = output.buffer.last == UInt8(ascii: "\n") }
        if !endsWithLineFeed { output.write("\n") }
        decoder = nil
    }

    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {}
}
