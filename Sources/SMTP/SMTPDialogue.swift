import Alerts
import Transports

/// The client's side of an SMTP or LMTP session (RFC 5321, RFC 2033) as a machine: replies in, what to do out. It knows no
/// socket and no clock.
///
/// A mail is one transaction: MAIL, RCPT and DATA in one go where the server takes PIPELINING, then the content. What the
/// replies mean:
///
/// | reply | outcome |
/// | --- | --- |
/// | 4xx to anything about the mail | deferred |
/// | 5xx to RCPT, to DATA, or to the content | refused: counts like a bounce |
/// | 5xx to MAIL | about the mail for 552, 5.3.4 (too large) and 5.6.x: given up; else about its sender: `AgentCheck` decides |
/// | no reply after the final dot | uncertain |
/// | anything unexpected before a mail | the agent does not work |
struct SMTPDialogue {
    /// What the connection is to do.
    enum Action: Sendable, Hashable {
        /// `endsMail`: with the last byte the server has the whole mail.
        case send([UInt8], endsMail: Bool)
        case startTLS
        /// The server takes the sender of the mail at hand.
        case senderAccepted
        /// The mail is done; `ready` or `close` follows.
        case finished(DeliveryOutcome)
        /// Another mail may come.
        case ready
        /// The server is of no use.
        case failed(String)
        case close(String)
    }

    private enum Awaited {
        case greeting, hello, oldHello, startTLS, authPlain, authLogin, authName, authPassword
        case reset, mail, recipient, data, content, discarded, quit
    }

    private let configuration: SMTPConfiguration
    private var awaited: [Awaited] = [.greeting]
    private var isEncrypted: Bool
    private var isStartingTLS = false
    private(set) var extensions = SMTPExtensions()
    private var mail: OutgoingMessage?
    private var outcome: DeliveryOutcome?
    private var needsReset = false
    private var isClosing = false
    /// Whether the server has the final dot, or may have it.
    private(set) var hasSentContent = false
    /// Whether any reply came for the mail at hand.
    private(set) var hasReplyForMail = false
    /// Whether the sender of the mail, the last one where none is at hand, was refused for good.
    private(set) var hasRefusedSender = false

    init(_ configuration: SMTPConfiguration) {
        self.configuration = configuration
        isEncrypted = configuration.security == .implicitTLS
    }

    /// Whether a mail is being handed over.
    var isBusy: Bool { mail != nil }

    // MARK: What happens

    mutating func receive(_ reply: SMTPReply) -> [Action] {
        guard !awaited.isEmpty else {
            // Servers say 421 before they close a connection that was idle.
            if reply.code == 421 { return [.close(reply.text)] }
            if isStartingTLS { return [.failed(clearTextAfterStartTLS)] }
            return [.close("\(configuration.endpoint.description) said without being asked: \(reply.text)")]
        }
        if reply.code == 421 { isClosing = true }
        switch awaited.removeFirst() {
        case .greeting: return reply.code == 220 ? hello() : failed("greeted with", reply)
        case .hello:
            if reply.isPositive {
                extensions = SMTPExtensions(reply)
                return afterHello()
            }
            if reply.isPermanent, !configuration.endpoint.speaksLMTP, !isEncrypted, configuration.security == .off {
                return command("HELO \(configuration.name)", .oldHello)
            }
            return failed("answered EHLO with", reply)
        case .oldHello: return reply.isPositive ? afterHello() : failed("answered HELO with", reply)
        case .startTLS:
            guard reply.code == 220 else { return failed("answered STARTTLS with", reply) }
            isStartingTLS = true
            return [.startTLS]
        case .authPlain, .authPassword:
            if reply.code == 235 { return [.ready] }
            return failed(reply.isPermanent ? "refused the password:" : "could not check the password now:", reply)
        case .authLogin:
            guard reply.code == 334, let credentials = configuration.credentials else {
                return failed("answered AUTH with", reply)
            }
            return command(SMTPCredentials.base64(Array(credentials.name.utf8)), .authName)
        case .authName:
            guard reply.code == 334, let credentials = configuration.credentials else {
                return failed("answered AUTH with", reply)
            }
            return command(SMTPCredentials.base64(Array(credentials.password.utf8)), .authPassword)
        case .quit: return [.close(reply.text)]
        case .reset: return extensions.hasPipelining ? [] : isClosing ? endOfMail() : sendMail()
        case .mail: return mailReply(reply)
        case .recipient: return recipientReply(reply)
        case .data: return dataReply(reply)
        case .content, .discarded: return contentReply(reply)
        }
    }

