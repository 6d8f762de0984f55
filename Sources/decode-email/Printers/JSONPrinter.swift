import MIME

/// Prints one line of JSON a message (`--json`).
///
/// Members come in the order of the documentation, but for long texts: `size` and `sha256` are known when the text has
/// been read, so the text is kept back; one longer than `longestHeldText` is printed while it is read, before them.
struct JSONPrinter: PartPrinter {
    /// How much of a text is kept back, in bytes of JSON.
    static let longestHeldText = 1 << 20

    private var writer = JSONWriter()
    private var source = MessageSource(file: "-", number: nil)
    private var hash = SHA256()
    private var size = 0
    private var text: Text?
    let tellsDefects = true
    var readsText: Bool { text != nil }
    private(set) var textDefects: [(Defect.Kind, Int)] = []

    /// The text of the part at hand.
    private struct Text {
        var decoder: CharsetDecoder
        var escaper = JSONText()
        var held: [UInt8] = []
        var isPrinted = false
    }

    private var plain: [UInt8] = []

    mutating func messageBegan(_ source: MessageSource, to output: inout Output) {
        self.source = source
    }

    mutating func began(_ part: OpenPart, to output: inout Output) -> Bool {
        if part.isRoot { header(part.part) }
        let type = part.part.contentType
        writer.beginObject()
        writer.member("path", part.path)
        writer.member("type", type.essence)
        writer.member("charset", type.charset?.lowercased())
        writer.member("encoding", part.part.transferEncoding.rawValue)
        writer.member("filename", part.filename)
        writer.member("disposition", part.part.disposition?.kind)
        if part.isContainer {
            writer.key("size")
            writer.null()
            writer.endObject()
        }
        flush(to: &output)
        guard !part.isContainer else { return false }
        hash = SHA256()
        size = 0
        text = part.isPlain ? Text(decoder: CharsetDecoder(label: type.charset)) : nil
        return true
    }

    private mutating func header(_ root: Part) {
        writer.beginObject()
        writer.member("file", source.file)
        writer.key("headers")
        writer.beginArray()
        for field in root.fields where !field.isNameless {
            writer.beginArray()
            writer.string(root.name(field))
            writer.string(root.decodedValue(field))
            writer.endArray()
        }
        writer.endArray()
        addresses("from", root.all("from"), root)
        addresses("to", root.all("to"), root)
        writer.member(
            "date",
            root.first("date").flatMap { field in
                MailDate(root.bytes.span.extracting(field.valueRange))?.description
            })
        writer.key("parts")
        writer.beginArray()
    }

    /// `[["display name", "local@domain"], …]`, with an empty name where there is none.
    private mutating func addresses(_ key: String, _ fields: [HeaderField], _ root: Part) {
        writer.key(key)
        writer.beginArray()
        for field in fields {
            for address in AddressList.parse(root.bytes, field.valueRange) {
                writer.beginArray()
                writer.string(address.displayName ?? "")
                writer.string(address.description)
                writer.endArray()
            }
        }
        writer.endArray()
    }

    mutating func body(_ bytes: Span<UInt8>, to output: inout Output) {
        hash.update(bytes)
        size += bytes.count
        guard text != nil else { return }
        text?.decoder.decode(bytes, into: &plain)
        passOn(to: &output)
    }

    mutating func ended(_ part: OpenPart, to output: inout Output) {
        guard !part.isContainer else { return }
        if text != nil {
            text?.decoder.finish(into: &plain)
            textDefects = text?.decoder.defects ?? []
            passOn(to: &output)
        }
        let isPrinted = text?.isPrinted ?? false
        if isPrinted { output.write("\"") }
        writer.member("size", size)
        writer.member("sha256", hexadecimal(hash.finish()))
        flush(to: &output)
        if let text, !isPrinted {
            output.write(", \"text\": \"")
            output.write(text.held)
            output.write("\"")
        }
        text = nil
        writer.endObject()
        flush(to: &output)
    }

    /// Escapes what has been decoded, and prints it if too much has come together.
    private mutating func passOn(to output: inout Output) {
        guard var text else { return }
        self.text = nil
        if text.isPrinted {
            text.escaper.append(plain.span, to: &output.buffer)
        } else {
            text.escaper.append(plain.span, to: &text.held)
            if text.held.count > Self.longestHeldText {
                output.write(", \"text\": \"")
                output.write(text.held)
                text.held = []
                text.isPrinted = true
            }
        }
        plain.removeAll(keepingCapacity: true)
        output.flushIfFull()
        self.text = text
    }

    mutating func messageEnded(_ defects: [Defect], to output: inout Output) {
        writer.endArray()
        writer.member("defects", defects.map(\.description))
        writer.endObject()
        writer.newline()
        flush(to: &output)
    }

    private mutating func flush(to output: inout Output) {
        output.write(writer.take())
        output.flushIfFull()
    }
}
