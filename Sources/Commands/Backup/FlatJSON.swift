/// Reads one JSON object (RFC 8259) whose members are strings, whole numbers, true, false or null: a line of a backup.
struct FlatJSON {
    enum Value: Equatable {
        case text(String)
        case number(Int64)
        case bool(Bool)
        case null
    }

    /// What is wrong, and where: the byte counted from 1.
    struct Mistake: Error, Equatable {
        let message: String
        let byte: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    static func object(_ line: [UInt8]) throws(Mistake) -> [String: Value] {
        var reader = FlatJSON(bytes: line)
        return try reader.object()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func object() throws(Mistake) -> [String: Value] {
        var members: [String: Value] = [:]
        try expect("{")
        skipBlanks()
        if take("}") == false {
            repeat {
                skipBlanks()
                let name = try string()
                try expect(":")
                members[name] = try value()
                skipBlanks()
            } while take(",")
            try expect("}")
        }
        skipBlanks()
        guard position == bytes.count else { throw mistake("something follows the object") }
        return members
    }

    private mutating func value() throws(Mistake) -> Value {
        skipBlanks()
        guard position < bytes.count else { throw mistake("the line ends early") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw mistake("here stands no string, whole number, true, false or null")
        }
    }

    private mutating func number() throws(Mistake) -> Value {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        guard let value = Int64(String(decoding: bytes[start..<position], as: UTF8.self)),
            position == bytes.count || !".eE".utf8.contains(bytes[position])
        else { throw mistake("this is no whole number") }
        return .number(value)
    }

    private mutating func string() throws(Mistake) -> String {
        guard take("\"") else { throw mistake("a string is missing") }
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += String(try escaped()).utf8
            case 0..<0x20: throw mistake("a control character stands in a string")
            default: text.append(byte)
            }
        }
        throw mistake("a string does not end")
    }

    private mutating func escaped() throws(Mistake) -> Unicode.Scalar {
        guard position < bytes.count else { throw mistake("a string does not end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try unit()
            guard first & 0xFC00 == 0xD800 else {
                guard let scalar = Unicode.Scalar(first) else { throw mistake("half a character is escaped") }
                return scalar
            }
            guard take("\\"), take("u") else { throw mistake("half a character is escaped") }
            let second = try unit()
            guard second & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
            else { throw mistake("half a character is escaped") }
            return scalar
        default: throw mistake("there is no such escape")
        }
    }

    private mutating func unit() throws(Mistake) -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
            bytes[position] != UInt8(ascii: "+")
        else { throw mistake("four hexadecimal digits are missing") }
        position += 4
        return value
    }

    private mutating func word(_ word: String) throws(Mistake) {
        guard bytes[position...].starts(with: word.utf8) else { throw mistake("this is no \(word)") }
        position += word.utf8.count
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Mistake) {
        skipBlanks()
        guard take(character) else { throw mistake("a \(character) is missing") }
    }

    private func mistake(_ message: String) -> Mistake {
        Mistake(message: message, byte: position + 1)
    }
}
