import Testing

@testable import Alerts

private let mail = "Received: from b by c\nReceived: from a by b\nSubject: x\n\nReceived: in the body\n"

@Suite struct FingerprintTests {
    private func fingerprint(_ text: String) -> [UInt8] { MailFingerprint.of(Array(text.utf8)) }

    @Test(
        "trace lines do not count",
        arguments: [
            "From x Sat Jan  1 00:00:00 2028\n" + mail, "Return-Path: <>\n" + mail, "RETURN-PATH: <a\n b>\n" + mail,
            "Delivered-To: a@b\nX-Original-To: c@d\n" + mail,
            mail.replacing("from b by c", with: "from b by somebody else;\n\tlater"),
            mail.replacing("Subject: x\n", with: "Return-Path: <>\nSubject: x\n"),
        ])
    func traceLines(variant: String) {
        #expect(fingerprint(variant) == fingerprint(mail))
    }

    @Test(
        "everything else counts",
        arguments: [
            mail + "\n", mail.replacing("from a by b", with: "from a by c"), "X: y\n" + mail, "",
            mail.replacing("in the body", with: "IN THE BODY"), mail.replacing("\n\n", with: "\n\nDelivered-To: y\n"),
            mail.replacing("Subject: x", with: "Subject: x\nFrom x"),
        ])
    func everythingElse(variant: String) {
        #expect(fingerprint(variant) != fingerprint(mail))
    }

    @Test("without trace lines it is the SHA-256 of the bytes")
    func plain() {
        #expect(
            fingerprint("abc").map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "odd mails have one too",
        arguments: ["", "\n", "\r", "\r\n", " folded first\n\n", "Received", "Received:", "From ", "\0", "a\rb\r\nc"])
    func odd(text: String) {
        #expect(fingerprint(text).count == 32)
    }
}
