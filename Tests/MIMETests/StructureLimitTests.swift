import MIME
import Testing

/// Limits, and messages made to hurt. Sizes are such that anything worse than linear would not come to an end.
@Suite("Limits and hostile messages")
struct StructureLimitTests {
    static let unlimited = Limits(
        maximumDepth: .max, maximumParts: .max, maximumHeaderFields: .max, maximumHeaderBytes: .max, maximumBytes: .max)

    private func multipart(parts: Int) -> [UInt8] {
        mail(
            "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: parts) + "--b--\n")
    }

    private func nested(_ depth: Int, last: String) -> [UInt8] {
        mail((0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + last)
    }

    @Test("beyond the number of parts the rest is raw in the last one")
    func parts() throws {
        let limits = Limits(maximumParts: 3)
        let bytes = multipart(parts: 5)
        let message = Message(bytes, limits: limits)
        #expect(outline(message) == "multipart/mixed(text/plain\"x\" text/plain\"x|--b||x|--b||x|--b||x|--b--|\")")
        #expect(message.defects.map(\.kind) == [.tooManyParts, .missingClosingBoundary])
        checkInvariants(bytes, limits: limits)
        #expect(Message(multipart(parts: 2), limits: limits).defects.isEmpty)
    }

    @Test("beyond the depth a multipart or a message is a leaf")
    func depth() throws {
        let limits = Limits(maximumDepth: 2)
        let bytes = nested(5, last: "\nx\n")
        let message = Message(bytes, limits: limits)
        #expect(message.parts.map(\.depth) == [0, 1, 2])
        #expect(message.parts.last?.isContainer == false)
        #expect(message.defects.first?.kind == .tooDeep)
        #expect(message.defects.first?.part == "1.1")
        checkInvariants(bytes, limits: limits)
        let inner = mail(String(repeating: "Content-Type: message/rfc822\n\n", count: 5) + "\nx")
        #expect(Message(inner, limits: limits).parts.count == 3)
        checkInvariants(inner, limits: limits)
    }

    @Test(
        "beyond the number of fields, or the size of a header, the rest is the body",
        arguments: [
            (Limits(maximumHeaderFields: 3), Defect.Kind.tooManyHeaderFields),
            (Limits(maximumHeaderBytes: 20), .headerTooLarge),
        ])
    func header(_ limits: Limits, _ kind: Defect.Kind) {
        let bytes = mail("A: 1\nB: 2\nC: 3\nD: 4\nE: 5\n\nx")
        let message = Message(bytes, limits: limits)
        #expect(message.root.fields.count == 3)
        #expect(message.defects.map(\.kind) == [kind])
        #expect(string(message.root.decodedBody()) == "D: 4\r\nE: 5\r\n\r\nx")
        checkInvariants(bytes, limits: limits, chunks: [1, 2, 3, 5, 8])
    }

    @Test("every limit on the size of a header gives the same parts whole and in chunks", arguments: 1..<60)
    func headerSize(_ size: Int) {
        let bytes = mail(
            "A: 1\n two\nodd\nB: 2\r\nContent-Type: multipart/mixed; boundary=b\n\n--b\nC: d\n\ne\n--b--\n")
        checkInvariants(bytes, limits: Limits(maximumHeaderBytes: size), chunks: [1, 2, 3])
    }

    @Test("bytes beyond the size are kept and not read", arguments: [0, 1, 40, 60, 70, 75, 80])
    func size(_ size: Int) {
        let bytes = multipart(parts: 5)
        let message = Message(bytes, limits: Limits(maximumBytes: size))
        #expect(message.defects.filter { $0.kind == .messageTooLarge }.map(\.offset) == [size])
        #expect(message.root.range.upperBound == size)
        checkInvariants(bytes, limits: Limits(maximumBytes: size))
    }

    @Test("no more defects are recorded than asked for")
    func defects() {
        let bytes = mail(String(repeating: "A : b\n", count: 50) + "\n")
        let found = Message(bytes, limits: Limits(maximumDefects: 7)).defects
        #expect(found.map(\.kind) == Array(repeating: .spaceBeforeColon, count: 6) + [.tooManyDefects])
        #expect(found.map(\.offset) == (0..<7).map { 7 * $0 + 1 })
        #expect(Message(bytes, limits: Limits(maximumDefects: 50)).defects.count == 50)
        #expect(Message(bytes, limits: Limits(maximumDefects: 50)).defects.last?.kind == .spaceBeforeColon)
        #expect(Message(bytes, limits: Limits(maximumDefects: 0)).allDefects().isEmpty)
        checkInvariants(bytes, limits: Limits(maximumDefects: 7))
    }

    @Test("twice the fields are twice the fields")
    func manyFields() {
        for count in [20_000, 40_000] {
            let bytes = mail(String(repeating: "X: y\n", count: count) + "\n")
            #expect(Message(bytes, limits: Self.unlimited).root.fields.count == count)
            #expect(Message(bytes).root.fields.count == 10_000)
        }
    }

    @Test("many parts")
    func manyParts() {
        let message = Message(multipart(parts: 20_000), limits: Self.unlimited)
        #expect(message.parts.count == 20_001)
        #expect(message.children(of: message.root).count == 20_000)
        #expect(message.parts.last?.path == "20000")
        #expect(Message(multipart(parts: 20_000)).parts.count == 10_000)
    }

    @Test("multiparts inside each other, each boundary different")
    func deepMultiparts() {
        let bytes = nested(20_000, last: "\nx")
        let message = Message(bytes, limits: Self.unlimited)
        #expect(message.parts.count == 20_001)
        #expect(message.parts.last?.depth == 20_000)
        #expect(message.serialized() == bytes)
    }

    @Test("multiparts inside each other, all with one boundary")
    func deepRepeated() {
        let bytes = mail(String(repeating: "Content-Type: multipart/mixed; boundary=b\n\n--b\n", count: 10_000))
        #expect(Message(bytes, limits: Self.unlimited).parts.count == 10_001)
    }

    @Test("messages inside each other")
    func deepMessages() {
        let bytes = mail(String(repeating: "Content-Type: message/rfc822\n\n", count: 20_000))
        #expect(Message(bytes, limits: Self.unlimited).parts.count == 20_001)
        #expect(ScannedMessage(bytes, chunk: 4_096, limits: Limits()).parts.count == 101)
    }

    @Test("encoded messages inside each other are opened eight deep at most")
    func deepEncoded() {
        var text = "Subject: x\n\ny"
        for _ in 0..<12 {
            text =
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                + text.replacing("=", with: "=3D")
        }
        let message = Message(mail(text))
        #expect(message.parts.count <= 9)
        #expect(message.defects.contains { $0.kind == .tooDeep })
        checkInvariants(mail(text))
    }

    @Test(
        "one long line", arguments: ["", "Subject: ", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"])
    func longLine(_ start: String) {
        for byte in [UInt8(ascii: "a"), UInt8(ascii: "-"), 0x0D, UInt8(ascii: " "), UInt8(ascii: ":"), 0] {
            let bytes = Array(start.utf8) + [UInt8](repeating: byte, count: 1 << 18)
            let message = Message(bytes)
            #expect(message.serialized() == bytes)
            #expect(ScannedMessage(bytes, chunk: 1_000, limits: Limits()).matches(message))
        }
    }
}
