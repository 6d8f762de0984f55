/// Takes the tokens of a date in whatever order they come: each shows by its form what it is.
struct MailDateReader {
    private var day: Int?
    private var month: Int?
    /// Whether the month stands before the day: then it may have been a day's name in another language, as `mar` is.
    private var isMonthFirst = false
    private var year: Int?
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var offset: Int?
    private var isAfternoon: Bool?

    mutating func read(_ bytes: Span<UInt8>) {
        let text = Self.withoutComments(bytes)
        var position = 0
        while position < text.count {
            let byte = text[position]
            let start = position
            if ASCII.isDigit(byte) {
                while position < text.count, isNumeric(text[position]) { position += 1 }
                number(text[start..<position])
            } else if ASCII.isLetter(byte) {
                while position < text.count, ASCII.isLetter(text[position]) { position += 1 }
                word(text[start..<position])
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), hour != nil || year != nil {
                position += 1
                while position < text.count, isNumeric(text[position]) { position += 1 }
                zone(text[start + 1..<position], isNegative: byte == UInt8(ascii: "-"))
            } else {
                position += 1
            }
        }
    }

    func date() -> MailDate? {
        guard let day, let month, let year, day >= 1, (1...12).contains(month), year <= 9999 else { return nil }
        var hour = hour ?? 0
        if isAfternoon == true, hour < 12 { hour += 12 }
        if isAfternoon == false, hour == 12 { hour = 0 }
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        let next = month == 12 ? days(fromCivil: year + 1, 1, 1) : days(fromCivil: year, month + 1, 1)
        let date = days(fromCivil: year, month, day)
        guard date < next else { return nil }
        let local = ((date * 24 + hour) * 60 + minute) * 60 + second
        return MailDate(secondsSince1970: local - (offset ?? 0) * 60, offsetMinutes: offset ?? 0)
    }

