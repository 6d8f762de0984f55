import MIME

/// Whether an address can stand in a header and in a command to a mail agent and be nothing but an address.
///
/// A database may hold anything: line ends, a second address, a comment. Such a one is not sent to.
package func isSendable(_ address: String) -> Bool {
    if isSimple(address) { return true }
    let bytes = Array(address.utf8)
    // A quoted local part may hold blanks and brackets, which programs after us read in ways of their own.
    guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") })
    else { return false }
    guard !address.unicodeScalars.contains(where: isObeyed) else { return false }
    return isPlausibleAddress(bytes.span, requireDot: false, shortestTopLevel: 1)
}

/// The C1 controls, which a terminal obeys, and the marks that turn the direction of writing around. No address has them (RFC
/// 6532 3.1 by way of Net-Unicode, RFC 5198 2).
private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    // What stands for bytes that were no UTF-8 is not what was written.
    scalar.value == 0xFFFD || (0x80...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
}

/// Most addresses: letters, digits and few signs, one @, no dot where none may be. A shortcut.
private func isSimple(_ address: String) -> Bool {
    let bytes = address.utf8Span.span
    guard bytes.count >= 3, bytes.count <= 254 else { return false }
    var at = -1
    // As if a dot stood before each part, which must not be followed by another.
    var isAfterDot = true
    for index in bytes.indices {
        let byte = bytes[index]
        if ASCII.isAlphanumeric(byte) {
            isAfterDot = false
        } else if byte == UInt8(ascii: "@") {
            guard at < 0, !isAfterDot, index <= 64 else { return false }
            at = index
            isAfterDot = true
        } else {
            guard byte == UInt8(ascii: "."), !isAfterDot else { return false }
            isAfterDot = true
        }
    }
    // A domain all of digits is none; the other way looks closer.
    return at > 0 && !isAfterDot && ASCII.isLetter(bytes[bytes.count - 1])
}
