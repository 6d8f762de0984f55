/// Addresses and ids as they stand in commands.
enum SMTPAddress {
    /// Whether the address can stand between `<` and `>` and nothing of it can be taken for another command.
    static func isSafe(_ address: String) -> Bool {
        guard address.utf8.count <= 320 else { return false }
        var isQuoted = false
        var isEscaped = false
        for byte in address.utf8 {
            if byte < 0x20 || byte == 0x7F { return false }
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x5C {
                // A blank, < or >, a backslash.
                return false
            }
        }
        return !isQuoted && !isEscaped
    }

    /// xtext of RFC 3461 4: `+` and `=`, and what is not printable, in hexadecimal.
    static func xtext(_ text: String) -> String {
        var output = ""
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "+"), byte != UInt8(ascii: "=") {
                output.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                output += "+" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return output
    }

    /// utf-8-addr-unitext of RFC 6533 3: as it is, but `\`, `+`, `=` and what is not printable as `\x{…}`.
    static func utf8Xtext(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            if scalar.value > 0x20, scalar.value != 0x7F, scalar != "+", scalar != "=", scalar != "\\" {
                output.unicodeScalars.append(scalar)
            } else {
                output += "\\x{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return output
    }
}
