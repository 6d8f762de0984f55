import Bounces

/// What earlier mails have said of a subscriber, as far as it counts.
package struct PastReport: Sendable, Hashable {
    package let subscriber: Int64
    /// The subscriber's address at that time: a changed address starts with a clean score.
    package let address: String
    /// When the report came, by our clock. Seconds since 1970.
    package let received: Int64
    package let kind: Report.Kind
    package let classification: BounceClass?
    package let reason: Reason?
    package let trust: Trust
    /// What tells one delivery from another, where the report names it.
    package let delivery: String?

    package init(
        subscriber: Int64, address: String, received: Int64, kind: Report.Kind, classification: BounceClass? = nil,
        reason: Reason? = nil, trust: Trust, delivery: String? = nil
    ) {
        self.subscriber = subscriber
        self.address = address
        self.received = received
        self.kind = kind
        self.classification = classification
        self.reason = reason
        self.trust = trust
        self.delivery = delivery
    }

    package var day: Int64 { received / 86_400 }
}

/// The history of the subscribers whom a mail concerns.
package struct History: Sendable, Hashable {
    package var reports: [PastReport]
    /// When mails of ours were accepted, by subscriber: delivered by a proven report, or never heard of again. Seconds since
    /// 1970.
    package var accepted: [Int64: [Int64]]
    /// How many fail where and as the report at hand says.
    package var failures: [FailureCount]

    package init(reports: [PastReport] = [], accepted: [Int64: [Int64]] = [:], failures: [FailureCount] = []) {
        self.reports = reports
        self.accepted = accepted
        self.failures = failures
    }

    /// What was reported of a subscriber under the present address.
    func reports(of subscriber: Subscriber) -> [PastReport] {
        reports.filter { $0.subscriber == subscriber.id && subscriber.hasAddress($0.address) }
    }

    /// Deliveries with a proven hard bounce.
    package func verifiedHard(of subscriber: Subscriber) -> Int {
        Set(
            reports(of: subscriber).filter {
                $0.kind == .bounce && $0.classification == .hard && $0.trust == .verified
            }.map { $0.delivery ?? "day \($0.day)" }
        ).count
    }

    /// When a mail to the subscriber was last accepted. What comes in the same second is taken as if it came later, so that
    /// the order of the two does not matter.
    package func lastAcceptance(of subscriber: Subscriber, before now: Int64) -> Int64? {
        let delivered = reports(of: subscriber).filter { $0.kind == .delivered && $0.trust == .verified }.map(
            \.received)
        return (delivered + (accepted[subscriber.id] ?? [])).filter { $0 < now }.max()
    }
}
