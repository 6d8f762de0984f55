import MIME

/// Finds addresses in report fields and in prose, and brings them to the form `local@domain`.
enum AddressReader {
    /// An address that stands in a text.
    struct Found {
        /// What the address takes up, angle brackets and quotes included.
        let range: Range<Int>
        let address: [UInt8]
    }

    // MARK: Report fields

    /// The address of `Final-Recipient` or `Original-Recipient`: `rfc822;user@host`, RFC 3464 2.3.1 and RFC 6533 3.
    ///
    /// Source routes go (`@a,@b:user@c`, RFC 5321 C), xtext is undone (RFC 3461 4), and so is `\x{1F4E7}` of `utf-8`. Comments
    /// go (RFC 3464 2.1.1), and of several words the first that is an address counts.
    /// - Returns: nothing where no plausible address is left.
    static func fromField(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        var value = trimmed(bytes, range)
        // QUIRK: some servers leave the type out; a semicolon behind an @ belongs to the address, or to garbage.
        if let semicolon = firstIndex(of: UInt8(ascii: ";"), in: bytes, value) {
            let type = value.lowerBound..<semicolon
            if firstIndex(of: UInt8(ascii: "@"), in: bytes, type) == nil {
                value = trimmed(bytes, semicolon + 1..<value.upperBound)
            }
        }
        let written = Words.joined(bytes, value)
        if let address = clean(written, isEncoded: true) { return address }
        // A program or a file, whatever addresses its command line holds (`|exec procmail #user@host`).
        if written.first == UInt8(ascii: "|") || written.first == UInt8(ascii: "/") { return nil }
        let bare = withoutComments(written)
        if bare.count < written.count, let address = clean(bare, isEncoded: true) { return address }
        return first(in: bare, 0..<bare.count).flatMap { clean($0.address, isEncoded: true) }
    }

    /// A field without its comments, RFC 5322 3.2.2. A parenthesis that nothing closes begins none.
    private static func withoutComments(_ field: [UInt8]) -> [UInt8] {
        guard field.contains(UInt8(ascii: "(")) else { return field }
        var output: [UInt8] = []
        // Where in `output` the open parentheses stand.
        var open: [Int] = []
        var isQuoted = false
        var index = 0
        while index < field.count {
            let byte = field[index]
            output.append(byte)
            index += 1
            switch byte {
            case UInt8(ascii: "\\") where index < field.count:
                output.append(field[index])
                index += 1
            case UInt8(ascii: "\"") where open.isEmpty: isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted: open.append(output.count - 1)
            case UInt8(ascii: ")") where !isQuoted:
                if let start = open.popLast() { output.removeSubrange(start...) }
            default: break
            }
        }
        return Words.joined(output, 0..<output.count)
    }

    /// What a report calls its recipient where no domain could look so: `user@#example.net`, a slip of the sender's that
    /// nobody mended. The report says that it is the recipient, so nothing else has to.
    static func implausible(fromField bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        var start = range.lowerBound
        if let semicolon = firstIndex(of: UInt8(ascii: ";"), in: bytes, range) { start = semicolon + 1 }
        var value = trimmed(bytes, start..<range.upperBound)
        if value.count > 2, bytes[value.lowerBound] == UInt8(ascii: "<"),
            bytes[value.upperBound - 1] == UInt8(ascii: ">")
        {
            value = value.lowerBound + 1..<value.upperBound - 1
        }
        guard value.count <= 320, let at = firstIndex(of: UInt8(ascii: "@"), in: bytes, value), at > value.lowerBound,
            firstIndex(of: UInt8(ascii: "."), in: bytes, at + 2..<max(at + 2, value.upperBound - 1)) != nil
        else { return nil }
        for index in value where index != at {
            switch bytes[index] {
            case 0x21, 0x23...0x26, 0x2A...0x2B, 0x2D...0x2E, 0x30...0x39, 0x3D, 0x41...0x5A, 0x5F, 0x61...0x7A:
                continue
            default: return nil
            }
        }
        return [UInt8](bytes[value])
    }

