/// Writes bytes one after the other into memory that was reserved for them: appending to an array costs five times as much,
/// and a mail is made of thirty pieces.
///
/// Unsafe inside: it holds a pointer that is valid in the closure of `bytes(capacity:)` alone. Each write is checked against
/// the capacity.
@safe struct ByteWriter: ~Copyable {
    private let start: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var count = 0

    private init(start: UnsafeMutablePointer<UInt8>, capacity: Int) {
        unsafe self.start = start
        self.capacity = capacity
    }

    /// The bytes that the closure writes.
    ///
    /// - Parameter capacity: No more may be written.
    static func bytes(capacity: Int, _ write: (inout ByteWriter) -> Void) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: max(capacity, 1)) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            var writer = unsafe ByteWriter(start: start, capacity: buffer.count)
            write(&writer)
            count = writer.count
        }
    }

    /// The same as a text; what is no UTF-8 is repaired.
    static func text(capacity: Int, _ write: (inout ByteWriter) -> Void) -> String {
        unsafe String(unsafeUninitializedCapacity: max(capacity, 1)) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            var writer = unsafe ByteWriter(start: start, capacity: buffer.count)
            write(&writer)
            return writer.count
        }
    }

    mutating func write(_ byte: UInt8) {
        precondition(count < capacity)
        unsafe start[count] = byte
        count &+= 1
    }

    mutating func write(_ bytes: [UInt8]) {
        write(bytes.span)
    }

    mutating func write(_ text: StaticString) {
        unsafe write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func write(_ text: String) {
        write(text.utf8Span.span)
    }

    mutating func write(_ bytes: Span<UInt8>) {
        let end = count
        precondition(bytes.count <= capacity - end)
        unsafe bytes.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress else { return }
            unsafe (start + end).update(from: from, count: source.count)
        }
        count = end + bytes.count
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(bytes.count <= capacity - count)
        guard let from = bytes.baseAddress else { return }
        unsafe (start + count).update(from: from, count: bytes.count)
        count += bytes.count
    }

    mutating func writeLineEnd() {
        write(0x0D)
        write(0x0A)
    }

    /// Two digits a byte, in lower case.
    mutating func writeHexadecimal(_ bytes: [UInt8]) {
        precondition(bytes.count <= (capacity - count) / 2)
        for byte in bytes {
            unsafe start[count] = ByteWriter.digit(byte >> 4)
            unsafe start[count &+ 1] = ByteWriter.digit(byte & 15)
            count &+= 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 &+ value : 0x57 &+ value
    }

    /// Lines of base64 with 76 characters, each ended by CRLF, the last as well.
    mutating func writeBase64Lines(_ bytes: Span<UInt8>) {
        let lines = (bytes.count + Base64Lines.bytesInLine - 1) / Base64Lines.bytesInLine
        precondition(lines * 78 <= capacity - count)
        var out = count
        unsafe Base64Lines.alphabet.withUnsafeBufferPointer { table in
            unsafe bytes.withUnsafeBufferPointer { source in
                var lineStart = 0
                while lineStart < source.count {
                    let lineEnd = min(lineStart &+ Base64Lines.bytesInLine, source.count)
                    var index = lineStart
                    while index &+ 2 < lineEnd {
                        let group =
                            unsafe Int(source[index]) &<< 16 | Int(source[index &+ 1]) &<< 8 | Int(source[index &+ 2])
                        unsafe start[out] = table[group &>> 18]
                        unsafe start[out &+ 1] = table[group &>> 12 & 63]
                        unsafe start[out &+ 2] = table[group &>> 6 & 63]
                        unsafe start[out &+ 3] = table[group & 63]
                        out &+= 4
                        index &+= 3
                    }
                    if index < lineEnd {
                        let isTwo = lineEnd &- index == 2
                        let group = unsafe Int(source[index]) &<< 16 | (isTwo ? Int(source[index &+ 1]) &<< 8 : 0)
                        unsafe start[out] = table[group &>> 18]
                        unsafe start[out &+ 1] = table[group &>> 12 & 63]
                        unsafe start[out &+ 2] = isTwo ? table[group &>> 6 & 63] : UInt8(ascii: "=")
                        unsafe start[out &+ 3] = UInt8(ascii: "=")
                        out &+= 4
                    }
                    unsafe start[out] = 0x0D
                    unsafe start[out &+ 1] = 0x0A
                    out &+= 2
                    lineStart = lineEnd
                }
            }
        }
        count = out
    }
}
