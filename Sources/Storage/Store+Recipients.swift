import Alerts

/// What an envelope recipient is, before there is a mail.
package enum RecipientStanding: Sendable, Hashable {
    /// A return path that we signed, for somebody who subscribes, or a probe of `email doctor`.
    case proven
    /// A plain address of ours that takes mail.
    case plain
    case unknown
}

extension Store {
    /// Whether mail for an address is ours to take.
    ///
    /// A token proves itself, whatever the domain and the wrapping. One whose subscriber is gone cannot be told from a
    /// forged one, since the signature covers the address. Of plain addresses those are ours that have to be: the
    /// administrator's (RFC 5321, section 4.5.1), and the one for complaints (RFC 9477) where it is set.
    package func standing(ofRecipient address: String, now: Int64) throws(StoreError) -> RecipientStanding {
        if try isProven(address, now: now) { return .proven }
        let settings = try settings()
        let isPlain = WrappedAddress.layers(address).contains { Store.isPlain($0, settings) }
        return isPlain ? .plain : .unknown
    }

    private func isProven(_ address: String, now: Int64) throws(StoreError) -> Bool {
        let tokens = ReturnPathToken.candidates(in: address).prefix(4)
        let probes = ProbeToken.candidates(in: address).prefix(4)
        guard !tokens.isEmpty || !probes.isEmpty else { return false }
        let keys = try signingKeys()
        if probes.contains(where: { $0.isGenuine(now: now, keys: keys) }) { return true }
        for token in tokens {
            guard let owner = try subscriber(id: token.subscriber) else { continue }
            if token.isGenuine(address: owner.address, now: now, keys: keys) { return true }
        }
        return false
    }

    private static func isPlain(_ address: String, _ settings: Settings) -> Bool {
        let address = address.lowercased()
        let own = settings[.selfAddress].lowercased()
        guard let at = own.lastIndex(of: "@") else { return address == "postmaster" }
        if address == "postmaster" || address == "postmaster" + own[at...] { return true }
        if !address.isEmpty, areOneMailbox(address, settings[.complaintAddress]) { return true }
        return settings.takesPlainAddresses && areOneMailbox(address, own)
    }
}
