import Commands

/// Texts and numbers as the administrator's pages show them.
enum AdminText {
    /// UTC, to the minute.
    static func time(_ seconds: Int64?) -> String {
        guard let seconds, seconds > 0 else { return "–" }
        return String(Clock.text(seconds).prefix(16))
    }

    /// The beginning of a text of a stranger. One character may be made of any number of scalars, so those are counted.
    static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let head = text.unicodeScalars.prefix(limit)
        return head.endIndex == text.endIndex ? text : String(head) + " …"
    }

    /// `1.5 kB`.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: bytes == 1 ? "1 byte" : "\(bytes) bytes"
        case ..<1_000_000: tenths(bytes, 1000) + " kB"
        default: tenths(bytes, 1_000_000) + " MB"
        }
    }

    private static func tenths(_ value: Int, _ unit: Int) -> String {
        let tenths = (value * 10 + unit / 2) / unit
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// `12,345`.
    static func count(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(Substring(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
    }

    /// `1 subscriber`, `2 subscribers`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
