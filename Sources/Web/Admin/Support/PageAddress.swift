import Storage

/// The address of a page of ours with what it is asked for.
struct PageAddress: Sendable {
    /// As a browser has to ask for it.
    let path: String
    private var items: [(name: String, value: String)] = []

    init(_ path: String) { self.path = path }

    /// The same page, asked for one thing more. Nothing and an empty text are left out.
    func with(_ name: String, _ value: String?) -> PageAddress {
        var other = self
        other.items.removeAll { $0.name == name }
        if let value, !value.isEmpty { other.items.append((name, value)) }
        return other
    }

    var text: String {
        guard !items.isEmpty else { return path }
        return path + "?"
            + items.map { "\(PageAddress.encoded($0.name))=\(PageAddress.encoded($0.value))" }.joined(separator: "&")
    }

    /// All but the unreserved characters (RFC 3986, section 2.3) escaped.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + hexadecimal([byte]).uppercased()
            }
        }
        return encoded
    }
}

extension PageCursor {
    /// What `word` wrote; nil for anything else.
    init?(_ word: String?, isBackward: Bool) {
        guard let parts = word?.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false),
            let id = parts.first.flatMap({ Int64($0) })
        else { return nil }
        self.init(key: parts.count > 1 ? String(parts[1]) : "", id: id, isBackward: isBackward)
    }

    /// As an address names it.
    static func word(id: Int64, key: String = "") -> String { key.isEmpty ? "\(id)" : "\(id).\(key)" }
}
