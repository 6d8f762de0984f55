/// What all mails of a letter share, rendered and encoded once. Made by `Composer.prepare`. A class, as each mail refers to it.
package final class PreparedLetter: Sendable {
    package let kind: Letter.Kind
    /// With the prefix, as a person reads it.
    package let subject: String
    /// From the first field to before `To`.
    let head: [UInt8]
    /// From after `To` to before `Message-ID`.
    let middle: [UInt8]
    /// From after `Message-ID` to before the fields that know the reader.
    let tail: [UInt8]
    /// The text for a reader who has a code.
    let withCode: PreparedText
    /// The text for a reader who has none.
    let withoutCode: PreparedText

    init(
        kind: Letter.Kind, subject: String, head: [UInt8], middle: [UInt8], tail: [UInt8], withCode: PreparedText,
        withoutCode: PreparedText
    ) {
        self.kind = kind
        self.subject = subject
        self.head = head
        self.middle = middle
        self.tail = tail
        self.withCode = withCode
        self.withoutCode = withoutCode
    }
}

/// A text of which all is ready but what only one reader gets. A class, as each mail of the letter refers to it.
final class PreparedText: Sendable {
    /// A part of the end that is not shared.
    enum Part: Sendable {
        /// The same text with LF and with CRLF.
        case text([UInt8], lines: [UInt8])
        case code
        case address
    }

    /// As far as it is shared, lines ended by LF.
    let shared: [UInt8]
    /// The shared text as far as it makes whole lines, encoded.
    let encoded: [UInt8]
    /// The rest of the shared text, with CRLF, which is encoded together with the end.
    let rest: [UInt8]
    /// What follows.
    let end: [Part]
    /// The bytes of the texts in `end`, with CRLF.
    private let length: Int

    init(shared: [UInt8], encoded: [UInt8], rest: [UInt8] = [], end: [Part] = []) {
        self.shared = shared
        self.encoded = encoded
        self.rest = rest
        self.end = end
        length = end.reduce(0) { sum, part in
            if case .text(_, let lines) = part { sum + lines.count } else { sum }
        }
    }

    /// No fewer bytes than the end has for a reader, with CRLF.
    func endLength(code: [UInt8], address: String) -> Int {
        length + end.count * (2 * code.count + address.utf8.count)
    }

    func writeEnd(hasCRLF: Bool, _ code: [UInt8], _ address: String, to writer: inout ByteWriter) {
        for part in end {
            switch part {
            case .text(let text, let lines): writer.write(hasCRLF ? lines : text)
            case .code: writer.writeHexadecimal(code)
            case .address: writer.write(address)
            }
        }
    }

    /// The whole text for a reader, lines ended by LF.
    func bytes(code: [UInt8], address: String) -> [UInt8] {
        ByteWriter.bytes(capacity: shared.count + endLength(code: code, address: address)) { writer in
            writer.write(shared)
            writeEnd(hasCRLF: false, code, address, to: &writer)
        }
    }
}
