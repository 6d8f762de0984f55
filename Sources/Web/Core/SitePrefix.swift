import Synchronization

/// The path under which the pages are seen from outside: the one that was given, or that of `email-url`, as it is now. Former
/// ones are answered too, as mails have gone out with them.
final class SitePrefix: Sendable {
    /// Whoever changes the setting more often loses the oldest.
    private static let maximum = 16

    private let isGiven: Bool
    /// The current one first. Without a slash at the end; empty where there is none.
    private let prefixes: Mutex<[String]>

    /// - Parameters:
    ///   - given: Holds whatever `email-url` says.
    ///   - url: `email-url`.
    init(given: String?, url: String) {
        isGiven = given != nil
        prefixes = Mutex([SitePrefix.trimmed(given ?? SitePrefix.path(ofURL: url))])
    }

    var current: String { prefixes.withLock { $0.first ?? "" } }

    /// Notes what `email-url` is now.
    func note(url: String) {
        guard !isGiven else { return }
        let prefix = SitePrefix.trimmed(SitePrefix.path(ofURL: url))
        prefixes.withLock { known in
            guard known.first != prefix else { return }
            known.removeAll { $0 == prefix }
            known = [prefix] + known.prefix(SitePrefix.maximum - 1)
        }
    }

    /// What a request may ask for, the likeliest first: some proxies take the prefix off, and some do not.
    func readings(of path: String) -> [String] {
        var readings: [String] = []
        for prefix in prefixes.withLock({ $0 }) where !prefix.isEmpty && path.hasPrefix(prefix) {
            let rest = path.dropFirst(prefix.count)
            if rest.hasPrefix("/") { readings.append(String(rest)) }
            if rest.isEmpty || rest.hasPrefix("?") { readings.append("/" + rest) }
        }
        if readings.isEmpty || !isGiven { readings.append(path) }
        return readings
    }

    /// The path of `https://example.org/list/`.
    static func path(ofURL url: String) -> String {
        guard let scheme = url.range(of: "://") else { return "" }
        let rest = url[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return "" }
        return String(rest[slash...].prefix { $0 != "?" && $0 != "#" })
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
