import CZlib

/// Artifacts of a Fossil repository: compressed, and often kept as a difference to another one.
///
/// Formats: <https://fossil-scm.org/home/doc/trunk/www/delta_format.wiki> and `blob_uncompress` in Fossil's src/blob.c.
/// Whatever is wrong with them is nil: an alert without a text is better than none.
enum FossilArtifact {
    /// A larger one is no forum post.
    static let maximumSize = 16 << 20
    /// How many differences are followed.
    static let maximumDepth = 200

    /// Four bytes of size, big-endian, and what zlib made.
    static func uncompressed(_ content: [UInt8]) -> [UInt8]? {
        guard content.count > 4 else { return nil }
        let size = content[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard size <= maximumSize else { return nil }
        var isWhole = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
            var written = uLongf(size)
            let result = unsafe content[4...].withUnsafeBufferPointer { source in
                unsafe uncompress(buffer.baseAddress, &written, source.baseAddress, uLong(source.count))
            }
            isWhole = result == Z_OK && Int(written) == size
            count = isWhole ? size : 0
        }
        return isWhole ? bytes : nil
    }

    /// The artifact that a difference makes of its source: a size, then copies (`SIZE@OFFSET,`), insertions (`SIZE:bytes`)
    /// and the checksum (`NUMBER;`).
    static func applied(_ delta: [UInt8], to source: [UInt8]) -> [UInt8]? {
        var reader = DeltaReader(bytes: delta)
        guard let size = reader.number(), size <= maximumSize, reader.take(UInt8(ascii: "\n")) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(size)
        while let number = reader.number(), let command = reader.next() {
            switch command {
            case UInt8(ascii: "@"):
                guard let offset = reader.number(), reader.take(UInt8(ascii: ",")), offset <= source.count,
                    number <= source.count - offset, number <= size - result.count
                else { return nil }
                result += source[offset..<offset + number]
            case UInt8(ascii: ":"):
                guard number <= size - result.count, let bytes = reader.bytes(number) else { return nil }
                result += bytes
            case UInt8(ascii: ";"):
                return result.count == size ? result : nil
            default:
                return nil
            }
        }
        return nil
    }

    /// The text of a wiki page or a post: what the card `W SIZE` of the artifact announces.
    static func text(_ artifact: [UInt8]) -> String? {
        var position = 0
        while position < artifact.count {
            let end = artifact[position...].firstIndex(of: UInt8(ascii: "\n")) ?? artifact.count
            let line = artifact[position..<end]
            position = end + 1
            guard line.starts(with: "W ".utf8) else { continue }
            guard let size = Int(String(decoding: line.dropFirst(2), as: UTF8.self)), size >= 0,
                position <= artifact.count, size <= artifact.count - position
            else { return nil }
            return String(decoding: artifact[position..<position + size], as: UTF8.self)
        }
        return nil
    }
}

/// Reads the numbers and bytes of a difference. Digits are those of base 64 in Fossil's own order.
private struct DeltaReader {
    private var rest: ArraySlice<UInt8>

    init(bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func next() -> UInt8? { rest.popFirst() }

    mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// No more than 32 bits; no digit is 0, as Fossil reads it.
    mutating func number() -> Int? {
        guard !rest.isEmpty else { return nil }
        var value = 0
        while let byte = rest.first, let digit = DeltaReader.value(byte) {
            value = value << 6 | digit
            guard value <= Int(UInt32.max) else { return nil }
            rest.removeFirst()
        }
        return value
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
        case UInt8(ascii: "_"): 36
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 37
        case UInt8(ascii: "~"): 63
        default: nil
        }
    }
}
