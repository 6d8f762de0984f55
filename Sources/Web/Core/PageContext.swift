import Hummingbird
import NIOCore

/// What belongs to one request.
struct PageContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection; a socket's path for a Unix socket.
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }
}

/// Who asks: the address, and the network that limits go by.
struct Client: Sendable, Hashable {
    /// An IP address, or `local` for a Unix socket.
    let address: String
    /// Whether the request came from this machine and through no proxy.
    let isLocal: Bool

    /// What one customer of a provider usually has: the address itself in IPv4, the /64 in IPv6.
    var network: String { network(bytes: 8) ?? address }

    /// What many a customer, and any tunnel, has in IPv6: 65,536 such networks. Nil in IPv4.
    var site: String? { network(bytes: 6) }

    /// So many bytes of an address of IPv6; nil for any other.
    private func network(bytes count: Int) -> String? {
        guard address.contains(":"), let address = try? SocketAddress(ipAddress: address, port: 0),
            case .v6(let value) = address
        else { return nil }
        var bytes = value.address.sin6_addr
        let part = unsafe withUnsafeBytes(of: &bytes) { unsafe Array($0.prefix(count)) }
        return hexadecimal(part) + "/\(count * 8)"
    }

    init(_ request: Request, _ context: PageContext, trustsProxy: Bool) {
        var address = context.peer?.ipAddress
        // Many a mapped address (RFC 4291, section 2.5.5.2) is one of IPv4.
        if let found = address, found.hasPrefix("::ffff:"), found.contains(".") { address = String(found.dropFirst(7)) }
        let isLoopback = address.map { $0 == "::1" || $0.hasPrefix("127.") } ?? true
        let forwarded = request.headers[values: .xForwardedFor].joined(separator: ",")
        isLocal = isLoopback && forwarded.isEmpty && request.headers[.forwarded] == nil
        if trustsProxy, let last = forwarded.split(separator: ",").last {
            // The last one was added by our own proxy; those before it, by anybody.
            let text = last.filter { $0 != " " }
            if (try? SocketAddress(ipAddress: text, port: 0)) != nil { address = text }
        }
        self.address = address ?? "local"
    }
}
