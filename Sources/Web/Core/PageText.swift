import Mustache

/// How a text is written into HTML: what means something there is escaped, and control characters, as well as marks that turn
/// the direction of writing around, are shown instead of obeyed.
///
/// The library's own looks at characters as people see them, and so at `"` with a combining mark as one that needs no escape,
/// where a browser sees the end of an attribute.
struct PageText: MustacheContentType {
    /// What every template begins with.
    static let pragma = "{{% CONTENT_TYPE:PAGE}}"

    static func register() { MustacheContentTypes.register(PageText(), named: "PAGE") }

    func escapeText(_ text: String) -> String { PageText.escaped(text) }

    static func escaped(_ text: String) -> String {
        // Most texts need nothing.
        guard text.unicodeScalars.contains(where: { escape($0) != nil }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let escape = escape(scalar) { escaped += escape } else { escaped.unicodeScalars.append(scalar) }
        }
        return escaped
    }

    /// The text as a browser shows it, and sends it back.
    static func legible(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            if isObeyed(scalar), scalar != "\n", scalar != "\t" {
                shown += escape(scalar) ?? ""
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "\n", "\t": nil
        case _ where isObeyed(scalar): "\\u{\(String(scalar.value, radix: 16))}"
        default: nil
        }
    }

    /// Control characters; the marks of Unicode's bidirectional algorithm but for the two that only stand between words; what
    /// no file of text has.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
