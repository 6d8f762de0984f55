import NIOCore
import TestSupport
import Testing

@testable import LMTP

@Suite struct DotReaderTests {
    /// Reads what came in pieces; the mail, whether it ended, and what is left.
    private func read(_ pieces: [String]) -> (mail: String, hasEnded: Bool, rest: String) {
        var reader = DotReader()
        var mail: [UInt8] = []
        var buffer = ByteBuffer()
        for (index, piece) in pieces.enumerated() {
            buffer.writeString(piece)
            if reader.read(&buffer, keep: { mail += $0 }) {
                return (
                    String(decoding: mail, as: UTF8.self), true,
                    String(buffer: buffer) + pieces[(index + 1)...].joined()
                )
            }
        }
        return (String(decoding: mail, as: UTF8.self), false, String(buffer: buffer))
    }

    @Test(
        "the mail ends at CR LF dot CR LF and nowhere else, and doubled dots are single",
        arguments: [
            (".\r\nRSET", "", "RSET"), ("a\r\n.\r\n", "a\r\n", ""),
            ("..\r\n...a\r\n.b\r\n.\r\nQUIT", ".\r\n..a\r\nb\r\n", "QUIT"),
            ("a\n.\n\r\n.\r\n", "a\n.\n\r\n", ""), ("a\n.\r\nMAIL\r\n.\r\n", "a\n.\r\nMAIL\r\n", ""),
            ("a\r\n.\nMAIL\r\n.\r\n", "a\r\n\nMAIL\r\n", ""), ("a\r.\rMAIL\r\n.\r\n", "a\r.\rMAIL\r\n", ""),
            ("a\r.\r\nMAIL\r\n.\r\n", "a\r.\r\nMAIL\r\n", ""), ("a\r\n.\rMAIL\r\n.\r\n", "a\r\n\rMAIL\r\n", ""),
            ("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", ""), ("a\r\r\n.\r\n", "a\r\r\n", ""), ("\0\r\n.\r\n", "\0\r\n", ""),
        ])
    func ends(sent: String, mail: String, rest: String) {
        let whole = read([sent])
        #expect(whole.mail == mail)
        #expect(whole.rest == rest)
        #expect(whole.hasEnded)
        let bytewise = read(sent.unicodeScalars.map { String($0) })
        #expect(bytewise.mail == mail)
        #expect(bytewise.rest == rest)
        #expect(bytewise.hasEnded)
    }

    @Test("any bytes come through as they were, in any pieces")
    func roundTrip() {
        var generator = SeededGenerator(7)
        let alphabet: [UInt8] = [0x0D, 0x0A, UInt8(ascii: "."), UInt8(ascii: "a")]
        for _ in 0..<2000 {
            let mail = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            var sent: [UInt8] = []
            var isLineStart = true
            for (index, byte) in mail.enumerated() {
                if isLineStart, byte == UInt8(ascii: ".") { sent.append(byte) }
                sent.append(byte)
                isLineStart = byte == 0x0A && index > 0 && mail[index - 1] == 0x0D
            }
            sent += isLineStart ? [] : [0x0D, 0x0A]
            let expected = isLineStart ? mail : mail + [0x0D, 0x0A]
            sent += Array(".\r\nREST".utf8)
            var reader = DotReader()
            var found: [UInt8] = []
            var buffer = ByteBuffer()
            var hasEnded = false
            var rest = sent[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...5, using: &generator))
                rest = rest.dropFirst(piece.count)
                buffer.writeBytes(piece)
                if !hasEnded { hasEnded = reader.read(&buffer) { found += $0 } }
            }
            #expect(hasEnded)
            #expect(found == expected)
            #expect(String(buffer: buffer) == "REST")
        }
    }
}
