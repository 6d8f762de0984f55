import Glibc
import Synchronization

/// What the service counts, in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4).
package final class Meters: Sendable {
    private struct Key: Hashable, Comparable {
        let name: String
        /// `method="GET",status="200"`
        let labels: String

        static func < (one: Key, other: Key) -> Bool {
            one.name == other.name ? one.labels < other.labels : one.name < other.name
        }
    }

    private let counters = Mutex<[Key: Int]>([:])

    package init() {}

    /// Adds to a counter. Labels come from the program, never from a client: each makes a line for ever.
    ///
    /// - Parameter name: As in `email_lmtp_mails_total`.
    package func count(_ name: String, _ labels: KeyValuePairs<String, String> = [:], by amount: Int = 1) {
        let words = labels.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
        counters.withLock { $0[Key(name: name, labels: words), default: 0] += amount }
    }

    /// A reading that is taken when somebody asks.
    package struct Gauge: Sendable {
        let name: String
        let help: String
        let value: Double

        package init(_ name: String, _ help: String, _ value: Double) {
            self.name = name
            self.help = help
            self.value = value
        }
    }

    /// - Parameter help: What the counters mean, by name.
    package func text(gauges: [Gauge], help: [String: String]) -> String {
        var lines: [String] = []
        var last = ""
        for (key, value) in counters.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            if key.name != last {
                lines.append("# HELP \(key.name) \(help[key.name] ?? key.name)")
                lines.append("# TYPE \(key.name) counter")
                last = key.name
            }
            lines.append(key.name + (key.labels.isEmpty ? "" : "{\(key.labels)}") + " \(value)")
        }
        for gauge in gauges + Meters.ofProcess() {
            lines.append("# HELP \(gauge.name) \(gauge.help)")
            lines.append("# TYPE \(gauge.name) gauge")
            lines.append("\(gauge.name) \(gauge.value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func ofProcess() -> [Gauge] {
        var used = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
        let seconds = Double(used.tv_sec) + Double(used.tv_nsec) / 1e9
        var gauges = [Gauge("process_cpu_seconds", "Processor time that the service has used.", seconds)]
        if let pages = residentPages() {
            gauges.append(
                Gauge(
                    "process_resident_memory_bytes", "Memory of the service.",
                    Double(pages * sysconf(Int32(_SC_PAGESIZE)))))
        }
        return gauges
    }

    private static func residentPages() -> Int? {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = unsafe read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
        return words.count > 1 ? Int(words[1]) : nil
    }
}
