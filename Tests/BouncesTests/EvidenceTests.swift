import Bounces
import MIME
import Testing

@Suite struct EvidenceTests {
    @Test("evidence is there where it was asked for, and changes nothing", arguments: KindTests.cases)
    func onlyWhereAsked(_ expected: KindTests.Case) {
        let message = Message([UInt8](expected.mail.utf8))
        let (plain, explained) = (Report(message), Report(message, isExplained: true))
        #expect(plain.evidence.isEmpty)
        #expect(explained.evidence.contains { $0.step == "kind" && $0.rule == explained.rule })
        #expect(plain.kind == explained.kind)
        #expect(plain.rule == explained.rule)
        #expect(plain.messageID == explained.messageID)
        #expect(plain.original == explained.original)
        #expect(plain.recipients == explained.recipients)
    }

    @Test("the offset of a report is that of its part, whether the part was decoded or not")
    func offsets() {
        let fields =
            "Final-Recipient: rfc822; user@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 user unknown\n"
        let mail = deliveryReport("Reporting-MTA: dns; mx.example.net\n\n" + fields)
        let encoded = mail.replacing(
            "Content-Type: message/delivery-status",
            with: "Content-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable")
        let offsets = [mail, encoded].map { mail in
            report(mail).evidence.first { $0.step == "reason" && $0.offset != nil }?.offset
        }
        #expect(offsets[0] != nil)
        #expect(offsets[0] == offsets[1])
    }

    @Test("a report of more recipients than are read says how many are not", arguments: [1000, 1500])
    func manyReported(_ count: Int) {
        let fields = (0..<count).map { "Final-Recipient: rfc822; u\($0)@example.net\nAction: failed\nStatus: 5.1.1\n" }
        let report = report(deliveryReport(fields.joined(separator: "\n")))
        let unread = report.evidence.filter { $0.rule == "limit" }.map(\.outcome)
        #expect(report.recipients.count == 1000)
        #expect(
            unread == (count > 1000 ? ["no more than 1000 recipients of a mail are read: 500 more not read"] : []))
    }

    @Test("a header of more recipients than are read says how many are not", arguments: [1000, 1500])
    func manyInHeader(_ count: Int) {
        let names = (0..<count).map { "u\($0)@example.net" }.joined(separator: ",\n ")
        let report = report(
            """
            Return-Path: <>
            X-Failed-Recipients: \(names)
            From: Mail Delivery System <Mailer-Daemon@mx.example.net>
            Subject: Mail delivery failed: returning message to sender

            A message that you sent could not be delivered to all of its recipients. This is a permanent error.

            """)
        #expect(report.recipients.count == 1000)
        #expect(
            report.evidence.filter { $0.rule == "limit" }.map(\.outcome)
                == (count > 1000 ? ["no more than 1000 recipients of a mail are read: 500 more not read"] : []))
    }

    @Test("a notice of more recipients than are read says so", arguments: [1000, 1500])
    func manyNamed(_ count: Int) {
        let lines = (0..<count).map { "<u\($0)@example.net>: 550 5.1.1 user unknown" }
        let report = report(
            notice("Your message could not be delivered to:\n\n" + lines.joined(separator: "\n")))
        #expect(report.recipients.count == 1000)
        #expect(report.evidence.contains { $0.rule == "limit" } == (count > 1000))
    }
}
