/// An enhanced status code, `5.1.1`: class, subject, detail. RFC 3463.
public struct EnhancedStatus: Sendable, Hashable, CustomStringConvertible {
    /// 2 delivered, 4 for now, 5 for good.
    public let category: Int
    /// 0 to 999: 1 the address, 2 the mailbox, 3 the system, 4 the network, 5 the protocol, 6 the content, 7 policy (RFC
    /// 3463 3).
    public let subject: Int
    /// 0 to 999, within the subject.
    public let detail: Int

    public init(_ category: Int, _ subject: Int, _ detail: Int) {
        self.category = category
        self.subject = subject
        self.detail = detail
    }

    public var description: String {
        guard category < 10, subject < 10, detail < 10, min(category, subject, detail) >= 0 else {
            return String(category) + "." + String(subject) + "." + String(detail)
        }
        // Nearly all: five bytes, put together at once.
        let digit = { (number: Int) in UInt8(truncatingIfNeeded: number) + UInt8(ascii: "0") }
        return unsafe String(unsafeUninitializedCapacity: 5) { bytes in
            unsafe bytes[0] = digit(category)
            unsafe bytes[1] = UInt8(ascii: ".")
            unsafe bytes[2] = digit(subject)
            unsafe bytes[3] = UInt8(ascii: ".")
            unsafe bytes[4] = digit(detail)
            return 5
        }
    }

    /// Whether it only says that something failed: `5.0.0`, `4.5.0`.
    var isGeneric: Bool { detail == 0 && (subject == 0 || subject == 5) }

    /// Whether it speaks of the sender's address, whatever the words: x.1.7 and x.1.8, RFC 3463 3.2.
    var isAboutSender: Bool { subject == 1 && (detail == 7 || detail == 8) }

    /// The first code in a text, spelled out.
    static func first(in text: Span<UInt8>) -> String? {
        var found: String?
        scan(text) { status in
            found = status.description
            return false
        }
        return found
    }

    /// The first SMTP reply code that stands as one: `550 `, `550-`, `(550)`, `#550`. RFC 5321 4.2.
    static func reply(in text: Span<UInt8>) -> String? {
        guard let code = replyCode(in: text) else { return nil }
        return String(code)
    }

    /// Calls `visit` with each code in a text until it returns false.
    ///
    /// No code is what stands inside a longer run of digits and dots (an IP address), after a letter, a slash or the word
    /// "version", or before a letter.
    static func scan(_ text: Span<UInt8>, _ visit: (EnhancedStatus) -> Bool) {
        var index = 0
        let count = text.count
        while index + 4 < count {
            let byte = text[index]
            guard byte == 0x35 || byte == 0x34 || byte == 0x32, text[index + 1] == 0x2E else {
                index += 1
                continue
            }
            guard isFree(before: index, text), let (status, end) = code(text, index) else {
                index += 2
                continue
            }
            if !visit(status) { return }
            index = end
        }
    }

    /// The first reply code as a number.
    static func replyCode(in text: Span<UInt8>) -> Int? {
        var index = 0
        let count = text.count
        while index + 2 < count {
            let byte = text[index]
            if byte >= 0x32, byte <= 0x35, byte != 0x33, text[index + 1] >= 0x30, text[index + 1] <= 0x35,
                text[index + 2].isDigit, isFreeReply(index, text)
            {
                return Int(byte - 0x30) * 100 + Int(text[index + 1] - 0x30) * 10 + Int(text[index + 2] - 0x30)
            }
            index += 1
        }
        return nil
    }

    private static func isFreeReply(_ index: Int, _ text: Span<UInt8>) -> Bool {
        if index > 0 {
            switch text[index - 1] {
            case 0x20, 0x0A, 0x0D, 0x09, 0x28, 0x23, 0x22, 0x27, 0x3A, 0x3B, 0x3E, 0x5B: break
            default: return false
            }
        }
        guard index + 3 < text.count else { return index == 0 }
        switch text[index + 3] {
        case 0x20, 0x0A, 0x0D, 0x09:
            // A number of something: "size 250 kb", "port 587 ".
            return index == 0 || !isCounted(text, index + 4)
        case 0x2D: return index + 4 < text.count
        case 0x29, 0x3A, 0x3B, 0x2C, 0x22, 0x27, 0x5D: return true
        default: return false
        }
    }

    /// Whether a unit follows: seconds, kb, bytes, hours, days, recipients, messages, mb.
    private static func isCounted(_ text: Span<UInt8>, _ index: Int) -> Bool {
        for unit in units where matches(unit, text, index) { return true }
        return false
    }

    private static let units: [StaticString] = [
        "second", "kb", "byte", "hour", "day", "minute", "recipient", "message", "mb", "character", "time", "sec",
        "attempt",
    ]

    private static func matches(_ word: StaticString, _ text: Span<UInt8>, _ index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= text.count else { return false }
        return word.withUTF8Buffer { bytes in
            for offset in 0..<length where unsafe bytes[offset] != text[index + offset] { return false }
            return true
        }
    }

    /// Whether a code may begin here.
    private static func isFree(before index: Int, _ text: Span<UInt8>) -> Bool {
        guard index > 0 else { return true }
        let byte = text[index - 1]
        if byte.isWordByte || byte == 0x2E || byte == 0x2F || byte == 0x5F { return false }
        // "version 5.1.2"
        if byte == 0x20, index >= 8, matches("version ", text, index - 8) { return false }
        return true
    }

    private static func code(_ text: Span<UInt8>, _ index: Int) -> (EnhancedStatus, Int)? {
        var numbers = (0, 0)
        var position = index + 2
        for part in 0..<2 {
            var digits = 0
            var number = 0
            while position < text.count, text[position].isDigit, digits < 4 {
                number = number * 10 + Int(text[position] - 0x30)
                digits += 1
                position += 1
            }
            guard digits >= 1, digits <= 3 else { return nil }
            if part == 0 {
                numbers.0 = number
                guard position < text.count, text[position] == 0x2E else { return nil }
                position += 1
            } else {
                numbers.1 = number
            }
        }
        guard numbers.0 <= 9 else { return nil }
        if position < text.count {
            let next = text[position]
            if next.isWordByte || next == 0x5F || next == 0x40 { return nil }
            if next == 0x2E, position + 1 < text.count, text[position + 1].isWordByte { return nil }
        }
        return (EnhancedStatus(Int(text[index] - 0x30), numbers.0, numbers.1), position)
    }
}
