import Glibc
import MIME
import Transports

/// Reads a file in mbox format mail by mail, holding one mail at a time.
///
/// A mail begins with a line `From ` at the start of the file or after an empty line. That line stays with the mail, as the
/// reader of messages knows it; the empty line before the next one does not.
final class MailboxReader {
    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var pendingFromLine: [UInt8]?

    /// The size of the file, and how far it has been read.
    let size: Int
    private(set) var position = 0
    /// The number of the mail that was read last, from 1.
    private(set) var count = 0

    /// Nil where the file cannot be opened; `errno` says why.
    init?(path: String, limit: Int) {
        descriptor = unsafe path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        size = unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        self.limit = limit
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// The next mail; nil after the last.
    func next() -> Descriptor.Content? {
        var content = Descriptor.Content()
        var isEmptyLine = true
        var heldLineEnd: [UInt8] = []
        if let line = pendingFromLine {
            pendingFromLine = nil
            append(line, to: &content)
            isEmptyLine = false
        }
        while let line = nextLine() {
            if isEmptyLine, hasPrefix(line, at: 0, "From ") {
                if content.size > 0 {
                    pendingFromLine = line
                    count += 1
                    return content
                }
                heldLineEnd = []
            }
            append(heldLineEnd, to: &content)
            heldLineEnd = []
            isEmptyLine = line == [UInt8(ascii: "\n")] || line == [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
            if isEmptyLine { heldLineEnd = line } else { append(line, to: &content) }
        }
        guard content.size > 0 else { return nil }
        count += 1
        return content
    }

    private func append(_ line: [UInt8], to content: inout Descriptor.Content) {
        content.size += line.count
        let kept = min(line.count, limit - content.bytes.count)
        if kept > 0 { content.bytes += line[..<kept] }
    }

    /// The next line with its end; a line beyond the limit comes in pieces.
    private func nextLine() -> [UInt8]? {
        while true {
            if let end = firstIndex(of: UInt8(ascii: "\n"), in: buffer, start..<buffer.count) {
                defer { start = end + 1 }
                return Array(buffer[start...end])
            }
            if isAtEnd || buffer.count - start > limit {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            fill()
        }
    }

    private func fill() {
        buffer.removeSubrange(..<start)
        start = 0
        unsafe withUnsafeTemporaryAllocation(byteCount: 262_144, alignment: 16) { piece in
            var count = unsafe read(descriptor, piece.baseAddress, piece.count)
            while count < 0, errno == EINTR { count = unsafe read(descriptor, piece.baseAddress, piece.count) }
            guard count > 0 else {
                isAtEnd = true
                return
            }
            position += count
            unsafe buffer.append(contentsOf: piece[..<count])
        }
    }
}
