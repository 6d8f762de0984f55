import Glibc
import MIME
import Storage
import TestSupport
import Testing
import Transports

@testable import Alerts
@testable import Commands

/// A failure report about an address, as Postfix writes it, with a footer link in the returned original.
func bounce(of address: String, code: String = "", number: Int = 0) -> String {
    """
    From: MAILER-DAEMON@mx.example.org
    To: bounces@example.org
    Subject: Undelivered Mail Returned to Sender
    Message-ID: <report\(number)@mx.example.org>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain

    Your message could not be delivered.

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.org

    Final-Recipient: rfc822; \(address)
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 <\(address)>: Recipient address rejected: User unknown

    --b
    Content-Type: message/rfc822

    From: alerts@example.org
    To: \(address)
    Subject: alert
    Message-ID: <alert\(number)@example.org>

    News.
    https://example.org/alerts/\(code)

    --b--

    """
}

@Suite struct ReceiverTests {
    private let file = TemporaryFile()

    init() throws {
        try file.initialised()
        for name in ["anna", "bert"] {
            _ = try Store(path: file.path).subscribe(
                address: "\(name)@example.net", subscriptions: nil, isVerified: true, wantsDigest: nil, userName: nil,
                now: 1)
        }
    }

    private func code(of address: String) throws -> String {
        let subscriber = try #require(try Store(path: file.path).subscriber(address: address))
        return subscriber.code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private func receive(_ mail: String, recipients: [String] = []) throws -> Receiver.Outcome {
        let bytes = Array(mail.utf8)
        return try Receiver(path: file.path).receive(
            Descriptor.Content(bytes: bytes, size: bytes.count), recipients: recipients, sender: "", now: 1_700_000_000)
    }

    private func silenced() throws -> [String] {
        try Store(path: file.path).subscribers(matching: nil).filter(\.isDoNotCall).map(\.address)
    }

    @Test("a hard bounce with the subscriber's code silences that subscriber alone")
    func proven() throws {
        let outcome = try receive(bounce(of: "anna@example.net", code: code(of: "anna@example.net")))
        #expect(outcome.arrival == .new(1))
        #expect(outcome.conclusion?.trust == .verified)
        #expect(try silenced() == ["anna@example.net"])
    }

    @Test("a forged one silences nobody")
    func forged() throws {
        for (number, code) in ["", String(repeating: "0", count: 64), "zz"].enumerated() {
            _ = try receive(bounce(of: "anna@example.net", code: code, number: number))
        }
        #expect(try silenced().isEmpty)
    }

    @Test("a signed return path proves it whatever the report says")
    func token() throws {
        let store = try Store(path: file.path)
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        let key = try #require(try store.signingKeys().first)
        let token = try #require(
            ReturnPathToken(subscriber: anna.id, address: anna.address, now: 1_700_000_000, key: key))
        _ = try receive(
            bounce(of: "forwarded@example.com"),
            recipients: ["SRS0=ab=cd=example.org=bounces+\(token.spelling.uppercased())@forwarder.example"])
        #expect(try silenced() == ["anna@example.net"])
    }

    @Test("the same mail twice counts once, whatever the trace lines say")
    func duplicate() throws {
        let mail = bounce(of: "anna@example.net")
        _ = try receive(mail)
        #expect(try receive("Return-Path: <>\nDelivered-To: x@example.org\n" + mail).arrival == .known(1))
        #expect(try Store(path: file.path).history(address: nil, limit: 9).count == 1)
    }

    @Test(
        "anything is kept",
        arguments: ["", "\n", "\0", "no header", "Subject: x", String(repeating: "x", count: 300_000)])
    func anything(mail: String) throws {
        let outcome = try receive(mail)
        #expect(outcome.arrival == .new(1))
        #expect(try Store(path: file.path).storedMail(1)?.bytes == Array(mail.utf8))
    }

    @Test("email-receive-dir gets a copy that is its owner's alone, and one that cannot be written fails nothing")
    func receiveDirectory() throws {
        let folder = TemporaryFile()
        let store = try Store(path: file.path)
        try store.set("email-receive-dir", to: folder.folder, now: 1)
        _ = try receive("Subject: x\n\n")
        let copy = folder.folder + "/email-1700000000-1.eml"
        #expect(Descriptor.file(copy, limit: 100)?.bytes == Array("Subject: x\n\n".utf8))
        var status = stat()
        unsafe stat(copy, &status)
        #expect(status.st_mode & 0o777 == 0o600)
        unsafe unlink(copy)
        try store.set("email-receive-dir", to: "/nonexistent", now: 1)
        #expect(try receive("Subject: y\n\n").conclusion != nil)
        #expect(try store.logLines(limit: 9).map(\.level) == ["warning"])
    }

