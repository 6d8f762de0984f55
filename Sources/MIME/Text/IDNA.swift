/// Internationalized domain names, RFC 5891: the two spellings of one domain.
///
/// What comparing and looking up need: case folding, punycode, and which letters are the same in both. The registries' lists of
/// forbidden characters are not checked.
enum IDNA {
    /// The spelling that DNS uses, in lower case: `Bücher.example` is `xn--bcher-kva.example`. A label that cannot be
    /// written so stays as it is.
    static func ascii(_ domain: String) -> String {
        if domain.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: lowercasedASCII(Array(domain.utf8)), as: UTF8.self)
        }
        return labels(domain).map { label in
            let folded = label.lowercased()
            if folded.utf8.allSatisfy({ $0 < 0x80 }) { return folded }
            return Punycode.encode(folded).map { "xn--" + $0 } ?? folded
        }.joined(separator: ".")
    }

    /// The spelling that DNS uses, where it is certain: each label with other letters is a U-label, by what RFC 5892 allows.
    static func lookup(_ domain: String) -> String? {
        for label in labels(domain) where !label.utf8.allSatisfy({ $0 < 0x80 }) && !isCertain(label) { return nil }
        let ascii = ascii(domain)
        let isShort = ascii.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { (1...63).contains($0.count) }
        return isShort && ascii.utf8.count <= 253 && ascii.utf8.allSatisfy { $0 < 0x80 } ? ascii : nil
    }

    private static func isCertain(_ label: String) -> Bool {
        let scalars = Array(label.lowercased().unicodeScalars)
        // RFC 5891 4.2.3.1 and 4.2.3.2.
        if scalars.count >= 4, scalars[2] == "-", scalars[3] == "-" { return false }
        if let first = scalars.first, first.isMark || first == "-" || scalars.last == "-" { return false }
        return scalars.allSatisfy { $0 == "-" || isCertain($0) }
    }

    /// Whether a letter stays what it is: a letter, mark or digit (RFC 5892 2.1) that no folding changes (2.2).
    private static func isCertain(_ scalar: Unicode.Scalar) -> Bool {
        // RFC 5892 2.6: allowed all the same, and newer than the domains of RFC 3490, where they were written otherwise. What
        // the owner of such a domain registered, nobody can tell.
        if scalar == "\u{DF}" || scalar == "\u{3C2}" { return false }
        // Swift's library does not tell whether a text is in NFC. These are what it is written with where it is not: marks
        // above and below, voicing of kana, and the parts of Hangul (RFC 5892 2.9).
        if (0x1100...0x11FF).contains(scalar.value) || (0xA960...0xA97F).contains(scalar.value)
            || (0xD7B0...0xD7FF).contains(scalar.value)
        {
            return false
        }
        let properties = scalar.properties
        let combining = properties.canonicalCombiningClass.rawValue
        if combining == 8 || combining >= 200 || properties.changesWhenNFKCCaseFolded { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber: return true
        default: return scalar.isMark
        }
    }

    /// The spelling that people read. A label that is no punycode stays as it is.
    static func unicode(_ domain: String) -> String {
        labels(domain).map { label in
            guard label.count > 4, label.prefix(4).lowercased() == "xn--" else { return String(label) }
            return Punycode.decode(String(label.dropFirst(4))) ?? String(label)
        }.joined(separator: ".")
    }

    /// Split at the dots of RFC 3490 3.1: three scripts have their own.
    private static func labels(_ domain: String) -> [String] {
        domain.unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
        }.map { String($0) }
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        let category = properties.generalCategory
        return category == .nonspacingMark || category == .spacingMark
    }
}
