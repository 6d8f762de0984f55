import MIME

/// Brings a lowercased diagnostic into the form that phrases are written in.
///
/// Runs of blanks become one, typographic apostrophes become `'`, Cyrillic and Latin capitals become small, and the codes
/// that begin each line of a multi-line reply (`550-5.7.1 `, RFC 5321 4.2.1) go, save the first: they would stand in the
/// middle of phrases.
struct DiagnosticText {
    /// No diagnostic needs more; the rest of a longer one is not read.
    static let limit = 16 << 10

    let bytes: [UInt8]
    /// Whether there is no letter beyond ASCII.
    let isASCII: Bool

    init(_ text: Span<UInt8>) {
        let end = min(text.count, DiagnosticText.limit)
        var isASCII = true
        bytes = [UInt8](capacity: end + 1) { output in
            DiagnosticText.write(text, end, &output, &isASCII)
        }
        self.isASCII = isASCII
    }

    private static func write(_ text: Span<UInt8>, _ end: Int, _ output: inout OutputSpan<UInt8>, _ isASCII: inout Bool)
    {
        var index = 0
        var blank = true
        var sawCode = false
        while index < end {
            let byte = text[index]
            if byte <= 0x20 || byte == 0x7F {
                blank = true
                index += 1
                continue
            }
            if byte == 0xC2, index + 1 < end, text[index + 1] == 0xA0 {  // no-break space
                blank = true
                index += 2
                continue
            }
            if blank {
                if byte.isDigit, let after = continuation(text, index, end) {
                    if sawCode {
                        index = after
                        continue
                    }
                    sawCode = true
                }
                if !output.isEmpty { output.append(0x20) }
                blank = false
            }
            if byte < 0x80 {
                // To the end of the word at once: there is nothing to decide in it.
                repeat {
                    output.append(ASCII.lowercased(text[index]))
                    index += 1
                } while index < end && text[index] > 0x20 && text[index] < 0x7F
            } else {
                isASCII = false
                index += fold(text, index, end, &output)
            }
        }
    }

    /// The end of a reply code with what follows it, where one stands at `index`: `550-5.7.1 `, `550 5.7.1 `, `550-`.
    private static func continuation(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
        guard index + 4 < end, text[index] >= 0x32, text[index] <= 0x35, text[index + 1] <= 0x39,
            text[index + 1].isDigit, text[index + 2].isDigit
        else { return nil }
        let mark = text[index + 3]
        guard mark == 0x2D || mark == 0x20 else { return nil }
        var probe = index + 4
        while probe < end, text[probe] == 0x20 { probe += 1 }
        // An enhanced status after it: take it along.
        var dots = 0
        var stop = probe
        while stop < end, text[stop].isDigit || text[stop] == 0x2E {
            if text[stop] == 0x2E { dots += 1 }
            stop += 1
        }
        if dots == 2, text[probe] == text[index], stop == end || text[stop] <= 0x20 || text[stop] == 0x2D {
            return stop
        }
        return mark == 0x2D ? index + 4 : nil
    }

    /// Appends one character above ASCII, folded; returns how many bytes it took.
    private static func fold(
        _ text: Span<UInt8>, _ index: Int, _ end: Int, _ output: inout OutputSpan<UInt8>
    ) -> Int {
        let byte = text[index]
        let next = index + 1 < end ? text[index + 1] : 0
        switch byte {
        case 0xC3 where next >= 0x80 && next <= 0x9E && next != 0x97:  // À to Þ
            output.append(byte)
            output.append(next | 0x20)
            return 2
        case 0xD0 where next >= 0x90 && next <= 0x9F:  // А to П
            output.append(byte)
            output.append(next | 0x20)
            return 2
        case 0xD0 where next >= 0xA0 && next <= 0xAF:  // Р to Я
            output.append(0xD1)
            output.append(next & 0x9F)
            return 2
        case 0xE2 where next == 0x80 && index + 2 < end:
            let third = text[index + 2]
            if third == 0x98 || third == 0x99 {  // ‘ ’
                output.append(0x27)
                return 3
            }
            output.append(byte)
            return 1
        default:
            output.append(byte)
            return 1
        }
    }
}
