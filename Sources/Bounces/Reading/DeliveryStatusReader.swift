import MIME

/// Reads the fields of a delivery status report, RFC 3464, from a report part or from text that holds one.
///
/// Lenient: blanks before the colon, a missing blank line between two recipients, blank lines between the fields of one,
/// folded values, lines that are no fields.
struct DeliveryStatusReader {
    /// What a report says of one recipient: where the values stand. Empty ranges are fields that are not there.
    struct Fields {
        var original: Range<Int> = 0..<0
        var final: Range<Int> = 0..<0
        /// Sendmail's `X-Actual-Recipient`: where an alias led to.
        var actual: Range<Int> = 0..<0
        var action: Range<Int> = 0..<0
        var status: Range<Int> = 0..<0
        var remoteMTA: Range<Int> = 0..<0
        var diagnostic: Range<Int> = 0..<0
        /// Where the first field begins.
        var offset = 0

        var namesRecipient: Bool { !final.isEmpty || !original.isEmpty }
        var hasOutcome: Bool { !action.isEmpty || !status.isEmpty || !diagnostic.isEmpty }
    }

    let bytes: [UInt8]
    private(set) var recipients: [Fields] = []
    /// RFC 3464 2.2.1, `Original-Envelope-Id`.
    private(set) var envelopeID: Range<Int> = 0..<0
    /// RFC 3464 2.2.2, `Reporting-MTA`.
    private(set) var reportingMTA: Range<Int> = 0..<0

