import MIME
import TestSupport
import Testing

@Suite("Messages that were tampered with")
struct StructureMutationTests {
    /// What structure hangs on, so that changes hit it often.
    private static let pieces: [String] = [
        "\r\n", "\n", "\r", "\r\r\n", "\0", "--", "--b", "--b--", "--bb", " ", "\t", ":", ";", "=", "\"", "(",
        "\u{FEFF}",
        "From a\n", ">From a\n", "Subject: x\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
        "Content-Type: multipart/digest; boundary=bb\n\n--bb\n", "Content-Type: message/rfc822\n\n", "\n\n", "\r\n\r\n",
        "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "Received: a\nb\n",
        "Content-Type: multipart/mixed;\nboundary=\"b--\"\n\n--b--\n",
    ]

    @Test("a mutated message is read without loss, whole and in chunks", arguments: 0..<48)
    func mutation(_ seed: Int) {
        var generator = SeededGenerator(UInt64(seed + 1))
        let limits = [Limits(), Limits(maximumDepth: 2, maximumParts: 4, maximumHeaderBytes: 90)]
        for round in 0..<12 {
            let sample = StructureTests.cases.randomElement(using: &generator)
            var bytes = Array((sample?.source ?? "").utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<9, using: &generator)))
                case 1 where place < bytes.count:
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                default:
                    let piece = Self.pieces.randomElement(using: &generator) ?? ""
                    bytes.insert(contentsOf: piece.utf8, at: place)
                }
            }
            checkInvariants(bytes, limits: limits[round % 2], chunks: [1, 1 + seed % 13])
        }
    }

    @Test("pieces of structure in any order are read without loss", arguments: 0..<24)
    func soup(_ seed: Int) {
        var generator = SeededGenerator(UInt64(seed + 1_000))
        for _ in 0..<12 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...30, using: &generator) {
                bytes += (Self.pieces.randomElement(using: &generator) ?? "").utf8
            }
            checkInvariants(bytes, chunks: [1, 2, 5])
        }
    }

    @Test("every prefix of a message can be read")
    func prefixes() {
        let bytes = Array((StructureTests.cases.max { $0.source.count < $1.source.count }?.source ?? "").utf8)
        for end in 0...bytes.count { checkInvariants(Array(bytes[..<end]), chunks: [1]) }
    }
}
