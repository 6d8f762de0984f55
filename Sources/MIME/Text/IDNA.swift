/// Internationalized domain names, RFC 5891: the two spellings of one domain.
///
/// Only what comparing needs: case folding and punycode. The registries' lists of forbidden characters are not checked.
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
