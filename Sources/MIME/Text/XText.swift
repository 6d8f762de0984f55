/// xtext, RFC 3461 4: `+2B` stands for `+`. A `+` that two hexadecimal digits do not follow stays as it is.
public func decodeXText(_ bytes: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
        if bytes[position] == UInt8(ascii: "+"), position + 2 < bytes.count,
            let high = ASCII.hexValue(bytes[position + 1]), let low = ASCII.hexValue(bytes[position + 2])
        {
            output.append(high << 4 | low)
            position += 3
        } else {
            output.append(bytes[position])
            position += 1
        }
    }
    return output
}

/// utf-8-addr-xtext and utf-8-addr-unitext, RFC 6533 3: `\x{20AC}` stands for U+20AC; everything else, UTF-8 too, for
/// itself. What is no such escape stays as it is.
public func decodeUTF8AddrXText(_ bytes: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
        if bytes[position] == UInt8(ascii: "\\"), let (scalar, next) = embeddedScalar(bytes, at: position) {
            appendScalar(scalar, to: &output)
            position = next
        } else {
            output.append(bytes[position])
            position += 1
        }
    }
    return output
}

/// `EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"`, two to six digits; one is taken too.
private func embeddedScalar(_ bytes: Span<UInt8>, at start: Int) -> (UInt32, Int)? {
    guard start + 4 < bytes.count, bytes[start + 1] | 0x20 == UInt8(ascii: "x"), bytes[start + 2] == UInt8(ascii: "{")
    else { return nil }
    var value: UInt32 = 0
    var position = start + 3
    while position < bytes.count, position < start + 9, let digit = ASCII.hexValue(bytes[position]) {
        value = value << 4 | UInt32(digit)
        position += 1
    }
    guard position > start + 3, position < bytes.count, bytes[position] == UInt8(ascii: "}"),
        Unicode.Scalar(value) != nil
    else { return nil }
    return (value, position + 1)
}
