import Bounces

/// What is to be counted before a report can be judged.
package struct FailureQuestion: Sendable, Hashable {
    package let group: FailureGroup
    /// Whom the report at hand concerns.
    package var subscribers: [Int64]
}

/// How many subscribers fail at one provider for one reason.
package struct FailureCount: Sendable, Hashable {
    package let group: FailureGroup
    /// Subscribers who failed within `email-incident-hours`, those of the report at hand included.
    package let failing: Int
    /// Who gets mail: at that domain, or in all where the provider is known by its servers. Counted only where enough fail.
    package let subscribers: Int
    /// The most who failed on any day of the 90 before. Counted only where many fail.
    package let usual: Int
    /// The number of the incident that is open.
    package let incident: Int64?

    package init(group: FailureGroup, failing: Int, subscribers: Int, usual: Int = 0, incident: Int64? = nil) {
        self.group = group
        self.failing = failing
        self.subscribers = max(subscribers, failing)
        self.usual = usual
        self.incident = incident
    }

    /// The same with so many more who fail.
    package func adding(_ newcomers: Int) -> FailureCount {
        FailureCount(
            group: group, failing: failing + newcomers, subscribers: subscribers, usual: usual, incident: incident)
    }

    /// From this many on, a wave is one also where it reaches a small share of a large provider.
    static let waveLimit = 50
    /// So many per cent at least, for a wave.
    static let waveShare = 5
    /// So many times the usual number at least, for a wave.
    static let waveFactor = 5

    /// Whether so many fail at once that the cause is not with the subscribers.
    ///
    /// Addresses die one by one. At least `email-incident-limit` subscribers who are `email-incident-share` per cent of those
    /// whose domain it is, or a wave: 50 who are 5 per cent and five times as many as on any day before. The servers of a
    /// provider are known only where they refuse, so of these a wave alone counts.
    package func isIncident(_ settings: Settings) -> Bool {
        let limit = settings.number(.incidentLimit)
        guard limit > 0, failing >= limit else { return false }
        return isShare(settings) || isWave
    }

    package func isShare(_ settings: Settings) -> Bool {
        group.side == .domain && failing * 100 >= subscribers * settings.number(.incidentShare)
    }

    package var isWave: Bool {
        failing >= FailureCount.waveLimit && failing * 100 >= subscribers * FailureCount.waveShare
            && failing >= usual * FailureCount.waveFactor
    }
}