    /// TLS holds, and everything begins anew (RFC 3207 4.2).
    mutating func encrypted() -> [Action] {
        isEncrypted = true
        isStartingTLS = false
        extensions = SMTPExtensions()
        return hello()
    }

    /// Hands over a mail. Only after `ready`.
    mutating func begin(_ mail: OutgoingMessage) -> [Action] {
        hasSentContent = false
        hasReplyForMail = false
        hasRefusedSender = false
        outcome = nil
        if let objection = objection(to: mail) { return [.finished(objection), .ready] }
        self.mail = mail
        guard extensions.hasPipelining else {
            if needsReset {
                needsReset = false
                return command("RSET", .reset)
            }
            return sendMail()
        }
        var lines = ""
        if needsReset {
            lines = "RSET\r\n"
            awaited.append(.reset)
            needsReset = false
        }
        lines += "\(mailLine(mail))\r\n\(recipientLine(mail))\r\nDATA\r\n"
        awaited += [.mail, .recipient, .data]
        return [.send(Array(lines.utf8), endsMail: false)]
    }

    mutating func quit() -> [Action] {
        guard awaited.isEmpty else { return [.close("no longer needed")] }
        return command("QUIT", .quit)
    }

    /// What became of the mail at hand when the connection is gone.
    mutating func lost(_ reason: String) -> DeliveryOutcome? {
        guard mail != nil else { return nil }
        mail = nil
        if let outcome { return outcome }
        return hasSentContent
            ? .uncertain("after the end of the mail, and before the reply: \(reason)") : .deferred(reason)
    }

    // MARK: Beginning

    private mutating func command(_ line: String, _ awaited: Awaited) -> [Action] {
        self.awaited.append(awaited)
        return [.send(Array((line + "\r\n").utf8), endsMail: false)]
    }

    private func failed(_ what: String, _ reply: SMTPReply) -> [Action] {
        [.failed("\(configuration.endpoint.description) \(what) \(reply.text)")]
    }

    /// What the server, or somebody between, sent before the encryption is nobody's word (CVE-2011-0411).
    var clearTextAfterStartTLS: String {
        "\(configuration.endpoint.description) sent more in the clear after its answer to STARTTLS, which may be "
            + "somebody's between; email-send-tls tls encrypts from the first byte, where the server can do that"
    }

    private mutating func hello() -> [Action] {
        command("\(configuration.endpoint.speaksLMTP ? "LHLO" : "EHLO") \(configuration.name)", .hello)
    }

    private mutating func afterHello() -> [Action] {
        let server = configuration.endpoint.description
        if configuration.security == .startTLS, !isEncrypted {
            guard extensions.hasStartTLS else {
                return [.failed("\(server) offers no STARTTLS; email-send-tls off would send in the clear")]
            }
            return command("STARTTLS", .startTLS)
        }
        guard let credentials = configuration.credentials else { return [.ready] }
        if extensions.mechanisms.contains("PLAIN") { return command("AUTH PLAIN \(credentials.plain)", .authPlain) }
        if extensions.mechanisms.contains("LOGIN") { return command("AUTH LOGIN", .authLogin) }
        return [.failed("\(server) offers neither AUTH PLAIN nor LOGIN, and email-send-credentials is set")]
    }

    // MARK: A mail

    /// Why the mail is not even tried.
    private func objection(to mail: OutgoingMessage) -> DeliveryOutcome? {
        for address in [mail.recipient, mail.returnPath] where !SMTPAddress.isSafe(address) {
            return .givenUp("'\(printable(address.utf8))' cannot be written as an address")
        }
        if mail.recipient.isEmpty { return .givenUp("it has no recipient") }
        if mail.needsSMTPUTF8, !extensions.hasSMTPUTF8 {
            return .givenUp("\(configuration.endpoint.description) takes no addresses outside ASCII (SMTPUTF8)")
        }
        if let limit = extensions.maximumSize, limit > 0, mail.bytes.count > limit {
            return .givenUp(
                "it has \(mail.bytes.count) bytes, and \(configuration.endpoint.description) takes \(limit)")
        }
        return nil
    }

