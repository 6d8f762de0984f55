import MIME
import Testing

/// A message with a dagger where each defect is; characters up to U+00FF stand for the byte with that number.
struct DefectCase: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let kinds: [Defect.Kind]

    init(_ name: String, _ source: String, _ kinds: Defect.Kind...) {
        (self.name, self.source, self.kinds) = (name, source, kinds)
    }

    var testDescription: String { name }

    var bytes: [UInt8] {
        source.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    }

    /// Offsets of the daggers in `bytes`.
    var offsets: [Int] {
        var offsets: [Int] = []
        for (index, scalar) in source.unicodeScalars.enumerated() where scalar == "†" {
            offsets.append(index - offsets.count)
        }
        return offsets
    }
}

/// The head of a text in a charset, where 8-bit bytes are allowed.
private let latin = "Content-Transfer-Encoding: 8bit\nContent-Type: text/plain; charset="
private let quoted = "Content-Transfer-Encoding: quoted-printable\n"

@Suite("Defects that are met while decoding")
struct DefectTests {
    @Test(
        "what is wrong in a value or a body is found where it is",
        arguments: [
            // Charsets.
            DefectCase("an unknown charset", latin + "x-nonsense\n\n†hi", .unknownCharset),
            DefectCase("a charset without a letter", latin + "\"?!\"\n\n†hi", .unknownCharset),
            DefectCase("a charset that says that it is unknown", latin + "unknown-8bit\n\nh†\u{E9}", .missingCharset),
            DefectCase("an empty charset", latin + "\"\"\n\nhi"),
            DefectCase("an unknown charset of what is no text", "Content-Type: image/png; charset=x-nonsense\n\nhi"),
            DefectCase(
                "broken UTF-8", latin + "utf-8\n\nab†\u{FF}\u{FE}c†\u{FF}", .undecodableBytes, .undecodableBytes),
            DefectCase("UTF-8 that is cut off", latin + "utf-8\n\nab†\u{E2}\u{82}", .undecodableBytes),
            DefectCase(
                "what windows-1252 has not", latin + "windows-1252\n\n\u{93}†\u{81}\u{8D} †\u{90}", .undecodableBytes,
                .undecodableBytes),
            DefectCase(
                "a guess at windows-1252", "Content-Transfer-Encoding: 8bit\n\na†\u{E9} †\u{81}é†\u{81}",
                .missingCharset,
                .undecodableBytes, .undecodableBytes),
            DefectCase(
                "UTF-8 without a label, cut off", "Content-Transfer-Encoding: 8bit\n\n†\u{C3}\u{A9} †\u{C3}",
                .missingCharset, .undecodableBytes),
            DefectCase("US-ASCII that is none", latin + "us-ascii\n\nab†\u{E9}", .missingCharset),
            DefectCase("Latin-1, where every byte has a meaning", latin + "iso-8859-1\n\n\u{81}\u{FF}"),
            DefectCase(
                "a character that the charset lacks", latin + "iso-8859-7\n\na†\u{D2}b†\u{D2}", .undecodableBytes,
                .undecodableBytes),
            DefectCase("broken gb18030", latin + "gb2312\n\na†\u{FF}b", .undecodableBytes),
            DefectCase(
                "8-bit bytes in ISO-2022-JP",
                latin + "iso-2022-jp\n\na\u{1B}$BF|\u{1B}(B†\u{FF}\u{1B}$BF|\u{1B}(I1\u{1B}(B†\u{FF}",
                .undecodableBytes, .undecodableBytes),
            DefectCase(
                "a character that ISO-2022-JP lacks", latin + "iso-2022-jp\n\na\u{1B}$B†)!F|\u{1B}(B", .undecodableBytes
            ),
            DefectCase(
                "undecodable bytes that were encoded",
                quoted + "Content-Type: text/plain; charset=utf-8\n\n†ab=FFc=FF", .undecodableBytes),

            // Transfer encodings.
            DefectCase(
                "garbage and no padding in base64",
                "Content-Transfer-Encoding: base64\n\naGVs†!?bG8gd2†!9ybGQ\n†", .invalidBase64, .invalidBase64,
                .missingPadding),
            DefectCase(
                "padding of base64", "Content-Transfer-Encoding: base64\n\nYWI=†YWI=†=\n†YW==", .innerPadding,
                .invalidBase64, .innerPadding),
            DefectCase(
                "quoted-printable",
                quoted + "\na †=XY b†  \nc=3D=\n†=G†\t\n=†  \n", .badQuotedPrintableEscape, .trailingWhitespace,
                .badQuotedPrintableEscape, .trailingWhitespace, .trailingWhitespace),
            DefectCase(
                "soft breaks with LF amid CR LF", quoted + "\na\r\nb†=\nc=\r\nd†=\re", .bareSoftLineBreak,
                .bareSoftLineBreak),
            DefectCase(
                "uuencoded text",
                "Content-Type: image/x\nContent-Transfer-Encoding: x-uuencode\n\n†a\nb\nbegin 644 a\n†#86\n#86)C\n†#{|}~\nend\n†c\n",
                .invalidUuencode, .invalidUuencode, .invalidUuencode, .invalidUuencode),
            DefectCase(
                "text that is said to be base64", "Content-Transfer-Encoding: base64\n\n†Not †\u{E9} base64, is it?",
                .lyingTransferEncoding, .missingCharset),

            // Bytes that a transfer encoding forbids.
            DefectCase(
                "8-bit bytes without a transfer encoding",
                "Content-Type: text/plain; charset=iso-8859-1\n\na†\u{E9}\u{E9} \u{E9}\nb\n†\u{E9}\r†\u{E9}",
                .lyingTransferEncoding,
                .lyingTransferEncoding, .lyingTransferEncoding),
            DefectCase(
                "8-bit bytes in what is said to be 7bit",
                "Content-Transfer-Encoding: 7bit\nContent-Type: image/x\n\n†\u{E9}",
                .lyingTransferEncoding),
            DefectCase(
                "8-bit bytes in quoted-printable",
                quoted + "Content-Type: text/plain; charset=iso-8859-1\n\n=E9†\u{E9}", .lyingTransferEncoding),
            DefectCase(
                "8-bit bytes in 8bit and binary",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: binary\nContent-Type: image/x\n\n"
                    + "\u{E9}\0\n--b\nContent-Transfer-Encoding: 8bit\nContent-Type: image/x\n\n\u{E9}\n--b--"),
            DefectCase("NUL without a transfer encoding", "\n†\0\0a\0\nb\nc†\0", .nulInBody, .nulInBody),
            DefectCase("NUL in 8bit", "Content-Transfer-Encoding: 8bit\n\na†\0", .nulInBody),
            DefectCase(
                "NUL and 8-bit bytes in a line",
                "Content-Type: image/x\n\na†\0†\u{E9}\0\u{E9}\n†\u{E9}†\0", .nulInBody, .lyingTransferEncoding,
                .lyingTransferEncoding, .nulInBody),

            // What is content.
            DefectCase(
                "line ends and lines of any kind in a body",
                "\na\rb\nc\r\n>From d\n" + String(repeating: "e", count: 999)),

            // Headers, where each has its place.
            DefectCase("NUL in a header", "a: b†\0\0c†\0\n\n", .nulInHeader, .nulInHeader),
            DefectCase(
                "line ends of a header", "a: b\nc: d†\r\ne: f†\n\n", .mixedLineEnds, .mixedLineEnds),
            DefectCase(
                "fields that stand there again", "From: a@b.c\nSubject: a\n†subject: b\n†From: a@b.c\nX: y\nX: y\n\n",
                .repeatedField, .repeatedField),
            DefectCase(
                "Content-Disposition",
                "Content-Disposition: attachment; filename=†(a b) x; size=1; †size=2\n†Content-Disposition: inline\n\n",
                .unquotedParameter, .repeatedParameter, .repeatedField),

            // Encoded words.
            DefectCase("an unknown encoding of a word", "Subject: a †=?utf-8?x?abc?=\n\n", .invalidEncodedWord),
            DefectCase("a word that never ends", "Subject: a †=?utf-8?q?abc\n\n", .invalidEncodedWord),
            DefectCase(
                "a word that another interrupts", "Subject: †=?utf-8?q?abc =?utf-8?q?def?=\n\n", .invalidEncodedWord),
            DefectCase("what only looks like a word", "Subject: a =? b ?=, =?c?=\n\n"),
            DefectCase("a good word", "Subject: =?utf-8?q?=C3=A9?= =?iso-8859-1?b?6Q==?=\n\n"),
            DefectCase("a character that two words share", "Subject: =?utf-8?q?=C3?= =?utf-8?q?=A9?=\n\n"),
            DefectCase("an unknown charset of a word", "Subject: †=?x-nonsense?q?a?=\n\n", .unknownCharset),
            DefectCase("undecodable bytes in a word", "Subject: a †=?utf-8?q?=FFa?=\n\n", .undecodableBytes),
            DefectCase("a word cut within a character", "Subject: †=?utf-8?q?=C3?= b\n\n", .undecodableBytes),
            DefectCase("base64 without padding in a word", "Subject: †=?utf-8?b?YQ?=\n\n", .missingPadding),
            DefectCase("a bad escape in a word", "Subject: †=?utf-8?q?a=XYb?=\n\n", .badQuotedPrintableEscape),

            // Addresses and dates.
            DefectCase("words that are no address", "To: †Jane Doe, a@example.net\n\n", .invalidAddress),
            DefectCase("an address without local part", "Cc: x <†@example.net>\n\n", .invalidAddress),
            DefectCase("an address without domain", "From: †jane@\n\n", .invalidAddress),
            DefectCase(
                "good addresses", "To: Jane <a@example.net>, g: b@x.example;\nReturn-Path: <>\nCc: postmaster\n\n"),
            DefectCase("the same in another field", "X-To: Jane Doe\n\n"),
            DefectCase(
                "an open bracket", "From: X †<a@b.example\nTo: †<c@d.example, e@f.example\n\n", .malformedAddress,
                .malformedAddress),
            DefectCase(
                "brackets too many", "From: <†<a@b.example>†>\nTo: a@b.example†>\n\n", .malformedAddress,
                .malformedAddress, .malformedAddress),
            DefectCase(
                "text behind an address", "From: <a@b.example> (fine) †and more\nTo: c@d.example †x\n\n",
                .malformedAddress, .malformedAddress),
            DefectCase("two @ in an address", "From: a†@b@c.example\n\n", .malformedAddress),
            DefectCase("a semicolon for a comma", "To: a@b.example†; d@e.example\n\n", .malformedAddress),
            DefectCase("no comma", "To: a@b.example †d@e.example\n\n", .malformedAddress),
            DefectCase("a name without brackets", "To: Jane †d@e.example\n\n", .malformedAddress),
            DefectCase("an open group", "To: friends†: a@b.example, c@d.example\n\n", .malformedAddress),
            DefectCase("an open quote", "To: †\"Jane <a@b.example>\n\n", .malformedAddress),
            DefectCase("an open comment", "To: a@b.example †(Jane\n\n", .malformedAddress),
            DefectCase(
                "an encoded word in quotes", "From: \"†=?utf-8?q?J=C3=BC?=\" <a@b.example>\n\n", .encodedWordInQuotes),
            DefectCase(
                "obsolete addresses", "To: <@x.example,@y.example:a@b.example>, a . b @ c . example\nCc: g:;\n\n"),
            DefectCase(
                "a parameter without charset", "Content-Disposition: attachment; †filename*=a%20b\n\n",
                .missingParameterCharset),
            DefectCase(
                "a section with a leading zero", "Content-Disposition: attachment; †filename*00=a; filename*1=b\n\n",
                .invalidParameter),
            DefectCase(
                "a parameter that is not there", "Content-Disposition: attachment;†; filename=a;\n\n", .invalidParameter
            ),
            DefectCase("Japanese that is cut off", latin + "iso-2022-jp\n\n\u{1B}$B$3†$", .undecodableBytes),
            DefectCase("UTF-7 with a sum in it", latin + "utf-7\n\n1+1†=2 and more", .undecodableBytes),
            DefectCase("no date", "Date: †yesterday\n\n", .invalidDate),
            DefectCase("a day that does not exist", "Resent-Date:  †Fri, 31 Feb 2025 10:00:00 +0100\n\n", .invalidDate),
            DefectCase("a good date", "Date: 1 Mar 2025 10:00 +0100 (CET)\n\n"),
            DefectCase(
                "good and obsolete dates",
                "Date: Fri, 21 Nov 1997 09:55:06 -0600\nResent-Date: Fri , 21 Nov 97 09 : 55 : 06 GMT\n\n"),
            DefectCase("an American date", "Date: †Jan 1 2000 00:00:00 GMT\n\n", .malformedDate),
            DefectCase("a date without zone", "Date: †Sat, 1 Jan 2000 00:00:00\n\n", .malformedDate),
            DefectCase("an ISO date", "Date: †2000-01-01T00:00:00Z\n\n", .malformedDate),
            DefectCase("a day of the week without comma", "Date: †Sat 1 Jan 2000 00:00:00 +0000\n\n", .malformedDate),
            DefectCase("UTF-7 that is cut off", latin + "utf-7\n\na †+ZZ", .undecodableBytes),
            DefectCase("UTF-7 that ends shifted, and whole", latin + "utf-7\n\na +AOQ"),
        ])
    func found(_ example: DefectCase) {
        let found = Message(example.bytes).allDefects().filter { $0.kind != .eightBitHeader }
        #expect(found.map(\.kind) == example.kinds)
        #expect(found.map(\.offset) == example.offsets)
        checkInvariants(example.bytes)
    }

