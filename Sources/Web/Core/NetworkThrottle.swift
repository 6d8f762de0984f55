/// How often something may be done from one network, and in IPv6 from all those that one customer may have.
final class NetworkThrottle: Sendable {
    /// A /48 is an office with many people as well as somebody with many networks.
    private static let siteFactor = 10

    private let networks: Throttle
    private let sites: Throttle

    init(per seconds: Int64) {
        networks = Throttle(0, per: seconds)
        sites = Throttle(0, per: seconds)
    }

    /// Counts, and says whether it is still within the limit.
    ///
    /// - Parameters:
    ///   - limit: For a network.
    ///   - now: Seconds since 1970.
    func allows(_ client: Client, limit: Int, now: Int64) -> Bool {
        guard let site = client.site else { return networks.allows(client.network, limit: limit, now: now) }
        let (siteLimit, isTooMany) = limit.multipliedReportingOverflow(by: NetworkThrottle.siteFactor)
        // Once it is used up, its networks are not looked at: there may be more of them than are remembered.
        if !isTooMany, sites.isUsedUp(site, limit: siteLimit, now: now) { return false }
        // What is refused to one network takes nothing from the others.
        return networks.allows(client.network, limit: limit, now: now)
            && (isTooMany || sites.allows(site, limit: siteLimit, now: now))
    }
}
