import MIME

/// Whether an address can stand in a header and in a command to a mail agent and be nothing but an address.
///
/// A database may hold anything: line ends, a second address, a comment. Such a one is not sent to.
package func isSendable(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    // A quoted local part may hold blanks and brackets, which programs after us read in ways of their own.
    guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") })
    else { return false }
    return isPlausibleAddress(bytes.span, requireDot: false)
}
