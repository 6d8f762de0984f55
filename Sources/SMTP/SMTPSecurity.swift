import NIOCore
import NIOPosix
import NIOSSL
import Transports

/// TLS of one server: its certificate has to be valid, for its name, and by somebody whom we trust.
struct SMTPSecurity {
    private let context: NIOSSLContext
    /// The name that the certificate is for; nil where the server is named by its number.
    private let host: String?

    /// - Throws: Where the trusted certificates cannot be read.
    init(host: String, certificates: String) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        if !certificates.isEmpty {
            // The library would wait for a pipe.
            _ = try Descriptor.settingsFile(certificates, limit: 16 << 20)
            configuration.trustRoots = .file(certificates)
        }
        context = try NIOSSLContext(configuration: configuration)
        let isNumber = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        self.host = isNumber ? nil : host
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: host)
    }

    /// What went wrong without TLS, for a person.
    static func words(for error: any Error) -> String {
        switch error {
        case let error as IOError: return Descriptor.message(error.errnoCode)
        case let error as NIOConnectionError: return words(for: error)
        case let error as ChannelError:
            if case .connectTimeout = error { return "no answer in time" }
            return "\(error)"
        default: return "\(error)"
        }
    }

    private static func words(for error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return words(for: first.error) }
        return "there is no such host"
    }
}
