import MIME

/// The text of an HTML notice: tags go, blocks begin lines, the common entities are undone. One pass, no tree.
enum HTMLText {
    static func plain(_ html: [UInt8], limit: Int = 128 << 10) -> [UInt8] {
        let end = min(html.count, limit)
        var output: [UInt8] = []
        output.reserveCapacity(end / 2)
        var index = 0
        while index < end {
            let byte = html[index]
            switch byte {
            case UInt8(ascii: "<"):
                index = tag(html, index, end, &output)
            case UInt8(ascii: "&"):
                index = entity(html, index, end, &output)
            case 0x0A, 0x0D, 0x09, 0x20:
                if let last = output.last, last != 0x20, last != 0x0A { output.append(0x20) }
                index += 1
            default:
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    /// Skips a tag; what it contains where it is a style or a script.
    private static func tag(_ html: [UInt8], _ start: Int, _ end: Int, _ output: inout [UInt8]) -> Int {
        // `<user@host>` is no tag.
        let name = start + 1
        guard name < end,
            ASCII.isLetter(html[name]) || html[name] == UInt8(ascii: "/") || html[name] == UInt8(ascii: "!")
        else {
            output.append(html[start])
            return start + 1
        }
        guard let close = firstIndex(of: UInt8(ascii: ">"), in: html, name..<end) else { return end }
        if let at = firstIndex(of: UInt8(ascii: "@"), in: html, name..<close),
            !(name..<at).contains(where: { html[$0] == 0x20 }),
            !hasPrefixIgnoringCase(html, at: name, "a")
        {
            output.append(contentsOf: html[start...close])
            return close + 1
        }
        if hasPrefixIgnoringCase(html, at: name, "style") || hasPrefixIgnoringCase(html, at: name, "script") {
            var probe = close
            while let next = firstIndex(of: UInt8(ascii: "<"), in: html, probe + 1..<end) {
                if next + 1 < end, html[next + 1] == UInt8(ascii: "/"),
                    hasPrefixIgnoringCase(html, at: next + 2, "style")
                        || hasPrefixIgnoringCase(html, at: next + 2, "script")
                {
                    return (firstIndex(of: UInt8(ascii: ">"), in: html, next..<end) ?? end - 1) + 1
                }
                probe = next
            }
            return end
        }
        let isInline =
            hasPrefixIgnoringCase(html, at: name, "b>") || hasPrefixIgnoringCase(html, at: name, "/b>")
            || hasPrefixIgnoringCase(html, at: name, "i>") || hasPrefixIgnoringCase(html, at: name, "/i>")
            || hasPrefixIgnoringCase(html, at: name, "a ") || hasPrefixIgnoringCase(html, at: name, "/a")
            || hasPrefixIgnoringCase(html, at: name, "span") || hasPrefixIgnoringCase(html, at: name, "/span")
            || hasPrefixIgnoringCase(html, at: name, "font") || hasPrefixIgnoringCase(html, at: name, "/font")
            || hasPrefixIgnoringCase(html, at: name, "strong") || hasPrefixIgnoringCase(html, at: name, "/strong")
            || hasPrefixIgnoringCase(html, at: name, "em>") || hasPrefixIgnoringCase(html, at: name, "/em>")
        if !isInline, output.last != 0x0A, !output.isEmpty { output.append(0x0A) }
        return close + 1
    }

    private static let entities: [(StaticString, UInt8)] = [
        ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&nbsp;", 0x20), ("&#39;", 0x27),
        ("&#64;", 0x40), ("&apos;", 0x27), ("&#x40;", 0x40), ("&#8203;", 0x20),
    ]

    private static func entity(_ html: [UInt8], _ start: Int, _ end: Int, _ output: inout [UInt8]) -> Int {
        for (name, byte) in entities where hasPrefix(html, at: start, name) {
            output.append(byte)
            return start + name.utf8CodeUnitCount
        }
        output.append(html[start])
        return start + 1
    }
}
