/// Whether text found in prose is the addr-spec of a mailbox: `local@domain.tld`.
///
/// Stricter than RFC 5322: no blanks, no comments, no path, no file name, no markup, a domain that DNS could have. Made to
/// refuse `td role=…`, `/xml`, `image001.png@01D0A1B2.C3D4E5F0` and the full stop that ends a sentence. Without
/// `requireDot`, `root@localhost` passes too. No top-level domain has one letter; `shortestTopLevel` of 1 lets `a@b.c` pass,
/// which stands in mails that were made anonymous. Lengths: RFC 5321 4.5.3.1.
public func isPlausibleAddress(
    _ bytes: Span<UInt8>, requireDot: Bool = true, shortestTopLevel: Int = 2
) -> Bool {
    guard bytes.count >= 3, bytes.count <= 64 + 1 + 255 else { return false }
    var at: Int?
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "@") { at = index }
    guard let at, at > 0, at <= 64, bytes.count - at - 1 <= 255 else { return false }
    return isPlausibleLocalPart(bytes.extracting(0..<at))
        && isPlausibleDomain(bytes.extracting(at + 1..<bytes.count), requireDot, shortestTopLevel)
        && utf8Error(bytes, from: 0) == nil
}

private func isPlausibleLocalPart(_ local: Span<UInt8>) -> Bool {
    if local[0] == UInt8(ascii: "\"") { return isQuotedString(local) }
    // QUIRK: dots in a row and at the end pass; Japanese carriers handed such addresses out.
    guard local[0] != UInt8(ascii: ".") else { return false }
    var hasAlphanumeric = false
    var hasEquals = false
    for index in 0..<local.count {
        let byte = local[index]
        guard ASCII.isAtomText(byte) || byte == UInt8(ascii: ".") else { return false }
        if ASCII.isAlphanumeric(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") { hasAlphanumeric = true }
        if byte == UInt8(ascii: "=") { hasEquals = true }
    }
    // `/G=John/S=Doe/…@gateway` is an X.400 address, any other slash in front a path.
    return hasAlphanumeric && (local[0] != UInt8(ascii: "/") || hasEquals)
}

private func isQuotedString(_ local: Span<UInt8>) -> Bool {
    guard local.count >= 3, local[local.count - 1] == UInt8(ascii: "\"") else { return false }
    var index = 1
    while index < local.count - 1 {
        let byte = local[index]
        if byte == UInt8(ascii: "\\") {
            index += 1
            if index == local.count - 1 { return false }
        } else if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") {
            return false
        }
        index += 1
    }
    return true
}

/// Labels of letters, digits and hyphens; the last one is no number and no ending of a file name.
private func isPlausibleDomain(_ domain: Span<UInt8>, _ requireDot: Bool, _ shortestTopLevel: Int) -> Bool {
    guard domain.count >= 2 else { return false }
    if domain[0] == UInt8(ascii: "[") { return isLiteral(domain) }
    var labelStart = 0
    var dots = 0
    for index in 0...domain.count {
        if index < domain.count, domain[index] != UInt8(ascii: ".") {
            let byte = domain[index]
            guard ASCII.isAlphanumeric(byte) || byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            else { return false }
            continue
        }
        guard index > labelStart, index - labelStart <= 63, domain[labelStart] != UInt8(ascii: "-"),
            domain[index - 1] != UInt8(ascii: "-")
        else { return false }
        if index < domain.count {
            dots += 1
            labelStart = index + 1
        }
    }
    guard dots > 0 else { return !requireDot }
    let label = domain.extracting(labelStart..<domain.count)
    return label.count >= shortestTopLevel && isPlausibleTopLevel(label)
}

/// A top-level domain has letters alone, or is `xn--…`.
private func isPlausibleTopLevel(_ label: Span<UInt8>) -> Bool {
    let isPunycode =
        label.count > 4 && label[0] | 0x20 == UInt8(ascii: "x") && label[1] | 0x20 == UInt8(ascii: "n")
        && label[2] == UInt8(ascii: "-") && label[3] == UInt8(ascii: "-")
    guard !isPunycode else { return true }
    var word: UInt64 = 0
    for index in 0..<label.count {
        guard ASCII.isLetter(label[index]) || label[index] >= 0x80 else { return false }
        word = word << 8 | UInt64(ASCII.lowercased(label[index]))
    }
    return label.count > 5 || !fileEndings.contains(word)
}

/// Endings of file names that are no top-level domains, at most five letters each, as numbers.
private let fileEndings: [UInt64] = [
    "png", "jpg", "jpeg", "gif", "bmp", "svg", "webp", "tiff", "htm", "html", "xhtml", "xml", "css", "php", "asp",
    "aspx",
    "jsp", "txt", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "eml", "msg", "exe", "dll",
].map { (ending: StaticString) in
    unsafe UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
        .reduce(0) { $0 << 8 | UInt64($1) }
}

/// `[192.0.2.1]`, `[IPv6:2001:db8::1]`
private func isLiteral(_ domain: Span<UInt8>) -> Bool {
    guard domain.count >= 5, domain[domain.count - 1] == UInt8(ascii: "]") else { return false }
    for index in 1..<domain.count - 1 {
        let byte = domain[index]
        guard ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") else { return false }
    }
    return true
}