    private var current = Fields()
    /// Whether an outcome stood behind the recipient: then another recipient begins the next one.
    private var isComplete = false
    /// Whether a blank line stood since the last field.
    private var isNewGroup = false

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        var position = range.lowerBound
        let end = min(range.upperBound, bytes.count)
        while position < end {
            let lineEnd = firstIndex(of: 0x0A, in: bytes, position..<end) ?? end
            let next = min(lineEnd + 1, end)
            var line = position..<lineEnd
            if !line.isEmpty, bytes[line.upperBound - 1] == 0x0D { line = line.lowerBound..<line.upperBound - 1 }
            if trimmed(bytes, line).isEmpty {
                isNewGroup = true
                position = next
                continue
            }
            guard let colon = fieldColon(line) else {
                position = next
                continue
            }
            // Folding, RFC 5322 2.2.3: lines that begin with a blank belong to the value.
            var valueEnd = line.upperBound
            position = next
            while position < end, ASCII.isBlank(bytes[position]) {
                let foldedEnd = firstIndex(of: 0x0A, in: bytes, position..<end) ?? end
                if trimmed(bytes, position..<foldedEnd).isEmpty { break }
                // QUIRK: a field name after blanks is a field of its own, not folding (Exchange 2003 gateways).
                if let folded = fieldColon(trimmed(bytes, position..<foldedEnd)), isKnown(folded) { break }
                valueEnd = foldedEnd
                position = min(foldedEnd + 1, end)
            }
            take(line.lowerBound, colon, trimmed(bytes, colon.upperBound..<valueEnd))
        }
        close()
    }

    /// The colon of a field, as the range from the end of the name to behind the colon.
    private func fieldColon(_ line: Range<Int>) -> Range<Int>? {
        var index = line.lowerBound
        while index < line.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
        guard index < line.upperBound, ASCII.isLetter(bytes[index]) else { return nil }
        while index < line.upperBound, ASCII.isAlphanumeric(bytes[index]) || bytes[index] == UInt8(ascii: "-") {
            index += 1
        }
        let nameEnd = index
        while index < line.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
        guard index < line.upperBound, bytes[index] == UInt8(ascii: ":"), nameEnd - line.lowerBound >= 6 else {
            return nil
        }
        return nameEnd..<index + 1
    }

    private func isKnown(_ colon: Range<Int>) -> Bool {
        var start = colon.lowerBound
        while start > 0, !ASCII.isSpace(bytes[start - 1]) { start -= 1 }
        return name(start..<colon.lowerBound) != .other
    }

    private enum Name {
        case original, final, actual, action, status, remoteMTA, diagnostic, envelopeID, reportingMTA, other
    }

    private func name(_ range: Range<Int>) -> Name {
        switch range.count {
        case 6:
            if equalsIgnoringCase(bytes, range, "action") { return .action }
            if equalsIgnoringCase(bytes, range, "status") { return .status }
        case 10: if equalsIgnoringCase(bytes, range, "remote-mta") { return .remoteMTA }
        case 13: if equalsIgnoringCase(bytes, range, "reporting-mta") { return .reportingMTA }
        case 15: if equalsIgnoringCase(bytes, range, "final-recipient") { return .final }
        case 16: if equalsIgnoringCase(bytes, range, "diagnostic-code") { return .diagnostic }
        case 18:
            if equalsIgnoringCase(bytes, range, "original-recipient") { return .original }
            if equalsIgnoringCase(bytes, range, "x-actual-recipient") { return .actual }
        case 20: if equalsIgnoringCase(bytes, range, "original-envelope-id") { return .envelopeID }
        default: break
        }
        // Named after the field with something behind it, and the spelling with one letter less.
        if range.count == 15, equalsIgnoringCase(bytes, range, "diagnostic-code") { return .diagnostic }
        return .other
    }

    private mutating func take(_ lineStart: Int, _ colon: Range<Int>, _ value: Range<Int>) {
        var start = lineStart
        while start < colon.lowerBound, ASCII.isBlank(bytes[start]) { start += 1 }
        let name = name(start..<colon.lowerBound)
        guard name != .other, !value.isEmpty else { return }
        let isRecipient = name == .final || name == .original
        if isNewGroup {
            isNewGroup = false
            // QUIRK: blank lines between the fields of one recipient; only a recipient begins the next one.
            if isRecipient, current.namesRecipient && current.hasOutcome || name == .final && !current.final.isEmpty {
                close()
            }
        } else if name == .final && !current.final.isEmpty
            || name == .original && !current.original.isEmpty
            || name == .original && isComplete
            || name == .action && current.namesRecipient && !current.action.isEmpty
        {
            // QUIRK: no blank line between two recipients.
            close()
        }
        if !current.namesRecipient, !current.hasOutcome { current.offset = start }
        switch name {
        case .original: keep(&current.original, value)
        case .final: keep(&current.final, value)
        case .actual: keep(&current.actual, value)
        case .action: keep(&current.action, value)
        case .status: keep(&current.status, value)
        case .remoteMTA: keep(&current.remoteMTA, value)
        case .diagnostic: keep(&current.diagnostic, value)
        case .envelopeID: keep(&envelopeID, value)
        case .reportingMTA: keep(&reportingMTA, value)
        case .other: break
        }
        if !isRecipient, current.namesRecipient, current.hasOutcome { isComplete = true }
    }

    /// The first of a repeated field counts.
    private func keep(_ field: inout Range<Int>, _ value: Range<Int>) {
        if field.isEmpty { field = value }
    }

    private mutating func close() {
        // Action and status alone, without any recipient, are kept: the text around may name the recipient.
        if current.namesRecipient || !current.action.isEmpty { recipients.append(current) }
        current = Fields()
        isComplete = false
    }

    // MARK: Values

    /// RFC 3464 2.3.3, `Action`; with the words that some servers write instead.
    func action(_ fields: Fields) -> Action? {
        let value = fields.action
        guard !value.isEmpty else { return nil }
        let start = value.lowerBound
        if hasPrefixIgnoringCase(bytes, at: start, "fail") { return .failed }
        if hasPrefixIgnoringCase(bytes, at: start, "delay") { return .delayed }
        if hasPrefixIgnoringCase(bytes, at: start, "defer") { return .delayed }
        if hasPrefixIgnoringCase(bytes, at: start, "deliverable") { return .delivered }
        if hasPrefixIgnoringCase(bytes, at: start, "delivered") { return .delivered }
        if hasPrefixIgnoringCase(bytes, at: start, "relayed") { return .relayed }
        if hasPrefixIgnoringCase(bytes, at: start, "expand") { return .expanded }
        if Words.contains(bytes, value, "fail") || Words.contains(bytes, value, "error") { return .failed }
        return nil
    }

    /// RFC 3464 2.3.4, `Status`: `class "." subject "." detail`, whatever else stands around it.
    func status(_ fields: Fields) -> String? {
        let value = fields.status
        var index = value.lowerBound
        while index < value.upperBound {
            if let end = statusEnd(index, value.upperBound) { return MIME.text(bytes, index..<end) }
            index += 1
        }
        return nil
    }

    private func statusEnd(_ start: Int, _ limit: Int) -> Int? {
        var index = start
        guard index < limit, bytes[index] >= 0x32, bytes[index] <= 0x35, bytes[index] != 0x33 else { return nil }
        index += 1
        for _ in 0..<2 {
            guard index < limit, bytes[index] == UInt8(ascii: ".") else { return nil }
            index += 1
            let digits = index
            while index < limit, index - digits < 3, ASCII.isDigit(bytes[index]) { index += 1 }
            guard index > digits else { return nil }
        }
        return index
    }

    /// The text behind a type, `smtp; 550 …` or `dns; mx.example.org`, on one line.
    func typedText(_ value: Range<Int>) -> [UInt8] {
        guard !value.isEmpty else { return [] }
        var start = value.lowerBound
        if let semicolon = firstIndex(of: UInt8(ascii: ";"), in: bytes, value), semicolon - start <= 16 {
            let type = trimmed(bytes, start..<semicolon)
            let isWord = type.allSatisfy { ASCII.isAlphanumeric(bytes[$0]) || bytes[$0] == UInt8(ascii: "-") }
            // `x-unix; 75` is an exit status: the type says how to read it.
            if isWord, !equalsIgnoringCase(bytes, type, "x-unix") { start = semicolon + 1 }
        }
        return Words.joined(bytes, start..<value.upperBound)
    }
}
