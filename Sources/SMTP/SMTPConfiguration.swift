import Alerts
import Glibc
import Transports

/// How the server is spoken to, from the settings.
struct SMTPConfiguration: Sendable, Hashable {
    enum Security: Sendable, Hashable {
        case off, startTLS, implicitTLS
    }

    let endpoint: SMTPEndpoint
    let security: Security
    /// A file of certificates instead of the system's; empty for those.
    let certificates: String
    let credentials: SMTPCredentials?
    /// What we call ourselves.
    let name: String
    let parallel: Int
    let timeoutSeconds: Int

    /// - Throws: What to set.
    init(settings: Settings) throws(TransportError) {
        let relay = settings[.sendRelayHost]
        guard !relay.isEmpty else {
            throw TransportError(
                .missing, setting: Setting.sendRelayHost.rawValue,
                message: "it is empty, and the method \(settings.sendMethod) needs it. Set it to the server, such as "
                    + "localhost:25 or lmtp:/path/of/socket.")
        }
        guard let endpoint = SMTPEndpoint(relay) else {
            throw TransportError(
                .wrong, setting: Setting.sendRelayHost.rawValue,
                message: SMTPEndpoint.objection(to: relay))
        }
        self.endpoint = endpoint
        security =
            switch settings[.sendTLS] {
            case "tls": .implicitTLS
            case "starttls": .startTLS
            case "off": .off
            default:
                if case .host(_, 465) = endpoint.place { .implicitTLS } else { endpoint.isLocal ? .off : .startTLS }
            }
        certificates = settings[.sendCertificates]
        if settings[.sendCredentials].isEmpty {
            credentials = nil
        } else {
            do throws(SMTPCredentials.Mistake) {
                credentials = try SMTPCredentials(file: settings[.sendCredentials])
            } catch {
                throw TransportError(.wrong, setting: Setting.sendCredentials.rawValue, message: error.message)
            }
            guard security != .off || endpoint.isLocal else {
                throw TransportError(
                    .wrong, setting: Setting.sendTLS.rawValue,
                    message: "a password is not sent in the clear. Set it to starttls, or empty email-send-credentials."
                )
            }
        }
        name = Self.ownName(settings)
        parallel = settings.number(.sendParallel)
        timeoutSeconds = settings.number(.sendTimeout)
    }

    /// The full name of this machine, else the domain of `email-self` (RFC 5321 4.1.4 asks for a domain).
    private static func ownName(_ settings: Settings) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        var name = ""
        if unsafe gethostname(&buffer, buffer.count - 1) == 0 {
            name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        let candidates = [name, settings[.selfAddress].split(separator: "@").last.map(String.init) ?? ""]
        return candidates.first { name in
            name.contains(".") && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "@") }
        } ?? "localhost.localdomain"
    }
}
