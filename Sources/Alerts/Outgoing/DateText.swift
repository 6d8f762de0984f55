/// A date as mails write it.
package enum DateText {
    /// `Sat, 21 Nov 2026 08:54:00 +0000`, RFC 5322 3.3.
    package static func header(_ seconds: Int64) -> String {
        let date = CivilTime(seconds)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(floorModulo(date.day, 7))]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday), \(two(date.dayOfMonth)) \(months[date.month - 1]) \(four(date.year)) \(clock(date)) +0000"
    }

    /// `2026-11-21 08:54:00`, UTC, as Fossil writes it.
    package static func plain(_ seconds: Int64) -> String {
        let date = CivilTime(seconds)
        return "\(four(date.year))-\(two(date.month))-\(two(date.dayOfMonth)) \(clock(date))"
    }

    private static func clock(_ date: CivilTime) -> String {
        let second = Int(date.secondOfDay)
        return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func four(_ number: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// A time in the calendar, UTC.
private struct CivilTime {
    /// Since 1970.
    let day: Int64
    let secondOfDay: Int64
    let year: Int
    let month: Int
    let dayOfMonth: Int

    /// Times of other years than 1 to 9999 are moved to the nearest that is in them: a header has four digits.
    init(_ seconds: Int64) {
        let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
        secondOfDay = floorModulo(seconds, 86_400)
        day = (seconds - secondOfDay) / 86_400
        // Counted in years that begin with March, so that the leap day is the last; an era is 400 years.
        let shifted = day + 719_468
        let era = (shifted - floorModulo(shifted, 146_097)) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        dayOfMonth = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }
}

private func floorModulo(_ number: Int64, _ divisor: Int64) -> Int64 {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
}
