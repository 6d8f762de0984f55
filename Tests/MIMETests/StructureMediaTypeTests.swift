import MIME
import Testing

/// The value of a Content-Type field, and what it means.
struct MediaTypeCase: CustomTestStringConvertible, Sendable {
    let value: String
    let meaning: String
    let defects: [Defect.Kind]

    init(_ value: String, _ meaning: String, _ defects: [Defect.Kind] = []) {
        self.value = value
        self.meaning = meaning
        self.defects = defects
    }

    var testDescription: String { value }
}

@Suite("Content-Type and its parameters")
struct StructureMediaTypeTests {
    static let cases: [MediaTypeCase] = [
        .init("text/plain", "text/plain"),
        .init("TEXT/Plain; CharSet=US-ascii", "text/plain; charset=\"US-ascii\""),
        .init("text/plain;charset=utf-8;", "text/plain; charset=\"utf-8\""),
        .init("text / plain ; charset = utf-8", "text/plain; charset=\"utf-8\""),
        .init("(a) text (b (c)) /plain (\\)) ; (d) charset=utf-8 (e)", "text/plain; charset=\"utf-8\""),
        .init("text/plain; charset=\"a\\\"b; c\"; x=y", "text/plain; charset=\"a\"b; c\"; x=\"y\""),
        .init("text/plain; name=\"folded\n name\"", "text/plain; name=\"folded name\""),
        .init("text/plain\n charset=\"iso-2022-jp\"", "text/plain; charset=\"iso-2022-jp\"", [.missingSemicolon]),
        .init(
            "text/plain; charset=utf-8 format=flowed", "text/plain; charset=\"utf-8\"; format=\"flowed\"",
            [.missingSemicolon]),
        .init("text/plain charset; x=y", "text/plain; x=\"y\"", [.invalidParameter]),
        .init("a/b; name=my file (1).pdf; x=y", "a/b; name=\"my file (1).pdf\"; x=\"y\"", [.unquotedParameter]),
        .init("a/b; name=my file (a comment); x=y", "a/b; name=\"my file\"; x=\"y\"", [.unquotedParameter]),
        .init("a/b; name=my own file.pdf", "a/b; name=\"my own file.pdf\"", [.unquotedParameter]),
        .init("a/b; name=", "a/b; name=\"\""),
        .init("a/b; name=\"\"", "a/b; name=\"\""),
        .init("a/b; name", "a/b", [.invalidParameter]),
        .init("a/b; =x; y=z", "a/b; y=\"z\"", [.invalidParameter]),
        .init("a/b; x=1; x=2", "a/b; x=\"1\"", [.repeatedParameter]),
        .init("a/b; name=\"open", "a/b; name=\"open\"", [.unclosedQuote]),
        .init("a/b; name=\"open; x=y", "a/b; name=\"open\"; x=\"y\"", [.unclosedQuote]),
        // RFC 2231.
        .init("a/b; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "a/b; title=\"This is ***fun***\""),
        .init("a/b; title*=iso-8859-1''%E9t%E9", "a/b; title=\"été\""),
        .init("a/b; title*=''%C3%A9", "a/b; title=\"é\""),
        .init("a/b; title*=plain%20text", "a/b; title=\"plain text\"", [.missingParameterCharset]),
        .init("a/b; title*=utf-8''100%", "a/b; title=\"100%\"", [.badPercentEscape]),
        .init("a/b; title*=x-none''a%FF", "a/b; title=\"aÿ\"", [.unknownCharset]),
        .init("a/b; title*=utf-8''a%FF", "a/b; title=\"a\u{FFFD}\"", [.undecodableBytes]),
        .init("a/b; url*0=\"ftp://\"; url*1=\"cs.utk.edu\"", "a/b; url=\"ftp://cs.utk.edu\""),
        .init(
            "a/b; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
            "a/b; title=\"This is even more ***fun*** isn't it!\""),
        .init("a/b; x*1=b; x*0=a; x*2=c", "a/b; x=\"abc\""),
        .init("a/b; x*0=a; x*2=c", "a/b; x=\"a\"", [.missingParameterSection]),
        .init("a/b; x*1=b; x*2=c", "a/b; x=\"bc\"", [.missingParameterSection]),
        .init("a/b; x*0=a; x*0=b; x*1=c", "a/b; x=\"ac\"", [.repeatedParameter]),
        .init("a/b; x*0*=utf-8''%C3; x*1*=%A9", "a/b; x=\"é\""),
        .init("a/b; x=plain; x*=utf-8''better", "a/b; x=\"better\""),
        .init("a/b; x*=utf-8''better; x=plain", "a/b; x=\"better\""),
        .init("a/b; x=plain; x*0=be; x*1=tter", "a/b; x=\"better\""),
        .init("a/b; x*99999999999999999999=a", "a/b; x*99999999999999999999=\"a\""),
        // RFC 2047 and 6532.
        .init("a/b; name=\"=?utf-8?Q?=C3=A9t=C3=A9?=\"", "a/b; name=\"été\"", [.encodedWordInParameter]),
        .init("a/b; name==?utf-8?B?w6k=?=", "a/b; name=\"é\"", [.encodedWordInParameter, .unquotedParameter]),
        .init("a/b; name=\"été\"", "a/b; name=\"été\""),
    ]