    private mutating func sendMail() -> [Action] {
        guard let mail else { return [.ready] }
        return command(mailLine(mail), .mail)
    }

    private func mailLine(_ mail: OutgoingMessage) -> String {
        var line = "MAIL FROM:<\(mail.returnPath)>"
        if extensions.maximumSize != nil { line += " SIZE=\(mail.bytes.count)" }
        if extensions.has8BitMIME, mail.bytes.contains(where: { $0 >= 0x80 }) { line += " BODY=8BITMIME" }
        if mail.needsSMTPUTF8 { line += " SMTPUTF8" }
        if extensions.hasDSN {
            // The header is enough to know the mail by, and no reader's mail comes back whole.
            line += " RET=HDRS"
            if !mail.envelopeID.isEmpty { line += " ENVID=\(SMTPAddress.xtext(mail.envelopeID))" }
        }
        return line
    }

    private func recipientLine(_ mail: OutgoingMessage) -> String {
        var line = "RCPT TO:<\(mail.recipient)>"
        if extensions.hasDSN {
            // A delay is recorded only, and a delivery tells nothing: neither is asked for. ORCPT survives forwarding.
            line += " NOTIFY=FAILURE ORCPT="
            line +=
                mail.needsSMTPUTF8
                ? "utf-8;\(SMTPAddress.utf8Xtext(mail.recipient))" : "rfc822;\(SMTPAddress.xtext(mail.recipient))"
        }
        return line
    }

    private mutating func mailReply(_ reply: SMTPReply) -> [Action] {
        // What the server says before it closes a connection that was idle is not about the mail.
        if reply.code == 421 { return [.close(reply.text)] }
        hasReplyForMail = true
        if reply.isPositive {
            guard !extensions.hasPipelining, let mail else { return [.senderAccepted] }
            return [.senderAccepted] + command(recipientLine(mail), .recipient)
        }
        let status = reply.enhancedStatus ?? ""
        if !reply.isPermanent {
            outcome = .deferred(reply.text)
        } else if reply.code == 552 || status == "5.3.4" || status.hasPrefix("5.6.") {
            outcome = .givenUp(reply.text)
        } else {
            hasRefusedSender = true
            outcome = .deferred("MAIL FROM was answered with \(reply.text)")
        }
        return extensions.hasPipelining ? [] : endOfMail()
    }

    private mutating func recipientReply(_ reply: SMTPReply) -> [Action] {
        if reply.isPositive {
            needsReset = true
            return extensions.hasPipelining || isClosing ? [] : command("DATA", .data)
        }
        // Where MAIL failed, this is only what follows from it.
        if outcome == nil {
            outcome = verdict(reply)
            needsReset = true
        }
        return extensions.hasPipelining ? [] : endOfMail()
    }

    private mutating func dataReply(_ reply: SMTPReply) -> [Action] {
        guard reply.code == 354 else {
            // A refusal is one, before the content as after it (RFC 5321 4.2.1).
            if outcome == nil { outcome = reply.isPermanent ? verdict(reply) : .deferred(reply.text) }
            return endOfMail()
        }
        if outcome != nil {
            // The server wants the mail though nobody is to get it (RFC 2920 3.1): it gets an empty one.
            awaited.append(.discarded)
            return [.send(Array(".\r\n".utf8), endsMail: false)]
        }
        guard let mail else { return [.close("DATA without a mail")] }
        awaited.append(.content)
        return [.send(SMTPData.content(mail.bytes), endsMail: true)]
    }

    private mutating func contentReply(_ reply: SMTPReply) -> [Action] {
        needsReset = false
        if outcome == nil { outcome = verdict(reply) }
        return endOfMail()
    }

    private func verdict(_ reply: SMTPReply) -> DeliveryOutcome {
        if reply.isPositive { return .accepted(reply.text) }
        if reply.isPermanent { return .refused(reply: reply.code, status: reply.enhancedStatus, text: reply.text) }
        return .deferred(reply.text)
    }

    private mutating func endOfMail() -> [Action] {
        let result = outcome ?? .deferred("\(configuration.endpoint.description) closes the connection")
        mail = nil
        outcome = nil
        return [.finished(result), isClosing ? .close(result.reason) : .ready]
    }

    /// The last byte of the mail was written.
    mutating func contentWasWritten() {
        hasSentContent = mail != nil
    }
}
