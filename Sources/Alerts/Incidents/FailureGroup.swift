import Bounces
import MIME

/// The failures that are counted together for the incident alarm: at one provider, for one reason.
///
/// A provider is seen from two sides: the domain of the subscribers' addresses, and the servers that refused, since one
/// company may serve thousands of domains.
package struct FailureGroup: Sendable, Hashable {
    /// From which side a provider is seen. The raw values are those of the database.
    package enum Side: String, Sendable, Hashable {
        case domain, server
    }

    package let side: Side
    /// A domain in lower case.
    package let provider: String
    package let reason: Reason
    /// What is not proven is counted by itself: a forger must not be able to stop the scoring of what is.
    package let trust: Trust

    package init(side: Side, provider: String, reason: Reason, trust: Trust) {
        self.side = side
        self.provider = provider
        self.reason = reason
        self.trust = trust
    }

    /// The groups to which a failure belongs: one or two.
    static func of(_ subject: Subject, _ recipient: Recipient) -> [FailureGroup] {
        let domain = domain(of: subject.subscriber.address)
        let server = recipient.remoteMTA.flatMap(organisation)
        var groups: [FailureGroup] = []
        if let domain {
            groups.append(
                FailureGroup(side: .domain, provider: domain, reason: recipient.reason, trust: subject.trust))
        }
        if let server {
            groups.append(
                FailureGroup(side: .server, provider: server, reason: recipient.reason, trust: subject.trust))
        }
        return groups
    }

    /// The domain of an address, in lower case.
    package static func domain(of address: String) -> String? {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let domain = address.utf8[address.utf8.index(after: at)...].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return domain.isEmpty ? nil : String(decoding: domain, as: UTF8.self)
    }

    /// Second-level names under which registries of countries sell names, so that the owner stands one label further left.
    private static let registries = ["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"]

    /// Who runs a server, by its name: `mx1.mail.example.co.uk` is of `example.co.uk`. Nil for an address literal and for a
    /// name without a domain.
    static func organisation(_ server: String) -> String? {
        guard server.utf8.count <= 255 else { return nil }
        var labels = server.lowercased().split(separator: ".")
        guard labels.count >= 2, let last = labels.last, last.utf8.contains(where: { $0 >= 0x61 && $0 <= 0x7A }),
            !server.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ":") })
        else { return nil }
        let isCountry = last.utf8.count == 2
        let keeps = isCountry && registries.contains(String(labels[labels.count - 2])) ? 3 : 2
        labels.removeFirst(max(0, labels.count - keeps))
        return labels.joined(separator: ".")
    }
}