    @Test("a value is read as RFC 2045 and RFC 2231 say, and leniently", arguments: cases)
    func value(_ sample: MediaTypeCase) {
        let message = Message(mail("Content-Type: \(sample.value)\n\nx"))
        #expect(message.root.contentType.description == sample.meaning)
        #expect(message.defects.map(\.kind) == sample.defects)
    }

    @Test(
        "a value that names no type is text/plain",
        arguments: ["", ";", "text", "text/", "/plain", "(text/plain", "@/x", "\"a\"/b"])
    func invalid(_ value: String) {
        let message = Message(mail("Content-Type: \(value)\n\nx"))
        #expect(message.root.contentType == .plainText)
        #expect(message.defects.map(\.kind) == [.invalidContentType])
    }

    @Test("no more than 128 parameters are read")
    func manyParameters() {
        let list = (0..<1_000).map { "; a\($0)=\($0)" }.joined()
        let message = Message(mail("Content-Type: a/b\(list)\n\nx"))
        #expect(message.root.contentType.parameters.count == 128)
        #expect(message.defects.map(\.kind) == [.invalidParameter])
    }

    @Test("a boundary of bytes that are no UTF-8 is found")
    func rawBoundary() {
        var bytes = mail("Content-Type: multipart/mixed; boundary=\"b?\"\n\n--b?\n\none\n--b?--\n")
        for index in bytes.indices where bytes[index] == UInt8(ascii: "?") { bytes[index] = 0xE9 }
        #expect(outline(Message(bytes)) == "multipart/mixed(text/plain\"one\")")
    }

    @Test(
        "a file name comes from the disposition, else from the type",
        arguments: [
            ("attachment; filename=\"a.pdf\"", "b.pdf", "attachment", "a.pdf"),
            ("INLINE", "b.pdf", "inline", "b.pdf"),
            ("attachment; filename*=utf-8''%C3%A9.pdf; filename=\"e.pdf\"", "", "attachment", "é.pdf"),
            ("attachment; filename=\"=?utf-8?B?w6kucGRm?=\"", "", "attachment", "é.pdf"),
            ("filename=\"x.pdf\"", "", "attachment", "x.pdf"),
        ])
    func filename(_ disposition: String, _ name: String, _ kind: String, _ filename: String) {
        let message = Message(
            mail("Content-Type: a/b; name=\"\(name)\"\nContent-Disposition: \(disposition)\n\nx"))
        #expect(message.root.disposition?.kind == kind)
        #expect(message.root.filename == filename)
    }
}
