import MIME
import Testing

/// The bytes of a message written with `\n`, which stand for CR LF.
func mail(_ text: String) -> [UInt8] {
    Array(text.replacing("\n", with: "\r\n").utf8)
}

func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}

/// The tree on one line: `multipart/mixed(text/plain"one" text/html"two")`.
func outline(_ message: Message) -> String {
    var result = ""
    var open: [Int] = []
    for part in message.parts {
        while let last = open.last, last != part.parent {
            open.removeLast()
            result += ")"
        }
        if !result.isEmpty, !result.hasSuffix("(") { result += " " }
        result += part.contentType.essence
        if part.isContainer {
            result += "("
            open.append(part.index)
        } else {
            result += "\"" + string(barLines(part.decodedBody())) + "\""
        }
    }
    return result + String(repeating: ")", count: open.count)
}

/// The bytes with `|` for each line end.
private func barLines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
        if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
        result.append(byte == 0x0A || byte == 0x0D ? UInt8(ascii: "|") : byte)
    }
    return result
}

/// What must hold for any bytes at all: nothing is lost, parts lie inside their parents, and the scanner agrees with
/// the message however the bytes are cut.
func checkInvariants(
    _ bytes: [UInt8], limits: Limits = Limits(), chunks: [Int] = [1, 7],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let message = Message(bytes, limits: limits)
    #expect(message.serialized() == bytes, sourceLocation: sourceLocation)
    for part in message.parts {
        guard part.headerRange.lowerBound == part.range.lowerBound, part.bodyRange.upperBound == part.range.upperBound,
            part.headerRange.upperBound == part.bodyRange.lowerBound, part.range.upperBound <= part.bytes.count
        else {
            Issue.record("ranges of part \(part.index) do not fit", sourceLocation: sourceLocation)
            continue
        }
        var position = part.headerRange.lowerBound
        for field in part.fields {
            #expect(field.range.lowerBound == position, sourceLocation: sourceLocation)
            position = field.range.upperBound
        }
        #expect(position <= part.headerRange.upperBound, sourceLocation: sourceLocation)
        if let parent = part.parent, message.parts[parent].bytes == part.bytes {
            let body = message.parts[parent].bodyRange
            #expect(
                body.lowerBound <= part.range.lowerBound && part.range.upperBound <= body.upperBound,
                sourceLocation: sourceLocation)
        }
    }
    let whole = ScannedMessage(bytes, chunk: max(1, bytes.count), limits: limits)
    #expect(whole.bytes == bytes, sourceLocation: sourceLocation)
    #expect(whole.matches(message), sourceLocation: sourceLocation)
    for chunk in chunks {
        let scanned = ScannedMessage(bytes, chunk: chunk, limits: limits)
        #expect(scanned == whole, "in chunks of \(chunk)", sourceLocation: sourceLocation)
    }
}

/// What a ``Scanner`` says about a message, in a form that does not depend on how it was cut.
struct ScannedMessage: Equatable {
    struct ScannedPart: Equatable {
        var index: Int
        var path: String
        var header: Range<Int>
        var end = -1
        var fields: [HeaderField]
        var contentType: MediaType
        var isContainer: Bool
    }

    var parts: [ScannedPart] = []
    var text: [String] = []
    var defects: [Defect] = []
    var bytes: [UInt8] = []

    init(_ input: [UInt8], chunk: Int, limits: Limits) {
        var scanner = Scanner(limits: limits)
        var position = 0
        while position < input.count {
            let end = min(position + chunk, input.count)
            scanner.feed(input.span.extracting(position..<end)) { take($0, $1) }
            position = end
        }
        scanner.finish { take($0, $1) }
    }

    private mutating func take(_ event: Scanner.Event, _ span: Span<UInt8>) {
        let chunk = span.indices.map { span[$0] }
        bytes += chunk
        switch event {
        case .partBegan(let part, let offset):
            parts.append(
                ScannedPart(
                    index: part.index, path: part.path, header: offset..<offset + chunk.count, fields: part.fields,
                    contentType: part.contentType, isContainer: part.isContainer))
        case .text(let kind, let part, let offset):
            let label = "\(kind) \(part)"
            // Runs of the same text are joined: one entry with the place where it starts.
            if let last = text.last, last.hasPrefix(label + " ") { return }
            text.append("\(label) \(offset)")
        case .delimiter(let part, let isClosing, let offset):
            text.append("delimiter \(part) \(isClosing) \(offset)..<\(offset + chunk.count)")
        case .partEnded(let index, let offset):
            if let place = parts.firstIndex(where: { $0.index == index }) { parts[place].end = offset }
        case .remainder(let offset):
            if text.last?.hasPrefix("remainder") != true { text.append("remainder \(offset)") }
        case .defect(let defect):
            defects.append(defect)
        }
    }

    /// Whether the message has the same parts. Those of encoded messages are only there.
    func matches(_ message: Message) -> Bool {
        let own = message.parts.filter { part in
            var parent = part.parent
            while let index = parent {
                if message.parts[index].transferEncoding == .base64
                    || message.parts[index].transferEncoding == .quotedPrintable
                    || message.parts[index].transferEncoding == .uuencode,
                    message.parts[index].contentType.type == "message"
                {
                    return false
                }
                parent = message.parts[index].parent
            }
            return true
        }
        guard own.count == parts.count else { return false }
        return zip(own, parts).allSatisfy { mine, theirs in
            mine.path == theirs.path && mine.headerRange == theirs.header && mine.range.upperBound == theirs.end
                && mine.contentType == theirs.contentType
                && mine.fields.map { $0.range.lowerBound - mine.range.lowerBound }
                    == theirs.fields.map(\.range.lowerBound)
        }
    }
}
