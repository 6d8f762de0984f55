import MIME

/// Prints the fields of a header for people.
enum HeaderText {
    /// `Name: value`, unfolded and decoded, with `prefix` before it. What is no field is printed as it stands.
    static func append(_ field: HeaderField, of part: Part, prefix: StaticString, to output: inout Output) {
        output.write(prefix)
        if field.isNameless {
            var line: [UInt8] = []
            line.append(copying: part.bytes.span.extracting(trimmed(part.bytes, field.range)))
            append(line: utf8Text(line, charset: nil), to: &output)
        } else {
            output.write(part.name(field))
            output.write(": ")
            append(line: decodeEncodedWords(part.bytes, trimmed(part.bytes, field.valueRange)), to: &output)
        }
        output.write("\n")
        output.flushIfFull()
    }

    /// Text that stays on its line: control characters, which an encoded word may hide, are written as `^J`.
    static func append(line: [UInt8], to output: inout Output) {
        for byte in line {
            if byte >= 0x20 && byte != 0x7F || byte == 0x09 {
                output.buffer.append(byte)
            } else {
                output.buffer.append(UInt8(ascii: "^"))
                output.buffer.append(byte ^ 0x40)
            }
        }
    }

    static func append(line: String, to output: inout Output) {
        append(line: [UInt8](line.utf8), to: &output)
    }
}
