import Alerts

extension Store {
    /// Writes a line of the log, inside a transaction of the caller.
    func log(_ level: String, _ message: String, inbound: Int64?, now: Int64) throws(StoreError) {
        try connection.run(
            "INSERT INTO fx_email_log(time, level, inboundId, message) VALUES(?1, ?2, ?3, ?4)",
            [.integer(now), .text(level), SQLValue(inbound), .text(message)])
    }

    /// Writes a line of the log in a transaction of its own.
    package func writeLog(_ level: String, _ message: String, inbound: Int64? = nil, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in try log(level, message, inbound: inbound, now: now) }
    }

    /// A line of the log.
    package struct LogLine: Sendable, Hashable {
        package let time: Int64
        package let level: String
        package let inbound: Int64?
        package let message: String
    }

    /// The newest lines, oldest first.
    package func logLines(limit: Int) throws(StoreError) -> [LogLine] {
        try connection.rows(
            "SELECT time, level, inboundId, message FROM fx_email_log ORDER BY logId DESC LIMIT ?1", [SQLValue(limit)]
        ) {
            LogLine(time: $0.integer(0), level: $0.text(1), inbound: $0.integerOrNil(2), message: $0.text(3))
        }.reversed()
    }
}
