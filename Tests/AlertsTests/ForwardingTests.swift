import Bounces
import MIME
import Testing

@testable import Alerts

/// What is passed on to the administrator, how, and what is not.
@Suite struct ForwardingTests {
    private func sent(_ mail: String) throws -> Message {
        let notice = DueNotice(
            inbound: 17, kind: .forward, sender: "jane@example.com", recipient: "alerts@example.org", because: nil,
            received: 1, mail: Array(mail.utf8))
        return Message(try Composing(letter: notice.letter).mail().bytes)
    }

    @Test(
        "a mail goes along as message/rfc822, byte for byte but for its line ends",
        arguments: [
            "From: jane@example.com\nSubject: a question\n\nWhere?\n", "Subject: gr\u{FC}n\r\n\r\nJa\u{DF}\r\n", "\n\n",
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\n--mail-0\n--x--\n",
        ])
    func attached(mail: String) throws {
        let message = try sent(mail)
        let parts = message.children(of: message.root)
        #expect(parts.map(\.contentType.essence) == ["text/plain", "message/rfc822"])
        #expect(message.root.contentType.essence == "multipart/mixed")
        #expect(String(decoding: parts[0].text(), as: UTF8.self).contains("Mail: 17"))
        let kept = message.bytes[parts[1].bodyRange].filter { $0 != 0x0D }
        #expect(kept == Array(mail.utf8).filter { $0 != 0x0D })
        // What is wrong in the mail itself stays so, and nothing else is wrong.
        let crlf = mail.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        #expect(message.allDefects().map(\.kind) == Message(Array(crlf.utf8)).allDefects().map(\.kind))
        #expect(message.root.value("auto-submitted") == Array("auto-generated".utf8))
    }

    @Test("the line of a mailbox is no part of the mail, and bytes beyond ASCII are announced")
    func mailboxLine() throws {
        let message = try sent("From jane Sat Nov 21 08:00:00 2026\nSubject: gr\u{FC}n\n\nx\n")
        let parts = message.children(of: message.root)
        #expect(message.bytes[parts[1].bodyRange].starts(with: Array("Subject:".utf8)))
        #expect(message.root.value("content-transfer-encoding") == Array("8bit".utf8))
        #expect(try sent("Subject: a\n\nx\n").root.first("content-transfer-encoding") == nil)
    }

    @Test("what cannot go unencoded goes as a file", arguments: ["a\0b", "a\rb", String(repeating: "x", count: 2_000)])
    func file(mail: String) throws {
        let message = try sent(mail)
        let parts = message.children(of: message.root)
        #expect(parts.map(\.contentType.essence) == ["text/plain", "application/octet-stream"])
        #expect(parts[1].decodedBody() == Array(mail.utf8))
    }

    @Test("a very large mail is named only")
    func large() throws {
        let message = try sent(String(repeating: "line\n", count: 400_000))
        #expect(message.root.contentType.essence == "text/plain")
    }

    @Test(
        "what a program sent, a list, a filter's spam and what goes in circles is neither answered nor passed on",
        arguments: [
            ("Auto-Submitted: auto-replied\n", Hindrance.autoSubmitted), ("List-Id: <a.example>\n", .list),
            ("Precedence: Bulk\n", .list), ("X-Spam-Flag: YES\n", .spam), ("X-Spam-Status: Yes, score=9\n", .spam),
            (String(repeating: "Received: from a by b\n", count: 31), .hops),
        ])
    func hindered(header: String, hindrance: Hindrance) {
        #expect(Hindrance(Message(Array((header + "\nx").utf8)).root, sender: "a@example.net") == hindrance)
    }

    @Test("a person's mail is passed on, and what came from the null sender is not")
    func plain() {
        let root = Message(Array("Auto-Submitted: no\nX-Spam-Flag: NO\nReceived: a\n\nx".utf8)).root
        #expect(Hindrance(root, sender: "a@example.net") == nil)
        #expect(Hindrance(root, sender: nil) == nil)
        #expect(Hindrance(root, sender: "") == .nullSender)
    }

    @Test(
        "the mails that one answers are those of In-Reply-To, then of References from the last one back",
        arguments: [
            ("In-Reply-To: <a@x>\n", ["<a@x>"]), ("References: <a@x>\n <b@x>\n", ["<b@x>", "<a@x>"]),
            ("References: <a@x> <b@x>\nIn-Reply-To: \"Jane\" on <c@x>\n", ["<c@x>", "<b@x>", "<a@x>"]),
            ("References: " + String(repeating: "<a@x>", count: 1000) + "\n", Array(repeating: "<a@x>", count: 12)),
            ("In-Reply-To: <<<>>> > <\n", ["<>>>>"]), ("Subject: <a@x>\n", []),
        ])
    func answered(header: String, ids: [String]) {
        let message = Message(Array((header + "\nx").utf8))
        let report = Report(kind: .other, rule: "test")
        #expect(Clues(report: report, envelope: Envelope(), message: message).answeredIDs == ids)
        #expect(
            Clues(report: Report(kind: .bounce, rule: "test"), envelope: Envelope(), message: message).answeredIDs == []
        )
    }

    @Test("a mail of our own that comes back is recorded, and a request that a program sent is not answered")
    func decisions() {
        var proofs = Proofs()
        func effects(
            _ kind: Report.Kind, _ hindrance: Hindrance? = nil, forward: String = "answers"
        ) -> [Decision.Effect] {
            var envelope = Envelope(from: ["anna@example.net"])
            envelope.hindrance = hindrance
            return Policy.decide(
                report: Report(kind: kind, rule: "test"), envelope: envelope, proofs: proofs, history: History(),
                settings: Settings(["email-forward": forward]), now: 1
            ).map(\.effect)
        }
        proofs.subscribers = [Subscriber(id: 1, address: "anna@example.net")]
        #expect(effects(.other) == [.recorded])
        #expect(effects(.other, forward: "all") == [.forward])
        proofs.isAnswer = true
        #expect(effects(.other) == [.forward])
        #expect(effects(.other, forward: "off") == [.recorded])
        #expect(effects(.other, .list) == [.recorded])
        #expect(effects(.unsubscribe) == [.confirm])
        #expect(effects(.unsubscribe, .autoSubmitted) == [.recorded])
        proofs.isOwn = true
        #expect(effects(.other) == [.recorded])
        #expect(effects(.unsubscribe) == [.recorded])
    }
}
