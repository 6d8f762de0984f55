import Bounces
import MIME
import Testing

/// Mails that no mail server sends. Every one is read to the end, and in time that grows with its size alone: the tests
/// would not end otherwise.
@Suite struct HostileTests {
    static let size = 200_000

    static let bodies: [String] = [
        String(repeating: "a@", count: size / 2),
        String(repeating: "<", count: size),
        String(repeating: "a@example.net ", count: size / 14),
        String(repeating: "user@example.net: could not be delivered\n", count: size / 41),
        String(repeating: "could not be delivered to the following recipients:\n", count: size / 52),
        String(repeating: "Final-Recipient: rfc822; a@example.net\nAction: failed\n", count: size / 54),
        String(repeating: "generated from ", count: size / 15),
        String(repeating: "\"", count: size) + "@example.net",
        String(repeating: "-", count: size),
        String(repeating: "0", count: size),
        String(repeating: ">>> RCPT TO:<a@example.net>\n<<< 550 no\n", count: size / 39),
        String(repeating: "{\"notificationType\":\"Bounce\",\"emailAddress\":\"", count: size / 44),
        "{\"notificationType\":\"" + String(repeating: "\\\"", count: size / 2),
        String(repeating: "<style>", count: size / 7),
        String(repeating: "&", count: size),
        "<a@example.net>: could not be delivered: "
            + String(repeating: "sender address rejected: user unknown ", count: size / 38),
        String(
            repeating: "Final-Recipient: rfc822; a@example.net\nAction: failed\nDiagnostic-Code: smtp; 550 "
                + String(repeating: "sender of. user unknown ", count: 600) + "\n\n", count: size / 14_500),
        String(repeating: "<a@example.net>: l'utente a@example.net ", count: size / 40),
    ]

    @Test("a long notice of one thing is read to its end", arguments: bodies.indices)
    func long(_ index: Int) {
        for type in ["text/plain", "text/html", "message/delivery-status"] {
            let mail =
                "Return-Path: <>\nFrom: mailer-daemon@example.net\nSubject: failure notice\nContent-Type: \(type)\n\n"
            let report = report(mail + Self.bodies[index])
            #expect(report.recipients.count <= 1000)
            #expect(report.evidence.count < 3000)
        }
    }

    @Test("every beginning of a bounce is read")
    func prefixes() {
        let mails = [
            KindTests.bounceMail, OriginalTests.mails[2], NoticeTests.languages[8].text,
            deliveryReport("Final-Recipient: utf-8; \\x{75}ser+2B@example.net\nAction: failed\nStatus: 5.1.1\n"),
        ]
        for mail in mails {
            let bytes = [UInt8](mail.utf8)
            for count in 0...bytes.count { _ = Report(Message([UInt8](bytes[..<count]))) }
        }
    }

    @Test("bytes that no text has do no harm")
    func noise() {
        var state: UInt64 = 42
        let mail = [UInt8](KindTests.bounceMail.utf8)
        for _ in 0..<300 {
            var bytes = mail
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            _ = Report(Message(bytes))
        }
    }
}
