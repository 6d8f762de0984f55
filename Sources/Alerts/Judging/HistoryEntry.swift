import Bounces

/// A line of the bounce history, as it is written and as `email bounces` shows it.
package struct HistoryEntry: Sendable, Hashable {
    package var subscriber: Int64?
    package var address: String
    package var inbound: Int64?
    package var sent: Int64?
    package var received: Int64
    package var kind: String
    package var action: String?
    package var status: String?
    package var reply: String?
    package var classification: String?
    package var reason: String?
    package var diagnostic: String?
    package var remoteMTA: String?
    package var rule: String?
    package var trust: String
    package var delivery: String?
    package var effect: String
    package var because: String
    package var lifted: Int64?
    /// The domain of the address, and who runs the server that refused: what the incident alarm counts by.
    package var domain: String?
    package var server: String?
    /// The incident that it is found to be part of as it is written.
    package var incident: FailureCount?
    /// The number of its incident, as read.
    package var incidentID: Int64?

    /// What a decision about a report leaves in the history.
    package init(_ decision: Decision, report: Report, inbound: Int64?, received: Int64) {
        let recipient = decision.recipient.flatMap {
            report.recipients.indices.contains($0) ? report.recipients[$0] : nil
        }
        subscriber = decision.subscriber
        address = decision.address
        self.inbound = inbound
        sent = decision.sent
        self.received = received
        kind = report.kind.rawValue
        action = recipient?.action.rawValue
        status = recipient?.status
        reply = recipient?.reply
        classification = recipient?.classification.rawValue
        reason = recipient?.reason.rawValue
        diagnostic = recipient?.diagnostic.map { String($0.prefix(1000)) }
        remoteMTA = recipient?.remoteMTA
        rule = recipient?.rule ?? report.rule
        trust = decision.trust.rawValue
        delivery = report.original.messageID ?? report.original.envelopeID
        effect = decision.effect.rawValue
        because = decision.because
        lifted = decision.incident == nil ? nil : received
        incident = decision.incident
        if decision.subscriber != nil {
            domain = FailureGroup.domain(of: decision.address)
            server = recipient?.remoteMTA.flatMap(FailureGroup.organisation)
        }
    }

    /// An entry as it was read.
    package init(
        address: String, received: Int64, kind: String, trust: String, effect: String, because: String
    ) {
        self.address = address
        self.received = received
        self.kind = kind
        self.trust = trust
        self.effect = effect
        self.because = because
    }
}
