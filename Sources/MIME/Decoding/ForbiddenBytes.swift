/// Finds bytes in a body that its transfer encoding does not allow: those above 127 in 7bit (RFC 2045, 2.7) and
/// quoted-printable (6.7), NUL there and in 8bit (2.8). They are left as they are; the first of each line is told.
package struct ForbiddenBytes: Sendable {
    private let forbidsEightBit: Bool
    private var offset = 0
    private var log = DefectLog()
    /// What the line at hand has had.
    private var hasEightBit = false
    private var hasNUL = false

    /// - Returns: nil if all bytes are allowed, or looked at by the decoder.
    package init?(_ encoding: TransferEncoding) {
        switch encoding {
        case .sevenBit, .quotedPrintable: forbidsEightBit = true
        case .eightBit: forbidsEightBit = false
        case .binary, .base64, .uuencode, .unknown: return nil
        }
    }

    /// Reads the next bytes of the body, as they were sent.
    package mutating func read(_ input: Span<UInt8>) {
        var position = 0
        while position < input.count, !isFull {
            if !hasEightBit, !hasNUL {
                position =
                    forbidsEightBit
                    ? asciiTextEnd(input, from: position) : firstIndex(of: 0, in: input, from: position) ?? input.count
            }
            while position < input.count {
                let byte = input[position]
                if byte == 0 {
                    if !hasNUL { log.note(.nulInBody, offset + position) }
                    hasNUL = true
                } else if byte >= 0x80, forbidsEightBit {
                    if !hasEightBit { log.note(.lyingTransferEncoding, offset + position) }
                    hasEightBit = true
                } else if ASCII.isLineEnd(byte) {
                    hasEightBit = false
                    hasNUL = false
                    break
                }
                position += 1
            }
        }
        offset += input.count
    }

    /// What was found, with offsets in the body as it was sent.
    package var defects: [(Defect.Kind, Int)] { log.found }

    private var isFull: Bool {
        log.isFull(.nulInBody) && (!forbidsEightBit || log.isFull(.lyingTransferEncoding))
    }
}
