import Alerts
import MIME
import Storage

/// A mail of a queue with the envelope that its own header tells.
package struct ReadMail: Sendable {
    /// The envelope sender; empty for the null sender.
    package let returnPath: String
    /// To, Cc and Bcc, each once.
    package let recipients: [String]
    private let from: String
    package let messageID: String
    private let subject: String
    /// Without Return-Path, with CRLF.
    private let bytes: [UInt8]
    private let message: Message

    /// Reads From, To and so on as `sendmail -t` does.
    ///
    /// The return path is that of Return-Path, which `db` and `dir` of ours write, else the address of Sender, where Fossil
    /// puts its own when From is a user's, else that of From, as email-sender.tcl has it.
    package init(_ mail: [UInt8]) {
        message = Message(mail)
        let root = message.root
        func addresses(_ name: StaticString) -> [String] {
            root.all(name).flatMap { AddressList.parse(mail, root.rawValue($0)) }.map(\.spelling)
        }
        var seen: Set<String> = []
        recipients = (addresses("to") + addresses("cc") + addresses("bcc")).filter {
            $0.contains("@") && seen.insert($0).inserted
        }
        from = addresses("from").first ?? ""
        let sender = addresses("sender").first ?? from
        returnPath =
            root.value("return-path").map { value in
                let text = String(decoding: value, as: UTF8.self)
                return text == "<>" ? "" : AddressList.parse(value).first?.spelling ?? sender
            } ?? sender
        messageID = root.value("message-id").map { String(decoding: $0, as: UTF8.self) } ?? ""
        subject = root.decodedValue("subject") ?? ""
        var rest: [UInt8] = []
        rest.reserveCapacity(mail.count)
        var position = 0
        for field in root.all("return-path") {
            rest += mail[position..<field.range.lowerBound]
            position = field.range.upperBound
        }
        rest += mail[position...]
        bytes = LineEnds.carriageReturns(rest)
    }

    private var text: [UInt8] {
        (message.parts.first { !$0.isContainer && $0.contentType.essence == "text/plain" } ?? message.root).text()
    }

    /// The mail for one recipient, or for several, separated by commas, where the agent reads them in the header itself.
    ///
    /// - Parameter id: What the mail is known by, where the agent keeps that.
    package func message(to recipient: String, id: Int64) -> OutgoingMessage {
        let bytes = withoutBlindCopies
        let body = LineEnds.bodyOffset(bytes)
        let isASCII = bytes[..<body].allSatisfy { $0 < 0x80 } && (returnPath + recipient).utf8.allSatisfy { $0 < 0x80 }
        return OutgoingMessage(
            deliveryID: id, returnPath: returnPath, recipient: recipient, messageID: messageID, givenEnvelopeID: nil,
            from: from, subject: subject, bytes: bytes, bodyOffset: body, text: LineEnds.lineFeeds(text),
            needsSMTPUTF8: !isASCII)
    }

    /// The same for an agent that finds the recipients itself, in Bcc too.
    package func wholeMessage(id: Int64) -> OutgoingMessage {
        let body = LineEnds.bodyOffset(bytes)
        return OutgoingMessage(
            deliveryID: id, returnPath: returnPath, recipient: recipients.joined(separator: ","),
            messageID: messageID, givenEnvelopeID: nil, from: from, subject: subject, bytes: bytes, bodyOffset: body,
            text: LineEnds.lineFeeds(text), needsSMTPUTF8: bytes[..<body].contains { $0 >= 0x80 })
    }

    private var withoutBlindCopies: [UInt8] {
        if message.root.all("bcc").isEmpty { return bytes }
        let root = Message(Array(bytes[..<LineEnds.bodyOffset(bytes)])).root
        var copy = bytes
        for field in root.all("bcc").reversed() { copy.removeSubrange(field.range) }
        return copy
    }
}
