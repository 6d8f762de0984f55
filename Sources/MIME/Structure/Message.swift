/// A message as it was received, read but not changed: its bytes, and where its parts are in them.
///
///     let message = Message(bytes)
///     for part in message.parts where !part.isContainer {
///         print(part.path, part.contentType.essence, part.decodedBody().count)
///     }
///
/// Reading never fails; what is wrong is in ``defects``. It takes one pass, and time and memory grow with the size of the
/// message alone (RFC 5322, RFC 2045 and 2046).
public struct Message: Sendable {
    /// All of it, as it came.
    public let bytes: [UInt8]

    /// The parts in preorder; the first is the root. Those of messages inside the message are there too.
    public let parts: [Part]

    /// What is not as it should be in the structure, in the order of the offsets. What is only met when values and bodies are
    /// decoded is in ``allDefects()``.
    public let defects: [Defect]

    /// The same before it is known how many there are with the others.
    private let structureDefects: DefectList

    private let limits: Limits

    /// Reads a message.
    ///
    /// Messages inside it that are base64 or quoted-printable, which RFC 2045, 6.4 forbids and some send, are decoded and
    /// read as well; the ranges of their parts are of a buffer of their own.
    public init(_ bytes: [UInt8], limits: Limits = Limits()) {
        self.bytes = bytes
        self.limits = limits
        var builder = MessageBuilder(bytes, limits: limits)
        var reader = StructureReader(limits: limits)
        if bytes.count > limits.maximumBytes {
            builder.defect(.messageTooLarge, at: limits.maximumBytes, path: "")
            _ = reader.read(Array(bytes[..<limits.maximumBytes]), isLast: true, &builder)
        } else {
            _ = reader.read(bytes, isLast: true, &builder)
        }
        builder.finish()
        parts = builder.parts
        structureDefects = builder.defects
        defects = structureDefects.sorted()
    }

    /// Other bytes, read within the same limits.
    package func reading(_ bytes: [UInt8]) -> Message { Message(bytes, limits: limits) }

    /// The message itself, to which the header belongs.
    public var root: Part { parts[0] }

    /// ``defects``, what is wrong in the values of fields, and what is repaired in the bodies, in the order of the offsets.
    ///
    /// It decodes all of the message: every address, date, encoded word, transfer encoding and charset.
    public func allDefects() -> [Defect] {
        var found = structureDefects
        for part in parts {
            let outer = part.buffer == 0 ? nil : outerOffset(of: part)
            for (kind, offset) in part.fieldDefects() + part.bodyDefects() {
                found.note(kind, at: outer ?? offset, part: part.path)
            }
        }
        return found.sorted()
    }

    /// Where the encoded message that the part is in stands in the message.
    private func outerOffset(of part: Part) -> Int? {
        var outer = part
        while outer.buffer != 0, let parent = outer.parent { outer = parts[parent] }
        return outer.bodyRange.lowerBound
    }

    /// The parts right inside a container.
    ///
    /// - Complexity: O(children).
    public func children(of part: Part) -> [Part] {
        guard parts.indices.contains(part.index) else { return [] }
        let tree = parts[part.index].tree
        var children: [Part] = []
        var index = part.index + 1
        let end = Int(tree[part.index].end)
        while index < end {
            children.append(parts[index])
            index = max(index + 1, Int(tree[index].end))
        }
        return children
    }

    /// The part with this path, as IMAP numbers parts. Where a message and the multipart in it share a path, the message.
    public func part(at path: String) -> Part? {
        parts.first { $0.path == path }
    }

    /// The message put together from its fields, boundary lines, preambles, bodies and epilogues: the bytes it was read
    /// from.
    public func serialized() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        // Parts are in the order of their bytes. Between the pieces that parts own lie separators and boundary lines.
        for part in parts where part.buffer == 0 {
            if part.range.lowerBound > result.count {
                result.append(contentsOf: bytes[result.count..<part.range.lowerBound])
            }
            for field in part.fields { result.append(contentsOf: bytes[field.range]) }
            result.append(
                contentsOf: bytes[
                    (part.fields.last?.range.upperBound ?? part.headerRange.lowerBound)..<part.headerRange.upperBound])
            if !part.isContainer { result.append(contentsOf: bytes[part.bodyRange]) }
        }
        if result.count < bytes.count { result.append(contentsOf: bytes[result.count...]) }
        return result
    }
}
