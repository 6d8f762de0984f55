/// Whether a body that is said to be base64 is plainly text. The first 512 bytes tell.
///
/// Base64 with some garbage or blanks in it is still base64, and so is base64 in groups that are all of one length, where half
/// of them have a capital within. Text is
/// what has words of a usual length, a lot of bytes that base64 has not, or one short line of a length that base64 cannot have.
public func isPlainText(saidToBeBase64 body: Span<UInt8>) -> Bool {
    let count = min(body.count, 512)
    var alphabet = 0
    var others = 0
    var blanks = 0
    var lines = 0
    var lineLength = 0
    var pendingBlanks = 0
    var hasPadding = false
    // The length of the first word, that of the one at hand, and whether all are alike but for the last of a line.
    var groupLength = 0
    var wordLength = 0
    var isGrouped = true
    // Words that no prose has: with a capital behind a letter.
    var oddWords = 0
    var isOdd = false
    var words = 0
    for index in 0..<count {
        let byte = body[index]
        if ASCII.isLineEnd(byte) {
            if lineLength > 0 { lines += 1 }
            if wordLength > groupLength, groupLength > 0 { isGrouped = false }
            lineLength = 0
            wordLength = 0
            pendingBlanks = 0
            continue
        }
        if ASCII.isBlank(byte) {
            // Blanks at either end of a line say nothing.
            if lineLength > 0 { pendingBlanks = 1 }
            continue
        }
        if pendingBlanks > 0 || wordLength == 0 {
            words += 1
            oddWords += isOdd ? 1 : 0
            isOdd = false
        }
        if pendingBlanks > 0 {
            if groupLength == 0 { groupLength = wordLength }
            if wordLength != groupLength { isGrouped = false }
            wordLength = 0
        }
        blanks += pendingBlanks
        pendingBlanks = 0
        lineLength += 1
        wordLength += 1
        if wordLength > 1, byte &- 0x41 < 26 { isOdd = true }
        if byte == UInt8(ascii: "=") {
            hasPadding = true
        } else if ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") {
            alphabet += 1
        } else {
            others += 1
        }
    }
    if lineLength > 0 { lines += 1 }
    if others * 4 > alphabet + others { return true }
    if wordLength > groupLength { isGrouped = false }
    isGrouped = isGrouped && others == 0 && (oddWords + (isOdd ? 1 : 0)) * 2 >= words
    if blanks >= 3, blanks * 12 > alphabet + others, !isGrouped { return true }
    return lines == 1 && body.count <= 76 && !hasPadding && others == 0 && alphabet % 4 == 1
}

/// So much of an encoded message tells whether it is encoded at all, in bytes.
package let encodedMessageProof = 65_536

/// Whether the body of a message/rfc822 that is said to be encoded stands there as it is: base64 that begins with a field, or
/// quoted-printable with an escape that is none, as boundaries and encoded words have them. The first
/// ``encodedMessageProof`` bytes tell, so that a reader of pieces decides as one of the whole does.
package func isPlainMessage(saidToBe encoding: TransferEncoding, _ bytes: [UInt8], _ body: Range<Int>) -> Bool {
    let start = clamped(body, bytes.count).prefix(encodedMessageProof)
    switch encoding {
    case .base64: return fieldName(bytes, from: trimmed(bytes, start).lowerBound, to: start.upperBound) != nil
    case .quotedPrintable:
        var decoder = TransferDecoder(encoding)
        var decoded: [UInt8] = []
        decoder.decode(bytes.span.extracting(start), into: &decoded)
        if start.count == body.count { decoder.finish(into: &decoded) }
        return decoder.defects.contains { $0.0 == .badQuotedPrintableEscape }
    case .uuencode, .sevenBit, .eightBit, .binary, .unknown: return false
    }
}
