import MIME

/// Reads a notification that a sending service mails as JSON: Amazon SES by SNS, and what is built alike.
///
/// No JSON parser: strings behind known keys are enough, and notifications come with broken lines and as JSON within a JSON
/// string. One pass, keys compared in place.
struct NotificationReader {
    struct Entry {
        var address: [UInt8] = []
        var action: [UInt8] = []
        var status: [UInt8] = []
        var diagnostic: [UInt8] = []
    }

    /// `bounce`, `complaint`, `delivery`, `deliverydelay`; lower case.
    private(set) var type: [UInt8] = []
    private(set) var subtype: [UInt8] = []
    private(set) var entries: [Entry] = []
    private(set) var reportingMTA: [UInt8] = []
    /// `destination` of the mail.
    private(set) var destinations: [[UInt8]] = []
    private(set) var messageID: [UInt8] = []
    private(set) var subject: [UInt8] = []

    init?(_ text: [UInt8]) {
        let start = trimmed(text, 0..<text.count)
        guard let first = start.first, text[first] == UInt8(ascii: "{"),
            Words.contains(text, first..<min(text.count, first + 4000), "notificationtype")
                || Words.contains(text, first..<min(text.count, first + 4000), "eventtype")
        else { return nil }
        let json = NotificationReader.flatten(text)
        read(json)
        guard !type.isEmpty else { return nil }
    }

    /// Line ends and the escapes of a JSON string within a string go.
    private static func flatten(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                // QUIRK: SNS folds lines of a thousand bytes in the middle of a string, with a blank.
                index += 1
                if byte == 0x0A, index < text.count, text[index] == 0x20 { index += 1 }
                continue
            }
            if byte == UInt8(ascii: "\\"), index + 1 < text.count {
                var next = index + 1
                while next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
                if next < text.count, text[next] == UInt8(ascii: "\"") {
                    output.append(UInt8(ascii: "\""))
                    index = next + 1
                    continue
                }
                if next < text.count, text[next] == UInt8(ascii: "n") || text[next] == UInt8(ascii: "r") {
                    output.append(0x20)
                    index = next + 1
                    continue
                }
            }
            output.append(byte)
            index += 1
        }
        return output
    }

    private mutating func read(_ json: [UInt8]) {
        var position = 0
        var inDestination = false
        while let quote = firstIndex(of: UInt8(ascii: "\""), in: json, position..<json.count) {
            guard let close = firstIndex(of: UInt8(ascii: "\""), in: json, quote + 1..<json.count) else { return }
            let key = quote + 1..<close
            var next = close + 1
            while next < json.count, json[next] == 0x20 { next += 1 }
            guard next < json.count, json[next] == UInt8(ascii: ":") else {
                if inDestination, destinations.count < 100 { destinations.append([UInt8](json[key])) }
                if next < json.count, json[next] == UInt8(ascii: "]") { inDestination = false }
                position = close + 1
                continue
            }
            next += 1
            while next < json.count, json[next] == 0x20 { next += 1 }
            guard next < json.count, json[next] == UInt8(ascii: "\"") else {
                inDestination =
                    next < json.count && json[next] == UInt8(ascii: "[") && equalsIgnoringCase(json, key, "destination")
                position = close + 1
                continue
            }
            inDestination = false
            // A quote within the value is escaped twice and was flattened: the value ends where JSON goes on.
            var end = next + 1
            while let candidate = firstIndex(of: UInt8(ascii: "\""), in: json, end..<json.count) {
                end = candidate
                let after = candidate + 1
                if after >= json.count || [0x2C, 0x7D, 0x5D, 0x20].contains(json[after]) { break }
                end = candidate + 1
            }
            // `"Message" : "{\"notificationType\"…`: a notification within a notification.
            if next + 1 < json.count, json[next + 1] == UInt8(ascii: "{") {
                position = next + 1
                continue
            }
            take(json, key, min(next + 1, end)..<min(end, json.count))
            position = min(end + 1, json.count)
        }
    }

    private mutating func take(_ json: [UInt8], _ key: Range<Int>, _ value: Range<Int>) {
        let text = [UInt8](json[value])
        switch key.count {
        case 6:
            if equalsIgnoringCase(json, key, "action"), !entries.isEmpty { entries[entries.count - 1].action = text }
            if equalsIgnoringCase(json, key, "status"), !entries.isEmpty { entries[entries.count - 1].status = text }
        case 7: if equalsIgnoringCase(json, key, "subject") { subject = text }
        case 9:
            if equalsIgnoringCase(json, key, "eventtype"), type.isEmpty { type = lowercasedASCII(text) }
            if equalsIgnoringCase(json, key, "messageid") { messageID = text }
        case 12:
            if equalsIgnoringCase(json, key, "emailaddress"), entries.count < 1000 {
                entries.append(Entry(address: text))
            }
            if equalsIgnoringCase(json, key, "reportingmta") { reportingMTA = text }
        case 13: if equalsIgnoringCase(json, key, "bouncesubtype") { subtype = text }
        case 14:
            if equalsIgnoringCase(json, key, "diagnosticcode"), !entries.isEmpty {
                entries[entries.count - 1].diagnostic = text
            }
        case 16: if equalsIgnoringCase(json, key, "notificationtype") { type = lowercasedASCII(text) }
        default: break
        }
    }
}

extension Reading {
    /// A notification in JSON: bounce, complaint, delivery.
    mutating func readNotification(_ notice: Notice) -> Bool {
        guard let first = notice.lines.first(where: { !$0.range.isEmpty }),
            notice.text.bytes[first.range.lowerBound] == UInt8(ascii: "{"),
            let reader = NotificationReader(notice.text.bytes)
        else { return false }
        let rule = "notification"
        let kindWord = Words.string(reader.type)
        let isDelay = kindWord.contains("delay")
        let isDelivery = !isDelay && kindWord.contains("deliver")
        if kindWord.contains("complaint") {
            for entry in reader.entries {
                if let address = AddressReader.clean(entry.address) { addComplainer(address, rule) }
            }
            conclude(.complaint, rule, "a notification of a complaint")
            return true
        }
        guard isDelay || isDelivery || kindWord.contains("bounce") else { return false }
        for entry in reader.entries {
            guard let address = AddressReader.clean(entry.address) else { continue }
            var text = entry.diagnostic
            if let semicolon = firstIndex(of: UInt8(ascii: ";"), in: text, 0..<min(text.count, 16)) {
                text = Words.joined(text, semicolon + 1..<text.count)
            }
            if text.isEmpty { text = reader.subtype }
            recipients.append(
                judge(
                    address, original: nil, action: isDelay ? .delayed : isDelivery ? .delivered : .failed,
                    status: entry.status.isEmpty ? nil : Words.string(entry.status), diagnostic: text, remote: [],
                    rule: rule))
        }
        if isDelivery {
            for address in reader.destinations {
                guard let address = AddressReader.clean(address) else { continue }
                recipients.append(
                    judge(
                        address, original: nil, action: .delivered, status: nil, diagnostic: [], remote: [], rule: rule)
                )
            }
        }
        conclude(isDelay ? .delay : isDelivery ? .delivered : .bounce, rule, "a notification, \(kindWord)")
        return true
    }
}