    /// The plain form of an address as written, or nothing if it is none.
    static func clean(_ written: [UInt8], isEncoded: Bool = false) -> [UInt8]? {
        if !isEncoded, isPlain(written) {
            return written.count >= 3 && written.count <= 320 && isPlausible(written) ? written : nil
        }
        var address = written
        if let open = address.lastIndex(of: UInt8(ascii: "<")) {
            let close = address[open...].firstIndex(of: UInt8(ascii: ">")) ?? address.endIndex
            address = [UInt8](address[(open + 1)..<close])
        }
        // `@a,@b:user@c`
        if address.first == UInt8(ascii: "@"), let colon = address.firstIndex(of: UInt8(ascii: ":")) {
            address.removeFirst(colon + 1)
        }
        while let last = address.last, isTrailing(last) { address.removeLast() }
        while let first = address.first, first == 0x20 || first == UInt8(ascii: "'") && address.last != first {
            address.removeFirst()
        }
        if address.count > 2, address.first == UInt8(ascii: "'"), address.last == UInt8(ascii: "'") {
            address = [UInt8](address.dropFirst().dropLast())
        }
        // `"user@host"`, quoted as a whole
        if address.count > 2, address.first == UInt8(ascii: "\""), address.last == UInt8(ascii: "\"") {
            address = [UInt8](address.dropFirst().dropLast())
        }
        if isEncoded { undoXText(&address) }
        guard address.count >= 3, address.count <= 320, isPlausible(address) else { return nil }
        return address
    }

    /// QUIRK: bounces that were made anonymous are full of `a@b.c`.
    private static func isPlausible(_ address: [UInt8]) -> Bool {
        isPlausibleAddress(address.span, shortestTopLevel: 1)
    }

