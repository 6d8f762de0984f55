/// The date of a header field, RFC 5322 3.3 and 4.3.
public struct MailDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The moment, in UTC.
    public let secondsSince1970: Int
    /// Local time minus UTC. 0 where the zone is missing or unknown.
    public let offsetMinutes: Int

    public init(secondsSince1970: Int, offsetMinutes: Int = 0) {
        self.secondsSince1970 = secondsSince1970
        self.offsetMinutes = offsetMinutes
    }

    /// Reads a date with its comments; nil if day, month or year are missing or do not exist.
    ///
    /// Obsolete: years of two and three digits, zones by name (military ones count as UTC, as RFC 5322 4.3 asks), comments
    /// and white space between any two tokens. QUIRK: no or misspelled day of the week, no seconds, no time, no zone,
    /// `asctime` order, ISO 8601, `12-Jan-2024`.
    public init?(_ bytes: Span<UInt8>) {
        var reader = MailDateReader()
        reader.read(bytes)
        guard let date = reader.date() else { return nil }
        self = date
    }

    public init?(_ text: String) {
        self.init(Array(text.utf8).span)
    }

    /// ISO 8601 in the date's own zone: `2024-01-12T10:11:12+01:00`, or `…Z`.
    public var description: String {
        let local = secondsSince1970 + offsetMinutes * 60
        let days = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
        let second = local - days * 86_400
        let (year, month, day) = civil(fromDays: days)
        let zone = abs(offsetMinutes)
        let offset =
            offsetMinutes == 0 ? "Z" : (offsetMinutes < 0 ? "-" : "+") + padded(zone / 60) + ":" + padded(zone % 60)
        return padded(year, 4) + "-" + padded(month) + "-" + padded(day) + "T" + padded(second / 3600) + ":"
            + padded(second / 60 % 60) + ":" + padded(second % 60) + offset
    }

    /// By the moment that they name.
    public static func < (left: MailDate, right: MailDate) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Days since 1970-01-01 of a date in the Gregorian calendar (counting from March makes the leap day the last of a year).
func days(fromCivil year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
}

func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
}
