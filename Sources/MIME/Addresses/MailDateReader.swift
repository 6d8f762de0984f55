/// Takes the tokens of a date in whatever order they come: each shows by its form what it is.
struct MailDateReader {
    private var day: Int?
    private var month: Int?
    private var year: Int?
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var offset: Int?
    private var isAfternoon: Bool?

    mutating func read(_ bytes: Span<UInt8>) {
        var position = 0
        var depth = 0
        // A date is short; what goes on for longer is none.
        let end = min(bytes.count, 256)
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\"), depth > 0 {
                position += 2
                continue
            }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if depth > 0 {
                if byte == UInt8(ascii: ")") { depth -= 1 }
                position += 1
                continue
            }
            let start = position
            if ASCII.isDigit(byte) {
                while position < end, isNumeric(bytes[position]) { position += 1 }
                number(bytes.extracting(start..<position))
            } else if ASCII.isLetter(byte) {
                while position < end, ASCII.isLetter(bytes[position]) { position += 1 }
                word(bytes.extracting(start..<position))
            } else if (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && (hour != nil || year != nil) {
                position += 1
                while position < end, ASCII.isDigit(bytes[position]) || bytes[position] == UInt8(ascii: ":") {
                    position += 1
                }
                zone(bytes.extracting(start + 1..<position), isNegative: byte == UInt8(ascii: "-"))
            } else {
                position += 1
            }
        }
    }

    func date() -> MailDate? {
        guard let day, let month, let year, day >= 1, (1...12).contains(month) else { return nil }
        var hour = hour ?? 0
        if isAfternoon == true, hour < 12 { hour += 12 }
        if isAfternoon == false, hour == 12 { hour = 0 }
        guard hour < 24, minute < 60, second <= 60, year <= 9999 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let local = ((days(fromCivil: year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return MailDate(secondsSince1970: local - (offset ?? 0) * 60, offsetMinutes: offset ?? 0)
    }

    /// Digits with colons are a time, with dots too where there are two; others a day or a year.
    private mutating func number(_ token: Span<UInt8>) {
        var values: [Int] = []
        var digits = 0
        var lengths: [Int] = []
        var value = 0
        var isTime = false
        for index in 0...token.count {
            if index < token.count, ASCII.isDigit(token[index]) {
                digits += 1
                value = value < 100_000 ? value * 10 + Int(token[index] - 0x30) : value
                continue
            }
            if index < token.count, token[index] == UInt8(ascii: ":") { isTime = true }
            if digits > 0 {
                values.append(value)
                lengths.append(digits)
            }
            (value, digits) = (0, 0)
        }
        if hour == nil, isTime || values.count == 3, let first = values.first {
            hour = first
            minute = values.count > 1 ? values[1] : 0
            second = values.count > 2 ? values[2] : 0
            return
        }
        guard let first = values.first, let length = lengths.first else { return }
        if length >= 3 || day != nil {
            guard year == nil else { return }
            year = fullYear(first, digits: length)
        } else if year != nil, month == nil {
            month = first  // ISO 8601
        } else {
            day = first
        }
    }

    /// RFC 5322 4.3: 00 to 49 are 2000 and later, 50 to 99 and all of three digits count from 1900.
    private func fullYear(_ number: Int, digits: Int) -> Int {
        if digits >= 4 { return number }
        return number < 50 && digits == 2 ? number + 2000 : number + 1900
    }

    private mutating func word(_ token: Span<UInt8>) {
        var folded: [UInt8] = []
        for index in 0..<token.count { folded.append(ASCII.lowercased(token[index])) }
        let word = String(decoding: folded, as: UTF8.self)
        if let number = Self.months.firstIndex(of: String(word.prefix(3))), month == nil {
            month = number + 1
        } else if word == "am" || word == "pm" {
            isAfternoon = word == "pm"
        } else if hour != nil, offset == nil, let minutes = Self.zones[word] {
            offset = minutes
        }
    }

    /// `zone = ("+" / "-") 4DIGIT`; also `+01:00` and `+01`.
    private mutating func zone(_ token: Span<UInt8>, isNegative: Bool) {
        var digits: [Int] = []
        for index in 0..<token.count where ASCII.isDigit(token[index]) { digits.append(Int(token[index] - 0x30)) }
        if year != nil, hour == nil {
            // `2024-01-12`: the hyphen joins, it is no sign.
            return number(token)
        }
        guard digits.count <= 4, !digits.isEmpty else { return }
        if digits.count == 3 { digits.insert(0, at: 0) }
        let hours = digits.count == 1 ? digits[0] : digits[0] * 10 + digits[1]
        let minutes = digits.count == 4 ? digits[2] * 10 + digits[3] : 0
        guard minutes < 60 else { return }
        if let known = offset, known != 0 { return }
        offset = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// RFC 5322 4.3, and zones that mean one thing only. All other names count as UTC.
    private static let zones: [String: Int] = [
        "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
        "mdt": -360, "pst": -480, "pdt": -420, "ast": -240, "adt": -180, "akst": -540, "akdt": -480, "hst": -600,
        "wet": 0, "west": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "eet": 120,
        "eest": 180, "msk": 180, "msd": 240, "jst": 540, "kst": 540, "nzst": 720, "nzdt": 780, "aest": 600, "aedt": 660,
        "sast": 120,
    ]
}
