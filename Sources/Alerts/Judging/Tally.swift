import Bounces

/// How often an address has failed, this report included. Distinct days and deliveries count, never mails: a report that is
/// sent again and again counts once.
struct Tally {
    /// Deliveries with a proven hard bounce.
    let verifiedHard: Int
    /// Days within the window with a hard bounce, proven or not.
    let hardDays: Int
    /// Days with a proven soft bounce about the mailbox since a mail was last accepted.
    let softDays: Int
    /// Deliveries of those days.
    let softDeliveries: Int

    /// Counts as if the report at hand were both a hard bounce and a soft one about the mailbox; the caller knows which.
    init(of subscriber: Subscriber, history: History, delivery: String?, now: Int64) {
        let today = now / 86_400
        let bounces = history.reports(of: subscriber).filter { $0.kind == .bounce && $0.received <= now }
        let hard = bounces.filter { $0.classification == .hard }
        let present = Tally.key(delivery, day: today)
        verifiedHard =
            Set(hard.filter { $0.trust == .verified }.map { Tally.key($0.delivery, day: $0.day) } + [present]).count
        hardDays = Set(hard.map(\.day).filter { $0 > today - Policy.unverifiedWindowDays } + [today]).count
        let accepted = history.lastAcceptance(of: subscriber, before: now) ?? Int64.min
        let soft = bounces.filter {
            $0.classification == .soft && $0.trust == .verified && $0.reason?.concernsMailbox == true
                && $0.received > accepted && $0.day > today - Policy.softWindowDays
        }
        softDays = Set(soft.map(\.day) + [today]).count
        softDeliveries = Set(soft.map { Tally.key($0.delivery, day: $0.day) } + [present]).count
    }

    /// A report that names no delivery is taken for the delivery of its day.
    private static func key(_ delivery: String?, day: Int64) -> String {
        delivery ?? "day \(day)"
    }
}
