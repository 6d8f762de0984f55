import Glibc

/// The only clock of the program. What judges gets the time as a value.
package enum Clock {
    /// Seconds since 1970. Not by `time`, which is behind by some milliseconds: whoever has slept until a second would still be
    /// in the one before.
    package static var now: Int64 { Int64(reading.tv_sec) }

    /// Seconds since 1970, with fractions.
    static var preciseNow: Double { Double(reading.tv_sec) + Double(reading.tv_nsec) / 1e9 }

    private static var reading: timespec {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return time
    }

    /// The day of a date such as `2026-01-31`, in days since 1970; nil for anything else.
    package static func day(_ date: String) -> Int64? {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, let year = Int32(parts[0]), let month = Int32(parts[1]),
            let day = Int32(parts[2]), (1970...9999).contains(year)
        else { return nil }
        var time = unsafe tm()
        unsafe time.tm_year = year - 1900
        unsafe time.tm_mon = month - 1
        unsafe time.tm_mday = day
        let seconds = unsafe Int64(timegm(&time))
        // The 31st of February is the 3rd of March, and no date.
        return text(seconds).hasPrefix(date) ? seconds / 86_400 : nil
    }

    /// `2026-01-31 12:34:56`, UTC.
    package static func text(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe gmtime_r(&time, &parts) != nil else { return "?" }
        func padded(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = unsafe "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
        return unsafe date + " \(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))"
    }
}
