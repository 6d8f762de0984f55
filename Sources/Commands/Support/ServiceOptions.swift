/// What `email serve` is to do.
package struct ServiceOptions: Sendable {
    /// The path of the database.
    package let database: String
    package let web: ListenAddress
    package let lmtp: ListenAddress
    /// Nil where nothing is sent.
    package let intervalSeconds: Int?
    /// The path under which the pages are seen from outside; nil for that of `email-url`.
    package let prefix: String?
    /// Whether X-Forwarded-For tells who connects.
    package let trustsProxy: Bool
}

/// Where a server listens.
package enum ListenAddress: Sendable, Hashable {
    case off
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// `off`, `8025`, `127.0.0.1:8025`, `[::1]:8025`, `unix:/run/email/web`; nil for anything else.
    package init?(_ text: String) {
        if text == "off" {
            self = .off
            return
        }
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            // The system takes 107 bytes and a zero.
            guard path.hasPrefix("/"), path.utf8.count <= 107 else { return nil }
            self = .unix(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":") else {
            guard let port = Int(text), (0...65_535).contains(port) else { return nil }
            self = .tcp(host: "127.0.0.1", port: port)
            return
        }
        var host = String(text[..<colon])
        guard let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(where: { $0 == "/" || $0 == " " }) else { return nil }
        self = .tcp(host: host, port: port)
    }
}

extension ListenAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .off: "off"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