    @Test("a defect inside a part names it, one inside an encoded message stands where its body starts")
    func places() {
        let head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
        let inner = "Date: never\nTo: Jane Doe\n\n"
        let plain = Array((head + "\n" + inner + "--b--\n").utf8)
        #expect(
            Message(plain).allDefects() == [
                Defect(kind: .invalidDate, offset: head.utf8.count + 7, part: "1.1"),
                Defect(kind: .invalidAddress, offset: head.utf8.count + 17, part: "1.1"),
            ])
        let label = "Content-Transfer-Encoding: base64\n\n"
        let encoded = Array((head + label + "RGF0ZTogbmV2ZXIKVG86IEphbmUgRG9lCgo=\n--b--\n").utf8)
        let start = (head + label).utf8.count
        #expect(
            Message(encoded).allDefects().dropFirst() == [
                Defect(kind: .invalidAddress, offset: start, part: "1.1"),
                Defect(kind: .invalidDate, offset: start, part: "1.1"),
            ])
    }

    @Test("no more defects are listed than the limit says")
    func limit() {
        let mail = Array(("To: " + String(repeating: "Jane Doe, ", count: 500) + "\n\n").utf8)
        let all = Message(mail).allDefects()
        #expect(all.map(\.kind) == Array(repeating: .invalidAddress, count: 100) + [.tooManyDefects])
        #expect(all.last?.offset == 4 + 100 * 10)
        #expect(Message(mail, limits: Limits(maximumDefects: 7)).allDefects().count == 7)
    }

    @Test("one kind does not crowd out the others, and what is left out is said where it begins")
    func crowd() {
        let head = Array((quoted + "Content-Type: text/plain; charset=utf-8\n\n").utf8)
        let lines = String(repeating: "=X \n", count: 400)
        let all = Message(head + Array(lines.utf8) + [0, 0xC3]).allDefects()
        #expect(all.count { $0.kind == .badQuotedPrintableEscape } == 100)
        #expect(all.count { $0.kind == .trailingWhitespace } == 100)
        #expect(all.filter { $0.kind == .nulInBody }.map(\.offset) == [head.count + 1_600])
        #expect(all.filter { $0.kind == .lyingTransferEncoding }.map(\.offset) == [head.count + 1_601])
        #expect(all.filter { $0.kind == .undecodableBytes }.map(\.offset) == [head.count])
        #expect(all.filter { $0.kind == .tooManyDefects }.map(\.offset) == [head.count + 400, head.count + 402])
    }

    @Test("of the defects of many parts, the first by their place are listed")
    func manyParts() {
        let part = "--b\nContent-Transfer-Encoding: base64\n\nYW!Jj\nYW!Jj\nYWI\n"
        let mail = Array(("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 600)).utf8)
        let all = Message(mail).allDefects()
        #expect(all.count == 1_000)
        #expect(all.map(\.offset) == all.map(\.offset).sorted())
        #expect(all.prefix(999).allSatisfy { $0.kind == .invalidBase64 || $0.kind == .missingPadding })
        #expect(all.last?.kind == .tooManyDefects)
        #expect(all.last?.part == "334")
    }

    @Test(
        "the first bytes without a meaning are the same, however the text is cut",
        arguments: [nil, "utf-8", "windows-1252", "gb2312", "iso-2022-jp", "hz-gb-2312", "utf-16", "x-nonsense"])
    func pieces(_ label: String?) {
        let texts: [[UInt8]] = [
            [0x61, 0xE2, 0x82, 0x62, 0xFF, 0x81], [0xC3, 0xA9, 0x20, 0xE2, 0x82], [0x80, 0x81, 0x81, 0x30, 0xFF],
            Array("\u{1B}$BF|K".utf8) + [0xFF, 0x0A, 0x80], Array("~{VPND~} a".utf8) + [0xFF],
            [0xD8, 0x00, 0x00, 0x41],
        ]
        for text in texts {
            var whole: [(Defect.Kind, Int)]?
            for size in [text.count, 1, 2, 3, 5] {
                var decoder = CharsetDecoder(label: label)
                var output: [UInt8] = []
                for start in stride(from: 0, to: text.count, by: size) {
                    decoder.decode(text.span.extracting(start..<min(start + size, text.count)), into: &output)
                }
                decoder.finish(into: &output)
                let found = decoder.defects
                if let whole {
                    #expect(found.map(\.0) == whole.map(\.0), "\(text) in pieces of \(size)")
                    #expect(found.map(\.1) == whole.map(\.1), "\(text) in pieces of \(size)")
                } else {
                    whole = found
                }
            }
        }
    }

    @Test("every kind of defect can occur")
    func kinds() {
        let sources = StructureTests.cases.map(\.source)
        var kinds = Set(sources.flatMap { Message(Array($0.utf8)).allDefects().map(\.kind) })
        let more = [
            "Subject: a\rDate: 1 Jan 2025\n\n", "Subject: caf\u{FFFD}\n\n",
            "Content-Transfer-Encoding: base64\n\nYWJj=YWJj\nA", "Content-Transfer-Encoding: base64\n\nYWJjYQ",
            "Content-Transfer-Encoding: quoted-printable\n\na=XY \r\nb=\nc\n",
            "Subject: =?utf-8?x?a?=\nDate: never\nTo: a b\n\n",
            latin + "x-nonsense\n\na", "Content-Type: a/b; c=d e=f; g*=''%\n\n\0",
            String(repeating: "a : b\n", count: 101), "Content-Transfer-Encoding: base64\n\n!!!!YWJjYWJjYWJjYWJjYWJj\n",
            "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#86)C\n",
            "Content-Transfer-Encoding: x-uuencode\n\n#86)C\n",
            "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#{|}~\nend\n",
            "Content-Type: text/plain; name=\"=?utf-8?q?a?=\"; a=1; a=2; b*0=x; b*2=y; c; d=\"e\n\n",
            "Content-Type: text/plain; g*=h\nTo: \"=?utf-8?q?a?=\" <b@c.example\n\n",
            "Content-Type: multipart/mixed; boundary=\(String(repeating: "b", count: 5_000))\n\n",
        ]
        for source in more { kinds.formUnion(Message(Array(source.utf8)).allDefects().map(\.kind)) }
        kinds.formUnion(
            Message(Array("Subject: \u{FF}\n\n".unicodeScalars.map { UInt8($0.value) })).allDefects().map(\.kind))
        kinds.formUnion(Message(Array((latin + "utf-8\n\n").utf8) + [0xFF]).allDefects().map(\.kind))
        let nested = Array((String(repeating: "Content-Type: message/rfc822\n\n", count: 4) + "a: b\nc: d\n\n").utf8)
        for limits in [
            Limits(maximumDepth: 1), Limits(maximumParts: 2), Limits(maximumHeaderFields: 1),
            Limits(maximumHeaderBytes: 9),
            Limits(maximumBytes: 9),
        ] {
            kinds.formUnion(Message(nested, limits: limits).allDefects().map(\.kind))
        }
        #expect(Set(Defect.Kind.allCases).subtracting(kinds) == [])
    }
}
