import MIME

/// Where the server is: the value of `email-send-relayhost`.
package struct SMTPEndpoint: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        case host(String, port: Int)
        case socket(String)
    }

    package let place: Place
    package let speaksLMTP: Bool

    /// `HOST`, `HOST:PORT`, `[::1]:PORT`, `lmtp:HOST:PORT`, `lmtp:/path/of/socket`; nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(text)
        var speaksLMTP = false
        for prefix in ["lmtp:", "smtp:"] where rest.hasPrefix(prefix) {
            speaksLMTP = prefix == "lmtp:"
            rest = rest.dropFirst(prefix.count)
        }
        self.speaksLMTP = speaksLMTP
        let isSocket = rest.hasPrefix("unix:")
        if isSocket { rest = rest.dropFirst(5) }
        // A URL is taken for no path.
        if rest.hasPrefix("/"), !rest.hasPrefix("//") {
            // What `sockaddr_un` has room for.
            guard rest.utf8.count < 108 else { return nil }
            place = .socket(String(rest))
            return
        }
        guard !isSocket else { return nil }
        let standardPort = speaksLMTP ? 24 : 25
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let host = rest[rest.index(after: rest.startIndex)..<end]
            let port = rest[rest.index(after: end)...]
            guard Self.isHost(host.utf8.filter { $0 != UInt8(ascii: ":") }), let number = Self.port(port, standardPort)
            else { return nil }
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
        guard let host = parts.first, Self.isHost(Array(host.utf8)),
            let number = Self.port(rest.dropFirst(host.count), standardPort)
        else { return nil }
        place = .host(String(host), port: number)
    }

    /// Why a value does not suit.
    package static func objection(to value: String) -> String {
        "'\(value)' is no server. Set it to one such as mail.example.org:587 or lmtp:/path/of/socket."
    }

    /// What may be the name of a host, in any script, or an IPv4 address.
    private static func isHost(_ name: [UInt8]) -> Bool {
        !name.isEmpty && name.allSatisfy { ASCII.isAlphanumeric($0) || $0 >= 0x80 || "-_.".utf8.contains($0) }
    }

    private static func port(_ text: Substring, _ standard: Int) -> Int? {
        if text.isEmpty { return standard }
        guard text.first == ":", let number = Int(text.dropFirst()), (1...65_535).contains(number) else { return nil }
        return number
    }

    /// Whether no network is between.
    package var isLocal: Bool {
        switch place {
        case .socket: true
        case .host(let host, _): host == "localhost" || host.hasPrefix("127.") || host == "::1"
        }
    }

    package var description: String {
        switch place {
        case .socket(let path): path
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
