import MIME
import Testing

@Suite("Fields of a header")
struct StructureFieldTests {
    @Test("a field is found by its name in any case")
    func lookup() throws {
        let message = Message(mail("SUBJECT: one\nX-Other: two\nsubject: three\n\n"))
        #expect(string(try #require(message.root.value("Subject"))) == "one")
        #expect(message.root.all("subject").count == 2)
        #expect(message.root.first("sub") == nil)
        let field = try #require(message.root.first("x-other"))
        #expect(string(message.bytes[field.nameRange]) == "X-Other")
        #expect(string(message.bytes[field.valueRange]) == " two")
        #expect(string(message.bytes[field.range]) == "X-Other: two\r\n")
    }

    @Test(
        "a folded value is put on one line",
        arguments: [
            ("Subject: a\n b\n", "a b"),
            ("Subject:\n a\n", "a"),
            ("Subject: a\n\tb\n \n c\n", "a\tb  c"),
            ("Subject:a  \n", "a"),
            ("Subject:\n", ""),
            ("Subject:", ""),
        ])
    func unfolding(_ header: String, _ value: String) {
        #expect(Message(mail(header + "\n")).root.value("subject").map(string) == value)
    }

    @Test("encoded words and 8-bit bytes become text")
    func decoding() {
        let message = Message(mail("Subject: =?iso-8859-1?Q?=E9t?=\n =?utf-8?B?w6k=?= x\nTo: é\n\n"))
        #expect(message.root.decodedValue("subject") == "été x")
        #expect(message.root.decodedValue("to") == "é")
        #expect(message.root.decodedValue("cc") == nil)
        #expect(Message([0x41, 0x3A, 0xE9, 0x0A]).root.decodedValue("a") == "é")
    }

    @Test("groups of fields are split at empty lines, leniently")
    func groups() throws {
        let bytes = mail(
            "Reporting-MTA: dns; a\n\n\n Original-Recipient : rfc822; b\nAction: failed\nodd\nStatus\t: 5.1.1\n folded\n  \nA: b"
        )
        let groups = fieldGroups(bytes, in: 0..<bytes.count)
        #expect(groups.map(\.count) == [1, 4, 1])
        let status = try #require(firstField("status", in: groups[1], of: bytes))
        #expect(string(unfolded(bytes, status.valueRange)) == "5.1.1 folded")
        #expect(groups[1][2].isNameless)
        #expect(fieldGroups(bytes, in: 5..<5).isEmpty)
        #expect(fieldGroups(bytes, in: 0..<3).map(\.count) == [1])
    }

    @Test("the groups of a report do not reach beyond its part")
    func groupsOfAPart() {
        let message = Message(
            mail(
                "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nA: b\n--b--\nC: d\n"
            ))
        let part = message.parts[1]
        let groups = fieldGroups(part.bytes, in: part.bodyRange)
        #expect(groups.map(\.count) == [1])
        #expect(groups[0][0].range == part.bodyRange)
    }
}
