import MIME
import Testing

/// A message with LF line ends and what it should be read as.
struct StructureCase: CustomTestStringConvertible, Sendable {
    let name: String
    let source: String
    let outline: String
    let paths: [String]
    let defects: [Defect.Kind]

    init(_ name: String, _ source: String, _ outline: String, paths: [String] = [], _ defects: [Defect.Kind] = []) {
        self.name = name
        self.source = source
        self.outline = outline
        self.paths = paths
        self.defects = defects
    }

    var testDescription: String { name }
}

private let head = "Content-Type: multipart/mixed; boundary=b\n\n"

@Suite("Structure of a message")
struct StructureTests {
    static let cases: [StructureCase] = [
        // RFC 5322 alone.
        .init("header and body", "Subject: a\n\nbody\n", "text/plain\"body|\"", paths: ["1"]),
        .init("nothing at all", "", "text/plain\"\"", paths: ["1"]),
        .init("a header without an empty line", "Subject: a\n", "text/plain\"\""),
        .init("a header cut in its only line", "Subject: a", "text/plain\"\""),
        .init("no header, an empty line first", "\nbody\n", "text/plain\"body|\""),
        .init("no header at all", "Hello Bob,\nbye\n", "text/plain\"Hello Bob,|bye|\"", [.missingHeader]),
        .init("an mbox line first", "From a@b Mon Jan 1\nSubject: a\n\nx", "text/plain\"x\"", [.mboxSeparator]),
        .init("a quoted mbox line", "Subject: a\n>From b@c\nTo: d\n\nx", "text/plain\"x\"", [.quotedMboxSeparator]),
        .init(
            "a line without colon amid fields", "Subject: a\nodd line\nTo: b\n\nx", "text/plain\"x\"",
            [.invalidHeaderLine]),
        .init(
            "a body without an empty line before it", "Subject: a\nHello there\nand more\n\nx",
            "text/plain\"Hello there|and more||x\"", [.missingHeaderSeparator]),
        .init(
            "a parameter that is not indented", "Content-Type: multipart/mixed;\nboundary=\"b\"\n\n--b\n\none\n--b--",
            "multipart/mixed(text/plain\"one\")", [.unindentedContinuation]),
        .init(
            "a Received field that is not indented",
            "Received: from a\nby b with c\nfor <d>; Mon\nSubject: a\nContent-Type: text/html\n\nx", "text/html\"x\"",
            [.unindentedContinuation, .unindentedContinuation]),
        .init(
            "empty lines before the header", "\n\nContent-Type: text/html\n\nx", "text/html\"x\"",
            [.emptyLineBeforeHeader, .emptyLineBeforeHeader]),
        .init(
            "empty lines before the header of a returned message",
            head + "--b\nContent-Type: message/rfc822\n\n\n\nContent-Type: text/html\n\nx\n--b--",
            "multipart/mixed(message/rfc822(text/html\"x\"))", [.emptyLineBeforeHeader, .emptyLineBeforeHeader]),
        .init(
            "an empty line is the header of a part", head + "--b\n\nA: b\n--b--", "multipart/mixed(text/plain\"A: b\")"),
        .init("a field without name", "Subject: a\n: b\nTo: c\n\nx", "text/plain\"x\"", [.invalidHeaderLine]),
        .init("a blank before the colon", "Content-Type : text/html\n\nx", "text/html\"x\"", [.spaceBeforeColon]),
        .init("a folded line first", " folded\nSubject: a\n\nx", "text/plain\"x\"", [.orphanContinuation]),
        .init("NUL in a field", "Subject: a\0b\n\nx\0y", "text/plain\"x\0y\"", [.nulInHeader]),
        .init("a byte order mark", "\u{FEFF}Content-Type: text/html\n\nx", "text/html\"x\"", [.invalidHeaderLine]),

        // Content-Type.
        .init("a type without subtype", "Content-Type: text\n\nx", "text/plain\"x\"", [.invalidContentType]),
        .init("an empty type", "Content-Type:\n\nx", "text/plain\"x\"", [.invalidContentType]),
        .init("two types", "Content-Type: text/html\nContent-Type: a/b\n\nx", "text/html\"x\"", [.repeatedField]),

        // Multiparts.
        .init(
            "a multipart", head + "--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\n",
            "multipart/mixed(text/plain\"one\" text/html\"two\")", paths: ["", "1", "2"]),
        .init(
            "a preamble and an epilogue", head + "pre\n--b\n\none\n--b--\npost\n--b\nno part\n",
            "multipart/mixed(text/plain\"one\")"),
        .init(
            "no closing boundary", head + "--b\n\none\n", "multipart/mixed(text/plain\"one|\")",
            [.missingClosingBoundary]),
        .init("a boundary that never comes", head + "text\n", "multipart/mixed\"text|\"", [.boundaryNotFound]),
        .init(
            "a multipart without body", "Content-Type: multipart/mixed; boundary=b\n", "multipart/mixed\"\"",
            [.boundaryNotFound]),
        .init(
            "no boundary parameter", "Content-Type: multipart/mixed\n\n--b\n\none\n", "multipart/mixed\"--b||one|\"",
            paths: ["1"], [.missingBoundaryParameter]),
        .init(
            "an empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\none\n",
            "multipart/mixed\"--||one|\"", [.emptyBoundaryParameter]),
        .init("blanks after boundaries", head + "--b \t\n\none\n--b--  \n", "multipart/mixed(text/plain\"one\")"),
        .init(
            "text after boundaries", head + "--b\n\none\n--bx\n--b-\n--b--x\n--b--",
            "multipart/mixed(text/plain\"one|--bx|--b-|--b--x\")"),
        .init("an empty part", head + "--b\n--b\n\n--b--", "multipart/mixed(text/plain\"\" text/plain\"\")"),
        .init("a part that is header alone", head + "--b\nContent-Type: a/b\n--b--", "multipart/mixed(a/b\"\")"),
        .init(
            "a part without header", head + "--b\nplain words\nmore\n--b--",
            "multipart/mixed(text/plain\"plain words|more\")", [.missingHeader]),
        .init(
            "no empty line before the first boundary", "Content-Type: multipart/mixed; boundary=b\n--b\n\none\n--b--\n",
            "multipart/mixed(text/plain\"one\")", [.missingHeaderSeparator]),
        .init(
            "a quoted boundary", "Content-Type: multipart/mixed; boundary=\"a b:c\"\n\n--a b:c\n\none\n--a b:c--",
            "multipart/mixed(text/plain\"one\")"),
        .init(
            "an unquoted boundary with odd bytes",
            "Content-Type: multipart/mixed; boundary=----=_Next(1) 2; x=y\n\n------=_Next(1) 2\n\none\n------=_Next(1) 2--",
            "multipart/mixed(text/plain\"one\")", [.unquotedParameter]),
        .init(
            "a folded and continued boundary",
            "Content-Type: multipart/mixed;\n boundary*0=foo;\n boundary*1=bar\n\n--foobar\n\none\n--foobar--",
            "multipart/mixed(text/plain\"one\")"),
        .init(
            "a quote that is never closed", "Content-Type: multipart/mixed; boundary=\"b\n\n--b\n\none\n--b--",
            "multipart/mixed(text/plain\"one\")", [.unclosedQuote]),
        .init(
            "a boundary that begins as another does",
            "Content-Type: multipart/mixed; boundary=foo\n\n--foo\nContent-Type: multipart/alternative; boundary=foobar\n\n"
                + "--foobar\n\none\n--foobar\n\ntwo\n--foobar--\n--foo\n\nthree\n--foo--\n",
            "multipart/mixed(multipart/alternative(text/plain\"one\" text/plain\"two\") text/plain\"three\")",
            paths: ["", "1", "1.1", "1.2", "2"]),
        .init(
            "a boundary that ends in two dashes",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b--\n\n"
                + "--b--\n\none\n--b----\n--b--\n",
            "multipart/mixed(multipart/mixed(text/plain\"one\"))"),
        .init(
            "an outer boundary ends the inner multipart",
            head + "--b\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--b\n\ntwo\n--b--",
            "multipart/mixed(multipart/mixed(text/plain\"one\") text/plain\"two\")", [.missingClosingBoundary]),
        .init(
            "the same boundary inside itself",
            head + "--b\n" + head + "--b\n\none\n--b--\n--b\n\ntwo\n--b--",
            "multipart/mixed(multipart/mixed(text/plain\"one\") text/plain\"two\")", [.repeatedBoundary]),
        .init(
            "a digest",
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\none\n--b\nContent-Type: text/plain\n\ntwo\n--b--",
            "multipart/digest(message/rfc822(text/plain\"one\") text/plain\"two\")", paths: ["", "1", "1.1", "2"]),

        // Encodings that are not what they say.
        .init(
            "words that are said to be base64",
            "Content-Transfer-Encoding: base64\n\nThis is no base64 at all, is it?\n",
            "text/plain\"This is no base64 at all, is it?|\"", [.lyingTransferEncoding]),
        .init(
            "one word that is said to be base64", "Content-Transfer-Encoding: base64\n\nNyaan\n",
            "text/plain\"Nyaan|\"",
            [.lyingTransferEncoding]),
        .init(
            "base64 with garbage", "Content-Transfer-Encoding: base64\n\naGVs bG8*gd2\n9ybGQ=\n",
            "text/plain\"hello world\""),
        .init(
            "an encoding that is not known", "Content-Transfer-Encoding: x-rot13\n\nx=3D\n", "text/plain\"x=3D|\"",
            [.unknownTransferEncoding]),

        // Multiparts that are said to be encoded.
        .init(
            "a multipart said to be quoted-printable that is not",
            "Content-Transfer-Encoding: quoted-printable\n" + head + "--b\n\none=3D\n--b--",
            "multipart/mixed(text/plain\"one=3D\")", [.encodedContainer]),
        .init(
            "a multipart said to be base64 that is not",
            "Content-Transfer-Encoding: base64\n" + head + "--b\n\none\n--b--", "multipart/mixed(text/plain\"one\")",
            [.encodedContainer]),
        .init(
            "an encoded multipart, whose text is kept whole",
            "Content-Transfer-Encoding: base64\n" + head + "LS1iCgpvbmUKLS1iLS0K\n",
            "multipart/mixed\"--b||one|--b--|\"",
            [.encodedContainer, .boundaryNotFound]),
        .init(
            "a multipart without its boundary that is said to be base64",
            "Content-Transfer-Encoding: base64\n" + head + "No boundary, and no base64 at all.\n",
            "multipart/mixed\"No boundary, and no base64 at all.|\"",
            [.encodedContainer, .lyingTransferEncoding, .boundaryNotFound]),
        .init(
            "an encoded multipart without boundary parameter",
            "Content-Transfer-Encoding: quoted-printable\nContent-Type: multipart/mixed\n\none=3D\n",
            "multipart/mixed\"one=|\"", paths: ["1"], [.encodedContainer, .missingBoundaryParameter]),

        // Messages inside messages.
        .init(
            "a message in a multipart",
            head
                + "--b\n\nt\n--b\nContent-Type: message/rfc822\n\nSubject: x\nContent-Type: multipart/mixed; boundary=i\n\n"
                + "--i\n\none\n--i\n\ntwo\n--i--\n--b--",
            "multipart/mixed(text/plain\"t\" message/rfc822(multipart/mixed(text/plain\"one\" text/plain\"two\")))",
            paths: ["", "1", "2", "2", "2.1", "2.2"]),
        .init(
            "a message that is the whole body", "Content-Type: message/rfc822\n\nSubject: x\n\none",
            "message/rfc822(text/plain\"one\")", paths: ["1", "1.1"]),
        .init("a message without body", "Content-Type: message/rfc822\n", "message/rfc822(text/plain\"\")"),
        .init(
            "an encoded message",
            head + "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                + "U3ViamVjdDogeApDb250ZW50LVR5cGU6IHRleHQvaHRtbAoKb25lCg==\n--b\n\ntwo\n--b--",
            "multipart/mixed(message/rfc822(text/html\"one|\") text/plain\"two\")", paths: ["", "1", "1.1", "2"],
            [.encodedContainer]),
        .init(
            "a message said to be base64 that is not",
            head + "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSubject: x\n\none\n--b--",
            "multipart/mixed(message/rfc822(text/plain\"one\"))", [.encodedContainer, .lyingTransferEncoding]),
        .init(
            "a message said to be quoted-printable that is not",
            head + "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                + "Content-Type: multipart/mixed; boundary==abc\n\n--=abc\n\none=\ntwo =x\n--=abc--\n--b--",
            "multipart/mixed(message/rfc822(multipart/mixed(text/plain\"one=|two =x\")))",
            [.encodedContainer, .lyingTransferEncoding, .unquotedParameter]),
        .init(
            "headers of a message", "Content-Type: text/rfc822-headers\n\nSubject: x\n\n",
            "text/rfc822-headers\"Subject: x||\""),
        .init(
            "parts that are not opened",
            head + "--b\nContent-Type: message/external-body; access-type=x\n\nContent-Type: a/b\n\n\n--b\n"
                + "Content-Type: message/partial; id=a; number=1\n\nSubject: x\n\ny\n--b\n"
                + "Content-Type: message/delivery-status\n\nA: b\n\nC: d\n--b--",
            "multipart/mixed(message/external-body\"Content-Type: a/b||\" message/partial\"Subject: x||y\" message/delivery-status\"A: b||C: d\")"
        ),
    ]

    @Test("a message is read as its outline says, with CR LF, LF and CR", arguments: cases)
    func structure(_ sample: StructureCase) {
        for lineEnd in ["\r\n", "\n", "\r"] {
            let bytes = sample.source.utf8.flatMap { $0 == 0x0A ? Array(lineEnd.utf8) : [$0] }
            let message = Message(bytes)
            #expect(outline(message) == sample.outline)
            if !sample.paths.isEmpty { #expect(message.parts.map(\.path) == sample.paths) }
            let kinds = message.defects.map(\.kind).filter { $0 != .bareCarriageReturn }
            #expect(kinds == sample.defects)
            #expect(message.defects.allSatisfy { $0.offset <= bytes.count })
            checkInvariants(bytes, chunks: [1, 2, 3, 5, 11])
        }
    }
}