    @Test("a database that is missing or not ours is an error, and is not made")
    func noDatabase() throws {
        let missing = TemporaryFile()
        #expect { try Receiver(path: missing.path) } throws: { ($0 as? StoreError)?.code == .missing }
        #expect(unsafe access(missing.path, F_OK) != 0)
    }

    @Test("a rehearsal decides the same and changes nothing; without a database it decides nothing")
    func rehearsal() throws {
        let mail = Array(try bounce(of: "anna@example.net", code: code(of: "anna@example.net")).utf8)
        let shown = try Rehearsal(path: file.path).judge(mail, recipients: [], sender: nil, now: 1_700_000_000)
        #expect(shown.1.decisions.map(\.effect) == [.doNotCall])
        #expect(try silenced().isEmpty)
        let without = try Rehearsal(path: "/nonexistent/email.db").judge(mail, recipients: [], sender: nil, now: 1)
        #expect(without.1.decisions.isEmpty)
        #expect(without.0.report.kind == .bounce)
    }

    @Test("the line of JSON has the members of the design in their order")
    func json() throws {
        let mail = Array(bounce(of: "anna@example.net").utf8)
        let shown = try Rehearsal(path: file.path).judge(mail, recipients: [], sender: nil, now: 1_700_000_000)
        let line = String(decoding: ReportJSON.line(file: "a\"b.eml", shown.0.report, shown.1), as: UTF8.self)
        #expect(line.hasPrefix(#"{"file": "a\"b.eml", "kind": "bounce", "trust": "unverified", "rule": ""#))
        #expect(line.hasSuffix("}]}\n"))
        var rest = line[...]
        for member in [
            "file", "kind", "trust", "rule", "message_id", "original", "message_id", "from", "to", "subject", "date",
            "recipients", "address", "original", "action", "status", "reply", "class", "reason", "diagnostic",
            "remote_mta",
            "rule", "decision", "subscriber", "address", "effect", "because",
        ] {
            let found = try #require(rest.firstRange(of: "\"\(member)\": "), "\(member) is missing")
            rest = rest[found.upperBound...]
        }
    }
}

@Suite struct MailSourceTests {
    @Test(
        "an mbox is read mail by mail",
        arguments: [
            ("", []), ("Subject: x\n\nno From line\n", ["Subject: x\n\nno From line\n"]),
            (
                "From a\nA: 1\n\nFrom here\n\nFrom b\nB: 2\n\nbody\n",
                ["From a\nA: 1\n", "From here\n", "From b\nB: 2\n\nbody\n"]
            ),
            ("From a\n\nx\nFrom no separator\n\n\nFrom b\n", ["From a\n\nx\nFrom no separator\n\n", "From b\n"]),
            ("From a\r\n\r\nx\r\n\r\nFrom b\r\n", ["From a\r\n\r\nx\r\n", "From b\r\n"]),
            ("From a\n\nno end", ["From a\n\nno end"]),
        ] as [(String, [String])])
    func mbox(content: String, mails: [String]) throws {
        let file = TemporaryFile()
        let reader = try #require(MailboxReader(path: file.file("mbox", content), limit: 1_000_000))
        var found: [String] = []
        while let mail = reader.next() { found.append(String(decoding: mail.bytes, as: UTF8.self)) }
        #expect(found == mails)
    }

    @Test("a mail beyond the limit is kept as far as that, and its size is known")
    func limit() throws {
        let file = TemporaryFile()
        let path = file.file("mail", String(repeating: "x", count: 1000))
        let content = try #require(Descriptor.file(path, limit: 100))
        #expect(content.bytes.count == 100 && content.size == 1000)
        let reader = try #require(MailboxReader(path: path, limit: 100))
        #expect(reader.next()?.bytes.count == 100)
    }

    @Test("what cannot be read is left out and said")
    func unreadable() {
        let file = TemporaryFile()
        let source = MailSource(
            files: ["/nonexistent", file.file("a", "Subject: a\n\n")], mailboxes: ["/nonexistent"],
            folders: ["/nonexistent"], limit: 100)
        var names: [String] = []
        let isComplete = source.forEach { names.append($0.name) }
        #expect(!isComplete)
        #expect(names.map { $0.hasSuffix("/a") } == [true])
    }

    @Test("control characters of strangers are shown, not obeyed")
    func escapes() {
        #expect(visible("a\u{1B}[2Jb\u{9B}c\u{202E}") == "a\\u{1b}[2Jb\\u{9b}c\\u{202e}")
        #expect(visible("größer 好") == "größer 好")
        var json = JSONWriter()
        json.string("\u{1B}\u{9B}\u{7F}\n\"\\ü")
        #expect(json.text == #""\u001b\u009b\u007f\n\"\\ü""#)
    }
}
