import Testing

@testable import Web

@Suite("A mail of a stranger on a page")
struct AdminMailViewTests {
    @Test("headers and texts are decoded, attachments named")
    func reading() {
        let view = MailView(
            Array(
                """
                Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                caf=E9
                --b
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="../../x.pdf"

                12345
                --b
                Content-Type: message/rfc822

                Subject: inner

                words
                --b--
                """.utf8))
        #expect(view.sections.map(\.type) == ["multipart/mixed", "text/plain", "application/pdf", "text/plain"])
        #expect(view.sections[0].fields.contains { $0.name == "Subject" && $0.value == "Grüße" })
        #expect(view.sections[1].text == "café")
        #expect(view.sections[2].attachment?.name == "../../x.pdf")
        #expect(view.sections[2].attachment?.bytes == 5)
        #expect(view.sections[2].text == nil)
        #expect(view.sections[3].fields.contains { $0.name == "Subject" && $0.value == "inner" })
        #expect(!view.isCut)
    }

    @Test("however large a mail is, what is shown of it is not")
    func limits() {
        var mails = [
            Array(repeating: UInt8(ascii: "a"), count: 3_000_000),
            Array(String(repeating: "X-A: b\n", count: 50_000).utf8),
            Array(("Subject: " + String(repeating: "x", count: 500_000) + "\n\nbody\n").utf8),
        ]
        let part = "--b\n\n" + String(repeating: "x", count: 5000) + "\n"
        mails.append(
            Array(
                ("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 1000) + "--b--\n")
                    .utf8
            ))
        for mail in mails {
            let view = MailView(mail)
            let shown = view.sections.reduce(0) { sum, section in
                sum + (section.text?.utf8.count ?? 0)
                    + section.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
            }
            #expect(shown <= 310_000)
            #expect(view.sections.count <= 200)
        }
        #expect(MailView(mails[0]).isCut)
    }

    @Test("nothing is a mail too")
    func empty() {
        #expect(MailView([]).sections.count == 1)
    }
}
