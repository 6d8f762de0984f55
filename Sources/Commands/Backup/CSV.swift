/// Comma-separated values, RFC 4180: fields with a comma, a quote or a line end stand in quotes, quotes in them are doubled.
package enum CSV {
    /// A line with its line end.
    package static func line(_ fields: [String]) -> String {
        fields.map { field in
            let isPlain = !field.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }
            return isPlain
                ? field
                : "\""
                    + field.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"") + "\""
        }.joined(separator: ",") + "\r\n"
    }

    /// The records of a text, each with the number of its first line. Nil where a quote does not end. Lines end with CRLF or
    /// LF; empty ones are left out, and so is a byte order mark.
    static func records(_ bytes: [UInt8]) -> [(line: Int, fields: [String])]? {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var first = 1
        func ended() -> String { String(decoding: field, as: UTF8.self) }
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A { line += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
                isQuoted = true
                wasQuoted = true
            case UInt8(ascii: ","):
                fields.append(ended())
                field = []
                wasQuoted = false
            case 0x0D where index < bytes.count && bytes[index] == 0x0A: continue
            case 0x0A:
                fields.append(ended())
                if fields != [""] { records.append((first, fields)) }
                fields = []
                field = []
                wasQuoted = false
                first = line
            default: field.append(byte)
            }
        }
        if isQuoted { return nil }
        if !field.isEmpty || !fields.isEmpty || wasQuoted { records.append((first, fields + [ended()])) }
        return records
    }
}
