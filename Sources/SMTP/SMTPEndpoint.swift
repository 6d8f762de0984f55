/// Where the server is: the value of `email-send-relayhost`.
struct SMTPEndpoint: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        case host(String, port: Int)
        case socket(String)
    }

    let place: Place
    let speaksLMTP: Bool

    /// `HOST`, `HOST:PORT`, `[::1]:PORT`, `lmtp:HOST:PORT`, `lmtp:/path/of/socket`; nil for anything else.
    init?(_ text: String) {
        var rest = Substring(text)
        var speaksLMTP = false
        for prefix in ["lmtp:", "smtp:"] where rest.hasPrefix(prefix) {
            speaksLMTP = prefix == "lmtp:"
            rest = rest.dropFirst(prefix.count)
        }
        self.speaksLMTP = speaksLMTP
        if rest.hasPrefix("unix:") { rest = rest.dropFirst(5) }
        if rest.hasPrefix("/") {
            place = .socket(String(rest))
            return
        }
        let standardPort = speaksLMTP ? 24 : 25
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let host = rest[rest.index(after: rest.startIndex)..<end]
            let port = rest[rest.index(after: end)...]
            guard !host.isEmpty, let number = Self.port(port, standardPort) else { return nil }
            place = .host(String(host), port: number)
            return
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count > 2 {
            // An IPv6 address without brackets has no port.
            guard rest.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
            place = .host(String(rest), port: standardPort)
            return
        }
        guard let host = parts.first, !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }),
            let number = Self.port(rest.dropFirst(host.count), standardPort)
        else { return nil }
        place = .host(String(host), port: number)
    }

    private static func port(_ text: Substring, _ standard: Int) -> Int? {
        if text.isEmpty { return standard }
        guard text.first == ":", let number = Int(text.dropFirst()), (1...65_535).contains(number) else { return nil }
        return number
    }

    /// Whether no network is between.
    var isLocal: Bool {
        switch place {
        case .socket: true
        case .host(let host, _): host == "localhost" || host.hasPrefix("127.") || host == "::1"
        }
    }

    var description: String {
        switch place {
        case .socket(let path): path
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
