/// Where to go after the login: one of the administrator's own pages and nothing else, as anybody can make a link to the login.
enum LocalPath {
    /// The first parts of the paths of those pages.
    static let pages: Set<String> = ["admin", "subscribers", "bounces", "queue", "announce", "setup_email"]

    /// The path with its query where it is one of ours, without the prefix; nil for anything else.
    static func checked(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 1000, text.hasPrefix("/"), text.utf8.allSatisfy(isAllowed) else {
            return nil
        }
        let path = text.prefix { $0 != "?" }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        // No empty part, so no `//host`; no dots, which browsers resolve; no escapes, which a proxy may undo.
        guard let first = parts.first, pages.contains(String(first)), parts.allSatisfy({ !$0.isEmpty }),
            !path.contains("%"), !parts.contains(where: { $0.allSatisfy { $0 == "." } })
        else { return nil }
        return text
    }

    /// What a path and a query of ours are made of.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/-._~%?&=+".utf8.contains(byte)
        }
    }
}
