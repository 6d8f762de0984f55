import MIME

/// A mail that came in and asks for one that goes out.
package struct DueNotice: Sendable, Hashable {
    /// What is due.
    package enum Kind: String, Sendable, Hashable {
        /// The mail goes on to the administrator.
        case forward
        /// The administrator is told of it.
        case tell
        /// The subscriber is asked whether the request to be taken off was meant.
        case confirm
    }

    package let inbound: Int64
    package let kind: Kind
    package let sender: String?
    package let recipient: String?
    package let because: String?
    /// Seconds since 1970.
    package let received: Int64
    /// As it came; empty where it is not kept any more.
    package let mail: [UInt8]

    package init(
        inbound: Int64, kind: Kind, sender: String?, recipient: String?, because: String?, received: Int64,
        mail: [UInt8]
    ) {
        self.inbound = inbound
        self.kind = kind
        self.sender = sender
        self.recipient = recipient
        self.because = because
        self.received = received
        self.mail = mail
    }
}

extension DueNotice {
    /// A larger mail does not go along with what the administrator is told of it.
    private static let maximumAttached = 1 << 20

    /// What is said about it.
    package var letter: Letter {
        switch kind {
        case .confirm:
            Letter(
                kind: .announcement, subject: "Do you want to unsubscribe?", fromName: nil,
                body: """
                    A mail that named your address asked to end your subscription. Anybody could have sent it, so nothing was
                    done yet.

                    If you want to unsubscribe, follow the link below, or use the button that many mail programs show beside
                    the sender. If you do not, ignore this mail.

                    """)
        case .tell:
            Letter(
                kind: .notice, subject: "A complaint: mail \(inbound)", fromName: nil,
                body: """
                    Somebody complained of a mail from this list, but nothing proves it, and nothing was done.

                    \(description)
                    If the complaint is real, `email unsubscribe ADDRESS` ends the subscription.

                    \(enclosure)
                    """, attachment: attachment)
        case .forward:
            Letter(
                kind: .notice, subject: subject.isEmpty ? "Mail \(inbound) to the bounce address" : "Fwd: \(subject)",
                fromName: nil,
                body: """
                    This mail came to the bounce address of the list, and is no report that could be understood.

                    \(description)
                    \(enclosure)
                    """, attachment: attachment)
        }
    }

    private var subject: String {
        Message(mail).root.decodedValue("subject").map { String($0.prefix(200)) } ?? ""
    }

    private var description: String {
        var text = "Mail: \(inbound)\n"
        if let sender { text += "From: <\(sender)>\n" }
        if let recipient { text += "To: <\(recipient)>\n" }
        if let because { text += "\(because)\n" }
        return text
    }

    /// A larger one is only named.
    private var attachment: [UInt8]? { mail.isEmpty || mail.count > DueNotice.maximumAttached ? nil : mail }

    private var enclosure: String {
        if mail.isEmpty { return "The mail itself is not kept any more.\n" }
        if attachment == nil { return "It has \(mail.count) bytes: `email inbound show \(inbound) --raw` has them.\n" }
        return "The mail itself is attached.\n"
    }
}
