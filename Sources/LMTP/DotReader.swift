import NIOCore

/// Reads what follows DATA: takes the doubled dots away, and finds the end (RFC 5321, section 4.5.2).
///
/// Only CR LF ends a line, and only CR LF dot CR LF the mail. A server that takes a bare LF or CR for an end of line can be
/// made to see two mails where the one before it saw one.
struct DotReader {
    private enum State { case lineStart, dot, dotCR, text, cr }
    private var state = State.lineStart

    /// Reads as far as the end of the mail, or of the buffer.
    ///
    /// - Parameter keep: Is given the pieces of the mail.
    /// - Returns: Whether the mail has ended. What follows it is still in the buffer.
    mutating func read(_ buffer: inout ByteBuffer, keep: (ByteBufferView) -> Void) -> Bool {
        let view = buffer.readableBytesView
        var position = view.startIndex
        /// Where the piece begins that was not given yet.
        var start = position
        let carriageReturn = ByteBufferView(ByteBuffer(bytes: [0x0D]))
        while position < view.endIndex {
            if state == .text {
                guard let next = view[position...].firstIndex(of: 0x0D) else { break }
                position = next + 1
                state = .cr
                continue
            }
            let byte = view[position]
            position += 1
            switch state {
            case .lineStart:
                if byte == UInt8(ascii: ".") {
                    if start < position - 1 { keep(view[start..<(position - 1)]) }
                    start = position
                    state = .dot
                } else {
                    state = byte == 0x0D ? .cr : .text
                }
            case .dot:
                if byte == 0x0D {
                    start = position
                    state = .dotCR
                } else {
                    state = .text
                }
            case .dotCR:
                if byte == 0x0A {
                    buffer.moveReaderIndex(to: buffer.readerIndex + (position - view.startIndex))
                    state = .lineStart
                    return true
                }
                // A lone CR after a doubled dot: it is part of the mail.
                keep(carriageReturn)
                start = position - 1
                state = byte == 0x0D ? .cr : .text
            case .cr: state = byte == 0x0A ? .lineStart : byte == 0x0D ? .cr : .text
            case .text: break
            }
        }
        if start < view.endIndex { keep(view[start..<view.endIndex]) }
        buffer.moveReaderIndex(to: buffer.writerIndex)
        return false
    }
}
