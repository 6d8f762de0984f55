/// How many mails go in a time: the setting `email-rate`.
///
///     20/s             no more than twenty a second in all
///     *=60/m           no more than sixty a minute to any one domain
///     gmail.com=10/m   to that domain
///
/// Mails are spread evenly over the time; what one second allows may go at once. What has to wait is given a moment of its
/// own, one after the other, so that a mail is put off once and not again and again.
package struct RateLimit: Sendable, Hashable {
    /// One limit, and how far it is used.
    private struct Meter: Sendable, Hashable {
        /// Seconds between two mails.
        let interval: Double
        /// When the next mail would be due if all were sent evenly. Seconds since 1970.
        var next = 0.0
        /// When the next mail that has to wait may go.
        var waiting = 0.0

        init(interval: Double) {
            self.interval = interval
        }

        /// What one second allows may go at once.
        var earliest: Double { next - max(0, 1 - interval) }

        /// The same where that can be. Never is more than one mail ahead of its time: what says so was kept by a clock that was
        /// ahead, and would hold back everything until that time.
        func plausible(now: Double) -> Meter {
            if next <= now + 1 + 2 * interval { return self }
            return Meter(interval: interval)
        }
    }

    private static let overall = ""

    /// Seconds between two mails, by domain; `*` is any other domain, and the empty name all mails.
    private let intervals: [String: Double]
    private var meters: [String: Meter] = [:]

    /// No limit.
    package init() {
        intervals = [:]
    }

    /// Nil where a word is no rate.
    package init?(_ text: String) {
        var intervals: [String: Double] = [:]
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count <= 2, let rate = parts.last, let interval = RateLimit.interval(rate) else { return nil }
            let domain = parts.count == 2 ? parts[0].lowercased() : RateLimit.overall
            guard parts.count == 1 || !domain.isEmpty, intervals[domain] == nil else { return nil }
            intervals[domain] = interval
        }
        self.intervals = intervals
    }

    /// Why a rate of the text would never hold, in a sentence; nil where each may.
    static func objection(to text: String) -> String? {
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=")
            guard parts.count == 2, parts[0] != "*" else { continue }
            let address = "x@" + parts[0].lowercased()
            if !isSendable(address) || domain(of: address) != parts[0].lowercased() {
                return
                    "'\(parts[0])' is no domain. Write one as it stands behind the @, such as gmail.com; * is any other."
            }
        }
        return nil
    }

    /// - Parameter state: What `state` gave at the end of the last run.
    package init(_ settings: Settings, state: String = "") {
        self = RateLimit(settings[.rate]) ?? RateLimit()
        for line in state.split(separator: "\n") {
            let parts = line.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let next = Double(parts[1]), next.isFinite,
                var meter = meter(named: String(parts[0]))
            else { continue }
            meter.next = next
            meters[String(parts[0])] = meter
        }
    }

    /// `20/s`, `100/h`
    private static func interval(_ text: Substring) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int64(parts[0]), (1...1_000_000).contains(count), parts[1].count == 1,
            let unit = parts[1].first, let span = TimeSpan.factor(of: unit)
        else { return nil }
        return Double(span) / Double(count)
    }

    package var isUnlimited: Bool { intervals.isEmpty }

    /// What the next run has to know, so that many short runs send no more than a long one.
    package func state(now: Double) -> String {
        meters.filter { $0.value.next > now }.map { "\($0.key)=\($0.value.next)" }.sorted().joined(separator: "\n")
    }

    /// Asks for leave to send one mail. Nil: it may go, and is counted. Else the time before which it may not.
    package mutating func delay(domain: String, now: Double) -> Double? {
        if intervals.isEmpty { return nil }
        var used: [(String, Meter)] = []
        for name in [RateLimit.overall, domain] {
            if let meter = meter(named: name)?.plausible(now: now) { used.append((name, meter)) }
        }
        if used.allSatisfy({ $0.1.earliest <= now }) {
            for (name, meter) in used {
                var meter = meter
                meter.next = max(meter.next, now) + meter.interval
                meters[name] = meter
            }
            return nil
        }
        var moment = now
        for (_, meter) in used where meter.earliest > now { moment = max(moment, meter.earliest, meter.waiting) }
        for (name, meter) in used where meter.earliest > now {
            var meter = meter
            meter.waiting = moment + meter.interval
            meters[name] = meter
        }
        return moment
    }

    private func meter(named name: String) -> Meter? {
        if let known = meters[name] { return known }
        let interval = intervals[name] ?? (name == RateLimit.overall ? nil : intervals["*"])
        return interval.map { Meter(interval: $0) }
    }
}

/// What follows the last `@`, in lower case; empty where there is none.
package func domain(of address: String) -> String {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
    return address[address.index(after: at)...].lowercased()
}
