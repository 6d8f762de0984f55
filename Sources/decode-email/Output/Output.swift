import Glibc

/// Standard output behind one buffer.
///
/// Printers append to `buffer` and call `flushIfFull()` now and then. Where standard output is a terminal, everything
/// passes the `TerminalEscaper` first. A failed write ends the program with exit status 74.
struct Output: ~Copyable {
    /// A write happens once so much has come together.
    static let flushSize = 128 << 10

    /// What is to be written. Append freely; decoders write into it directly.
    var buffer: [UInt8] = []

    private let descriptor: Int32
    private let escapes: Bool
    private var escaper: TerminalEscaper
    private var escaped: [UInt8] = []

    /// - Parameter escaping: how control characters are shown, or nil to write every byte as it is.
    init(descriptor: Int32 = STDOUT_FILENO, escaping: TerminalEscaper.Style?) {
        self.descriptor = descriptor
        escapes = escaping != nil
        escaper = TerminalEscaper(style: escaping ?? .visible)
        buffer.reserveCapacity(2 * Self.flushSize)
    }

    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { unsafe buffer.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
    }

    mutating func write(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
    }

    /// Appends a large piece and writes what is full.
    mutating func write(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
        flushIfFull()
    }

    @inline(__always)
    mutating func flushIfFull() {
        if buffer.count >= Self.flushSize { flush() }
    }

    /// Writes what is in the buffer.
    mutating func flush() {
        if !escapes {
            writeAll(buffer.span, to: descriptor, name: "standard output")
        } else {
            Self.escape(buffer, with: &escaper, into: &escaped)
            writeAll(escaped.span, to: descriptor, name: "standard output")
            escaped.removeAll(keepingCapacity: true)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func escape(_ bytes: [UInt8], with escaper: inout TerminalEscaper, into output: inout [UInt8]) {
        escaper.escape(bytes.span, into: &output)
    }

    /// Writes the rest, also a character that the escaper still holds back.
    mutating func finish() {
        flush()
        guard escapes else { return }
        escaper.finish(into: &escaped)
        writeAll(escaped.span, to: descriptor, name: "standard output")
        escaped.removeAll(keepingCapacity: true)
    }
}

/// Writes every byte, or ends the program with exit status 74 and a message.
func writeAll(_ bytes: Span<UInt8>, to descriptor: Int32, name: @autoclosure () -> String) {
    var done = 0
    while done < bytes.count {
        let count = unsafe bytes.extracting(done..<bytes.count).withUnsafeBytes { buffer in
            unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        }
        if count >= 0 {
            done += count
        } else if errno != EINTR {
            Diagnostics.fail("cannot write to \(name()): \(Diagnostics.systemError())", status: .inputOutput)
        }
    }
}
