import Alerts
import MIME
import Storage

/// How a backup of subscribers is written and read: a line of JSON each, or CSV with the same names in its first line.
///
/// No setting is ever in it: two systems that send to the same people would send everything twice.
package enum SubscriberFormat: String, CaseIterable {
    case json, csv

    package static let names = [
        "address", "code", "user", "verified", "do_not_call", "digest", "subscriptions", "created", "modified",
        "last_contact_day",
    ]

    /// Who subscribes to nothing. In CSV an empty field is one that is not given.
    private static let nothing = "-"

    /// Why a record cannot be taken.
    struct Mistake: Error, Equatable {
        let line: Int
        let message: String
    }

    // MARK: Writing

    /// The record as an import takes it, and what of it cannot be kept; no record where nobody could be sent anything.
    package static func exportable(_ record: SubscriberRecord) -> (record: SubscriberRecord?, objection: String?) {
        guard isAcceptable(record.address) else {
            return (nil, "is left out: this is no mail address")
        }
        var kept = record
        var objections: [String] = []
        if let code = record.code, code.count != 32 {
            kept.code = nil
            objections.append("the code has not 32 bytes, and is left out")
        }
        if let letters = record.subscriptions, SubscriptionLetter.normalized(letters) == nil {
            let known = letters.filter { SubscriptionLetter(rawValue: $0) != nil }
            kept.subscriptions = SubscriptionLetter.normalized(known)
            objections.append("a letter of its subscriptions means nothing, and is left out")
        }
        return (kept, objections.isEmpty ? nil : objections.joined(separator: "; "))
    }

    private static func isAcceptable(_ address: String) -> Bool {
        isPlausibleAddress(Array(address.utf8).span) && isSendable(address)
    }

    static func json(_ record: SubscriberRecord, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("address", record.address)
        writer.member("code", record.code.map { hexadecimal($0) })
        writer.member("user", record.userName)
        for (name, value) in [
            ("verified", record.isVerified), ("do_not_call", record.isDoNotCall), ("digest", record.wantsDigest),
        ] {
            writer.key(name)
            if let value { writer.bool(value) } else { writer.null() }
        }
        writer.member("subscriptions", record.subscriptions)
        writer.member("created", record.created.map { Int($0) })
        writer.member("modified", record.modified.map { Int($0) })
        writer.member("last_contact_day", record.lastContactDay.map { Int($0) })
        writer.endObject()
        writer.newline()
    }

    package static func csv(_ record: SubscriberRecord) -> String {
        func word(_ flag: Bool?) -> String { flag.map { $0 ? "1" : "0" } ?? "" }
        func number(_ number: Int64?) -> String { number.map { String($0) } ?? "" }
        return CSV.line([
            record.address, record.code.map { hexadecimal($0) } ?? "", record.userName ?? "", word(record.isVerified),
            word(record.isDoNotCall), word(record.wantsDigest),
            record.subscriptions.map { $0.isEmpty ? nothing : $0 } ?? "", number(record.created),
            number(record.modified), number(record.lastContactDay),
        ])
    }

    // MARK: Reading

    /// The records of a backup, whichever of the two it is, and what could not be read.
    static func records(_ bytes: [UInt8]) -> (records: [(line: Int, record: SubscriberRecord)], mistakes: [Mistake]) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "[") {
            return (
                [], [Mistake(line: 1, message: "a backup is no JSON array: each subscriber is an object on a line")]
            )
        }
        return first == UInt8(ascii: "{") ? jsonRecords(bytes) : csvRecords(bytes)
    }

    private static func jsonRecords(
        _ bytes: [UInt8]
    ) -> (records: [(line: Int, record: SubscriberRecord)], mistakes: [Mistake]) {
        var records: [(line: Int, record: SubscriberRecord)] = []
        var mistakes: [Mistake] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 > 0x20 }) {
            do throws(FlatJSON.Mistake) {
                let members = try FlatJSON.object(Array(line))
                switch record(members) {
                case .success(let record): records.append((index + 1, record))
                case .failure(let mistake): mistakes.append(Mistake(line: index + 1, message: mistake.message))
                }
            } catch {
                mistakes.append(Mistake(line: index + 1, message: "\(error.message), at byte \(error.byte)"))
            }
        }
        return (records, mistakes)
    }

    private static func csvRecords(
        _ bytes: [UInt8]
    ) -> (records: [(line: Int, record: SubscriberRecord)], mistakes: [Mistake]) {
        guard let rows = CSV.records(bytes) else {
            return ([], [Mistake(line: 1, message: "a quote does not end")])
        }
        guard let head = rows.first else { return ([], []) }
        guard head.fields.contains("address") else {
            return (
                [],
                [
                    Mistake(
                        line: head.line,
                        message: "the first line names the columns; it is \(names.joined(separator: ","))")
                ]
            )
        }
        var records: [(line: Int, record: SubscriberRecord)] = []
        var mistakes: [Mistake] = []
        for row in rows.dropFirst() {
            guard row.fields.count <= head.fields.count else {
                mistakes.append(Mistake(line: row.line, message: "there are more fields than names"))
                continue
            }
            var members: [String: FlatJSON.Value] = [:]
            for (name, field) in zip(head.fields, row.fields) where !field.isEmpty { members[name] = .text(field) }
            switch record(members) {
            case .success(let record): records.append((row.line, record))
            case .failure(let mistake): mistakes.append(Mistake(line: row.line, message: mistake.message))
            }
        }
        return (records, mistakes)
    }

    private struct Objection: Error {
        let message: String
    }

    private static func record(_ members: [String: FlatJSON.Value]) -> Result<SubscriberRecord, Objection> {
        guard case .text(let address)? = members["address"], isAcceptable(address)
        else { return .failure(Objection(message: "it has no mail address")) }
        var record = SubscriberRecord(address: address)
        if case .text(let code)? = members["code"] {
            guard let code = bytes(hexadecimal: code), code.count == 32 else {
                return .failure(Objection(message: "\(address): the code has not 64 hexadecimal digits"))
            }
            record.code = code
        }
        if case .text(let letters)? = members["subscriptions"] {
            guard let letters = letters == nothing ? "" : SubscriptionLetter.normalized(letters) else {
                return .failure(Objection(message: "\(address): a letter of its subscriptions means nothing"))
            }
            record.subscriptions = letters
        }
        if case .text(let user)? = members["user"] { record.userName = user }
        for (name, path) in [
            ("verified", \SubscriberRecord.isVerified), ("do_not_call", \.isDoNotCall), ("digest", \.wantsDigest),
        ] {
            guard let value = members[name], value != .null else { continue }
            guard let flag = flag(value) else {
                return .failure(Objection(message: "\(address): \(name) is neither true nor false"))
            }
            record[keyPath: path] = flag
        }
        for (name, path) in [
            ("created", \SubscriberRecord.created), ("modified", \.modified), ("last_contact_day", \.lastContactDay),
        ] {
            guard let value = members[name], value != .null else { continue }
            guard let number = number(value) else {
                return .failure(Objection(message: "\(address): \(name) is no number"))
            }
            record[keyPath: path] = number
        }
        return .success(record)
    }

    private static func flag(_ value: FlatJSON.Value) -> Bool? {
        switch value {
        case .bool(let flag): flag
        case .number(0), .text("0"), .text("false"), .text("no"): false
        case .number(1), .text("1"), .text("true"), .text("yes"): true
        default: nil
        }
    }

    private static func number(_ value: FlatJSON.Value) -> Int64? {
        switch value {
        case .number(let number): number
        case .text(let text): Int64(text)
        default: nil
        }
    }
}
