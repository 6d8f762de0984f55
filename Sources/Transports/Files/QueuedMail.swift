import Alerts

/// A mail as it lies in a queue, of `db` or of `dir`: as Fossil writes it, with CRLF.
///
/// A queue keeps no envelope. Where the return path is another address than that of From, it stands in a field Return-Path at
/// the very beginning; `email relay` reads it there and takes it away. Postfix and Exim take it away themselves.
enum QueuedMail {
    static func bytes(of mail: OutgoingMessage) -> [UInt8] {
        guard mail.returnPath != mail.from else { return mail.bytes }
        var bytes: [UInt8] = []
        append(mail, to: &bytes)
        return bytes
    }

    /// The same behind other bytes: a buffer that is used again costs a third of a new one.
    static func append(_ mail: OutgoingMessage, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + mail.bytes.count + mail.returnPath.utf8.count + 20)
        if mail.returnPath != mail.from {
            bytes += "Return-Path: <".utf8
            bytes += mail.returnPath.utf8
            bytes += ">\r\n".utf8
        }
        bytes += mail.bytes
    }
}
