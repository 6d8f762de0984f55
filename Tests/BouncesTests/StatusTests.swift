import Testing

@testable import Bounces

@Suite("Status codes")
struct StatusTests {
    @Test(
        "an enhanced status is found where one stands",
        arguments: [
            ("550 5.1.1 user unknown", "5.1.1"), ("550-5.7.1 no", "5.7.1"), ("(#5.1.1)", "5.1.1"), ("#5.2.2", "5.2.2"),
            ("5.7.606", "5.7.606"), ("status: 4.4.7", "4.4.7"), ("said: 550-'5.2.2 <a>", "5.2.2"),
            ("5.1.1", "5.1.1"), ("failed (5.1.10).", "5.1.10"), ("5.1.1.", "5.1.1"), ("<5.1.1>", "5.1.1"),
            ("554 4.4.7 expired <421 4.4.2 timed out>", "4.4.7"), ("192.0.2.1 said 5.2.2", "5.2.2"),
            ("2.1.5 delivered", "2.1.5"), ("5.0.0 (undefined status)", "5.0.0"),
        ])
    func found(_ text: String, _ status: String) {
        #expect(EnhancedStatus.first(in: Array(text.utf8).span) == status)
    }

    @Test(
        "an address, a version or a date is no status",
        arguments: [
            "192.5.1.1", "5.1.1.1", "postfix/2.5.1", "v5.1.1", "version 5.1.2", "5.1", "5.12.2024", "x5.1.1",
            "5.1.1234",
            "5..1", "5.1.", "", "5.1.1a", "10.5.1.1", "5.1.1.example", "3.1.1", "5.55.1",
        ])
    func notFound(_ text: String) {
        #expect(EnhancedStatus.first(in: Array(text.utf8).span) == nil)
    }

    @Test(
        "a reply code is found where one stands",
        arguments: [
            ("550 no", "550"), ("550-5.1.1 no", "550"), ("(550)", "550"), ("#550 no", "550"), ("said: 421 busy", "421"),
            ("550: no", "550"), ("550", "550"), ("smtp; 452 later", "452"), ("error_code :550, x", "550"),
        ])
    func reply(_ text: String, _ code: String) {
        #expect(EnhancedStatus.reply(in: Array(text.utf8).span) == code)
    }

    @Test(
        "a number of something is no reply code",
        arguments: [
            "size 550 kb", "after 432000 seconds", "wait 450 seconds", "192.0.2.250", "5500 no", "x550 no", "5.5.0",
            "2.550 no", "", "55", "at 10:550", "599 no", "350 go on",
        ])
    func noReply(_ text: String) {
        #expect(EnhancedStatus.reply(in: Array(text.utf8).span) == nil)
    }

    @Test("every reason has a status that means it, or one that says nothing")
    func inferred() {
        for reason in Reason.allCases {
            let status = EnhancedStatus.inferred(reason, permanent: true)
            #expect(status.category == 5)
            #expect(EnhancedStatus.inferred(reason, permanent: false).category == 4)
            if let meaning = status.meaning, meaning.isSpecific {
                #expect(
                    meaning.reason == reason || reason == .tooManyConn || reason == .rejected, "\(reason) \(status)")
            }
        }
    }

    @Test("codes at the edges of a text do not lead beyond it")
    func edges() {
        let text = Array("550 5.1.1 5.2.2 4.4.7 550-".utf8)
        for end in 0...text.count {
            for start in 0...end {
                let part = Array(text[start..<end])
                _ = EnhancedStatus.first(in: part.span)
                _ = EnhancedStatus.reply(in: part.span)
                _ = DiagnosticText(part.span)
            }
        }
    }
}
