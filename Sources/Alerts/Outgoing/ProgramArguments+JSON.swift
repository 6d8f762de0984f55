extension ProgramArguments {
    /// Reads a JSON array of strings (RFC 8259): the value of `email-send-argv`.
    package init(json: String) throws(ProgramArgumentsError) {
        var reader = JSONStringsReader(rest: Array(json.utf8)[...])
        guard let texts = reader.array() else {
            throw ProgramArgumentsError(
                "It is a JSON array of strings, such as [\"/usr/sbin/sendmail\", \"-f\", \"%RETURN_PATH%\", \"%TO%\"].")
        }
        try self.init(texts)
    }
}

/// Reads an array of strings, and nothing else of JSON.
private struct JSONStringsReader {
    var rest: ArraySlice<UInt8>

    /// array = begin-array [ string *( value-separator string ) ] end-array; nil for anything else.
    mutating func array() -> [String]? {
        var values: [String] = []
        guard skip(UInt8(ascii: "[")) else { return nil }
        if !skip(UInt8(ascii: "]")) {
            repeat {
                guard let value = string() else { return nil }
                values.append(value)
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { return nil }
        }
        skipBlanks()
        return rest.isEmpty ? values : nil
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// string = quotation-mark *char quotation-mark
    private mutating func string() -> String? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                bytes += Array(String(scalar).utf8)
            case 0..<0x20: return nil
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        switch rest.popFirst() {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = unit() else { return nil }
            guard 0xD800..<0xDC00 ~= unit else { return Unicode.Scalar(unit) }
            guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"), let low = self.unit(),
                0xDC00..<0xE000 ~= low
            else { return nil }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    /// 4HEXDIG
    private mutating func unit() -> UInt32? {
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