    /// The first 256 bytes, as a date is short, with a blank for each comment and no blanks around colons (RFC 5322 4.3
    /// has comments and white space between any two tokens, inside of the time too).
    private static func withoutComments(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(40)
        var depth = 0
        var isEscaped = false
        for index in 0..<min(bytes.count, 256) {
            let byte = bytes[index]
            if depth > 0 {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "(") {
                    depth += 1
                } else if byte == UInt8(ascii: ")") {
                    depth -= 1
                }
            } else if byte == UInt8(ascii: "(") {
                depth = 1
                text.append(0x20)
            } else if ASCII.isSpace(byte) {
                if text.last != UInt8(ascii: ":") { text.append(0x20) }
            } else {
                if byte == UInt8(ascii: ":") {
                    while text.last == 0x20 { text.removeLast() }
                }
                text.append(byte)
            }
        }
        return text
    }

    /// `date-time = [ day-of-week "," ] date time [CFWS]`, or as obsolete (RFC 5322, 3.3 and 4.3).
    static func isWellFormed(_ bytes: Span<UInt8>) -> Bool {
        var tokens = withoutComments(bytes).split(separator: 0x20)[...]
        if let first = tokens.first, let letter = first.first, ASCII.isLetter(letter) {
            let isJoined = first.last == UInt8(ascii: ",")
            guard weekdays.contains(key(isJoined ? first.dropLast() : first)) else { return false }
            tokens = tokens.dropFirst()
            if !isJoined {
                guard tokens.first?.elementsEqual([UInt8(ascii: ",")]) == true else { return false }
                tokens = tokens.dropFirst()
            }
        }
        let parts = Array(tokens)
        guard parts.count == 5 else { return false }
        return isNumber(parts[0], 1...2) && parts[1].count == 3 && month(key(parts[1])) != nil
            && isNumber(parts[2], 2...4) && isTime(parts[3]) && isZone(parts[4])
    }

    private static func isNumber(_ token: ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Bool {
        digits.contains(token.count) && token.allSatisfy(ASCII.isDigit)
    }

    /// `hour ":" minute [ ":" second ]`
    private static func isTime(_ token: ArraySlice<UInt8>) -> Bool {
        let numbers = token.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return (2...3).contains(numbers.count) && numbers.allSatisfy { isNumber($0, 2...2) }
    }

    private static func isZone(_ token: ArraySlice<UInt8>) -> Bool {
        if token.first == UInt8(ascii: "+") || token.first == UInt8(ascii: "-") {
            return isNumber(token.dropFirst(), 4...4)
        }
        if token.count == 1 { return token.allSatisfy(ASCII.isLetter) }
        return obsoleteZones.contains(key(token))
    }

    private static let weekdays: Set<UInt32> = [
        key("mon"), key("tue"), key("wed"), key("thu"), key("fri"), key("sat"), key("sun"),
    ]

    private static let obsoleteZones: Set<UInt32> = [
        key("ut"), key("gmt"), key("est"), key("edt"), key("cst"), key("cdt"), key("mst"), key("mdt"), key("pst"),
        key("pdt"),
    ]

    /// Digits with colons are a time, with two dots too; all others are a day or a year.
    private mutating func number(_ token: ArraySlice<UInt8>) {
        var values = (0, 0, 0)
        var count = 0
        var digits = 0
        var firstDigits = 0
        var value = 0
        var isTime = false
        for index in token.startIndex...token.endIndex {
            if index < token.endIndex, ASCII.isDigit(token[index]) {
                digits += 1
                if value < 100_000 { value = value * 10 + Int(token[index] - 0x30) }
                continue
            }
            if index < token.endIndex, token[index] == UInt8(ascii: ":") { isTime = true }
            if digits > 0 {
                switch count {
                case 0: (values.0, firstDigits) = (value, digits)
                case 1: values.1 = value
                case 2: values.2 = value
                default: break
                }
                count += 1
            }
            (value, digits) = (0, 0)
        }
        guard count > 0 else { return }
        if hour == nil, isTime || count == 3 {
            (hour, minute, second) = values
        } else if firstDigits >= 3 || day != nil {
            if year == nil { year = fullYear(values.0, digits: firstDigits) }
        } else if year != nil, month == nil {
            month = values.0  // ISO 8601
        } else {
            day = values.0
        }
    }

    /// RFC 5322 4.3: 00 to 49 are 2000 and later, 50 to 99 and all of three digits count from 1900.
    private func fullYear(_ number: Int, digits: Int) -> Int {
        if digits >= 4 { return number }
        return number < 50 && digits == 2 ? number + 2000 : number + 1900
    }

    private mutating func word(_ token: ArraySlice<UInt8>) {
        let key = Self.key(token)
        if month == nil || isMonthFirst && day != nil, let number = Self.month(key & 0xFF_FFFF) {
            month = number
            isMonthFirst = day == nil
        } else if key == Self.key("am") || key == Self.key("pm") {
            isAfternoon = key == Self.key("pm")
        } else if hour != nil, offset == nil, token.count <= 4 {
            offset = Self.zones[key]
        }
    }

    /// `zone = ("+" / "-") 4DIGIT`; also `+01:00` and `+01`. A number on its own after a name is what counts: `GMT+0100`.
    private mutating func zone(_ token: ArraySlice<UInt8>, isNegative: Bool) {
        // `2024-01-12`: the hyphen joins, it is no sign.
        guard hour != nil else { return number(token) }
        var digits = 0
        var value = 0
        for byte in token where ASCII.isDigit(byte) && digits < 5 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        guard digits > 0, digits <= 4, offset ?? 0 == 0 else { return }
        let (hours, minutes) = digits <= 2 ? (value, 0) : (value / 100, value % 100)
        guard minutes < 60 else { return }
        offset = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    /// Up to four letters in one number, the first in the lowest byte.
    private static func key(_ word: some Sequence<UInt8>) -> UInt32 {
        var key: UInt32 = 0
        var shift: UInt32 = 0
        for byte in word where shift < 32 {
            key |= UInt32(ASCII.lowercased(byte)) << shift
            shift += 8
        }
        return key
    }

    private static func key(_ word: StaticString) -> UInt32 {
        word.withUTF8Buffer { unsafe key($0) }
    }

    private static func month(_ key: UInt32) -> Int? {
        months.firstIndex(of: key).map { $0 + 1 }
    }

    private static let months: [UInt32] = [
        key("jan"), key("feb"), key("mar"), key("apr"), key("may"), key("jun"), key("jul"), key("aug"), key("sep"),
        key("oct"), key("nov"), key("dec"),
    ]

    /// RFC 5322 4.3, and zones that mean one thing only. All other names count as UTC.
    private static let zones: [UInt32: Int] = [
        key("ut"): 0, key("utc"): 0, key("gmt"): 0, key("z"): 0, key("est"): -300, key("edt"): -240, key("cst"): -360,
        key("cdt"): -300, key("mst"): -420, key("mdt"): -360, key("pst"): -480, key("pdt"): -420, key("ast"): -240,
        key("adt"): -180, key("akst"): -540, key("akdt"): -480, key("hst"): -600, key("wet"): 0, key("west"): 60,
        key("cet"): 60, key("cest"): 120, key("met"): 60, key("mest"): 120, key("mez"): 60, key("mesz"): 120,
        key("eet"): 120, key("eest"): 180, key("msk"): 180, key("msd"): 240, key("jst"): 540, key("kst"): 540,
        key("nzst"): 720, key("nzdt"): 780, key("aest"): 600, key("aedt"): 660, key("sast"): 120,
    ]
}
