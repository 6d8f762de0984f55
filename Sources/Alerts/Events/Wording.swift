/// What all sources' wordings share.
enum Wording {
    /// A URL made of a base without its last slash and a path; empty where there is no base.
    static func url(_ base: String, _ path: String) -> String {
        if base.isEmpty { return "" }
        return (base.hasSuffix("/") ? String(base.dropLast()) : base) + path
    }

    /// The text with LF for each CR LF.
    static func lineFeeds(_ text: String) -> String {
        text.utf8.contains(0x0D) ? String(text.map { $0 == "\r\n" ? "\n" : $0 }) : text
    }

    /// The text without the line ends and empty lines at its end.
    static func withoutLastLineEnds(_ text: String) -> String {
        var bytes = text.utf8[...]
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return String(bytes) ?? text
    }

    /// Lines ended by LF, the empty ones left out.
    static func lines(_ lines: String...) -> String {
        lines.filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
    }
}
