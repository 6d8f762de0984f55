import Alerts

/// A mail as it lies in a queue, of `db` or of `dir`: as Fossil writes it, with CRLF.
///
/// A queue keeps no envelope. Where the return path is another address than that of From, it stands in a field Return-Path at
/// the very beginning; `email relay` reads it there and takes it away. Postfix and Exim take it away themselves.
enum QueuedMail {
    static func bytes(of mail: OutgoingMessage) -> [UInt8] {
        guard mail.returnPath != mail.from else { return mail.bytes }
        return Array("Return-Path: <\(mail.returnPath)>\r\n".utf8) + mail.bytes
    }
}