    /// Whether nothing has to be taken off: no brackets, quotes, routes or marks.
    private static func isPlain(_ address: [UInt8]) -> Bool {
        guard let last = address.last, !isTrailing(last) else { return false }
        for byte in address {
            switch byte {
            case 0x20, UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ":"): return false
            default: continue
            }
        }
        return true
    }

    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
            UInt8(ascii: "]"), UInt8(ascii: ">"):
            true
        default: false
        }
    }

    /// Undoes `+2B`, `+3D`, `+20` and what else only xtext writes so (RFC 3461 4), and `\x{…}` (RFC 6533 3).
    ///
    /// Other `+HH` stay: a sender of xtext writes those characters as they are, so `user+42@host` means just that.
    private static func undoXText(_ address: inout [UInt8]) {
        guard address.contains(UInt8(ascii: "+")) || address.contains(UInt8(ascii: "\\")) else { return }
        var output: [UInt8] = []
        var index = 0
        while index < address.count {
            let byte = address[index]
            if byte == UInt8(ascii: "+"), index + 2 < address.count, let code = hexPair(address, index + 1),
                code == 0x2B || code == 0x3D || code <= 0x20 || code == 0x7F
            {
                output.append(code)
                index += 3
            } else if byte == UInt8(ascii: "\\"), MIME.hasPrefix(address, at: index, "\\x{"),
                let close = address[index...].firstIndex(of: UInt8(ascii: "}")), close - index <= 9,
                let scalar = hexScalar(address, index + 3..<close)
            {
                output.append(contentsOf: Array(String(Character(scalar)).utf8))
                index = close + 1
            } else {
                output.append(byte)
                index += 1
            }
        }
        address = output
    }

    /// Two upper-case hexadecimal digits; xtext knows no others.
    private static func hexPair(_ bytes: [UInt8], _ index: Int) -> UInt8? {
        let (high, low) = (bytes[index], bytes[index + 1])
        guard !(0x61...0x66).contains(high), !(0x61...0x66).contains(low), let first = ASCII.hexValue(high),
            let second = ASCII.hexValue(low)
        else { return nil }
        return first << 4 | second
    }

    private static func hexScalar(_ bytes: [UInt8], _ range: Range<Int>) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for index in range {
            guard let digit = ASCII.hexValue(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return Unicode.Scalar(value)
    }

    /// The addresses of a header field. The usual case, one address and nothing that needs a parser, is read in place.
    static func list(_ bytes: [UInt8], _ range: Range<Int>) -> [String] {
        if let at = firstIndex(of: UInt8(ascii: "@"), in: bytes, range),
            firstIndex(of: UInt8(ascii: "@"), in: bytes, at + 1..<range.upperBound) == nil,
            firstIndex(of: UInt8(ascii: "("), in: bytes, range) == nil,
            firstIndex(of: UInt8(ascii: ":"), in: bytes, range) == nil, !bytes[range].contains(where: { $0 >= 0x80 }),
            let found = around(at, in: bytes, range)
        {
            return [Words.string(found.address)]
        }
        return AddressList.parse(bytes, range).map(\.description)
    }

    // MARK: Prose

    /// The first address in `text[range]`, or nothing. Linear: each `@` is widened to both sides once.
    static func first(in text: [UInt8], _ range: Range<Int>) -> Found? {
        var start = range.lowerBound
        while let at = firstIndex(of: UInt8(ascii: "@"), in: text, start..<range.upperBound) {
            if let found = around(at, in: text, max(start, range.lowerBound)..<range.upperBound) { return found }
            start = at + 1
        }
        return nil
    }

    /// The address whose `@` stands at `at`.
    static func around(_ at: Int, in text: [UInt8], _ range: Range<Int>) -> Found? {
        var end = at + 1
        while end < range.upperBound, end - at <= 256, isDomainByte(text[end]) { end += 1 }
        while end > at + 1, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") { end -= 1 }
        guard end > at + 3 else { return nil }
        var start = at
        if at > range.lowerBound, text[at - 1] == UInt8(ascii: "\"") {
            start = quoteStart(at - 1, in: text, range)
        } else {
            while start > range.lowerBound, at - start <= 128, isLocalByte(text[start - 1]) { start -= 1 }
            start = bracketedStart(start, in: text, range) ?? start
            // `To:user@host`, `'user@host'`, `=user@host`: marks that no sentence means as part of an address.
            while start < at, isLeading(text[start]) { start += 1 }
            // `dda:SMTP=user@host`, an X.400 address of Exchange.
            if hasPrefixIgnoringCase(text, at: start, "smtp="), at - start > 5 { start += 5 }
        }
        if isInURL(start, in: text, range) { return nil }
        // RFC 2392: a part of a mail, or a mail.
        if start >= range.lowerBound + 4,
            hasPrefixIgnoringCase(text, at: start - 4, "cid:") || hasPrefixIgnoringCase(text, at: start - 4, "mid:"),
            start == range.lowerBound + 4 || !ASCII.isAlphanumeric(text[start - 5])
        {
            return nil
        }
        guard start < at, let address = clean([UInt8](text[start..<end])) else { return nil }
        if start > range.lowerBound, text[start - 1] == UInt8(ascii: "<") || text[start - 1] == UInt8(ascii: "\"") {
            start -= 1
        }
        if end < range.upperBound, text[end] == UInt8(ascii: ">") || text[end] == UInt8(ascii: "\"") { end += 1 }
        return Found(range: start..<end, address: address)
    }

    /// Whether what stands before, up to a blank or a quote, begins a link: `https://x.example/track?to=a@b`.
    private static func isInURL(_ start: Int, in text: [UInt8], _ range: Range<Int>) -> Bool {
        var index = start
        while index > range.lowerBound, start - index < 512 {
            let byte = text[index - 1]
            if ASCII.isSpace(byte) || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") { return false }
            index -= 1
            if byte == UInt8(ascii: "/"), index >= range.lowerBound + 2, text[index - 1] == UInt8(ascii: "/"),
                text[index - 2] == UInt8(ascii: ":")
            {
                return true
            }
        }
        // The scheme may have been taken for the beginning of the local part.
        return hasPrefixIgnoringCase(text, at: start, "http:") || hasPrefixIgnoringCase(text, at: start, "https:")
            || hasPrefix(text, at: start, "//")
    }

    /// Where a local part of RFC 6532 begins of which `start` on is ASCII.
    ///
    /// Only right after an angle bracket: in prose, what stands before may be the sentence, which has no blanks in some
    /// languages.
    private static func bracketedStart(_ start: Int, in text: [UInt8], _ range: Range<Int>) -> Int? {
        guard start > range.lowerBound, text[start - 1] >= 0x80 else { return nil }
        var index = start
        while index > range.lowerBound, start - index <= 128, text[index - 1] >= 0x80 || isLocalByte(text[index - 1]) {
            index -= 1
        }
        return index > range.lowerBound && text[index - 1] == UInt8(ascii: "<") ? index : nil
    }

    /// The opening quote of a quoted local part whose closing quote stands at `close`.
    private static func quoteStart(_ close: Int, in text: [UInt8], _ range: Range<Int>) -> Int {
        var index = close - 1
        while index >= range.lowerBound, close - index <= 66 {
            if text[index] == UInt8(ascii: "\""), index == range.lowerBound || text[index - 1] != UInt8(ascii: "\\") {
                return index
            }
            index -= 1
        }
        return close + 1
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        ASCII.isAtomText(byte) && byte < 0x80 || byte == UInt8(ascii: ".")
    }

    private static func isLeading(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "`"),
            UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "{"):
            true
        default: false
        }
    }
}
