/// Reads the elements between the commas of an address list, token by token.
struct AddressParser {
    private enum Kind {
        case atom, quoted, literal, comment
        /// A comma, colon, semicolon, `<`, `>`, `@` or dot.
        case special(UInt8)
    }

    private struct Token {
        var kind: Kind
        var range: Range<Int>
        /// White space or a comment stands before it.
        var isApart: Bool

        func isSpecial(_ byte: UInt8) -> Bool {
            if case .special(byte) = kind { true } else { false }
        }
    }

    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    /// Set once a quote, a comment or a literal turned out to be open to the end: the next ones need no search.
    private var quotesAreOpen = false
    private var commentsAreOpen = false
    private var literalsAreOpen = false
    private var addresses: [Address] = []
    /// Where addresses begin that cannot be read or are not whole.
    private(set) var invalid: [Int] = []
    /// What is not spelled as it should be, and where: so many of each kind.
    private var log = DefectLog()
    var repairs: [(Defect.Kind, Int)] { log.found }
    /// The tokens of the element that is being read, without comments.
    private var tokens: [Token] = []
    private var comment: Range<Int>?
    /// More words than any address and its name have. What is beyond is passed over, up to the next comma: each takes room.
    private static let longestAddress = 10_000
    private var isCut = false
    /// Whether `tokens` have an `@`, and a colon.
    private var sawAt = false
    private var sawColon = false

    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// `address-list = (address *("," address)) / obs-addr-list`
    mutating func addressList() -> [Address] {
        var angle: Int?
        // Where the open bracket, and the open group, began.
        var angleStart = 0
        var group: Int?
        tokens.reserveCapacity(16)
        while let token = nextToken() {
            switch token.kind {
            case .comment:
                if comment == nil || angle == nil { comment = token.range }
            case .special(UInt8(ascii: ",")) where angle.map({ !isRoute(after: $0) }) ?? true:
                if angle != nil { repair(angleStart) }
                mailbox(angle)
                angle = nil
            case .special(UInt8(ascii: ";")):
                if angle != nil { repair(angleStart) }
                if group == nil { repair(token.range.lowerBound) }
                mailbox(angle)
                angle = nil
                group = nil
            case .special(UInt8(ascii: ":")) where angle == nil && group == nil && !sawAt:
                // `group = display-name ":" [group-list] ";"`: the name goes, the members stay.
                tokens.removeAll(keepingCapacity: true)
                comment = nil
                group = token.range.lowerBound
            case .special(UInt8(ascii: "<")):
                if angle == nil {
                    angle = tokens.count
                    angleStart = token.range.lowerBound
                } else {
                    repair(token.range.lowerBound)
                }
            case .special(UInt8(ascii: ">")):
                guard angle != nil else {
                    repair(token.range.lowerBound)
                    continue
                }
                mailbox(angle)
                angle = nil
                skipToSeparator()
            default:
                if token.isSpecial(UInt8(ascii: "@")) { sawAt = true }
                if token.isSpecial(UInt8(ascii: ":")) { sawColon = true }
                guard tokens.count < AddressParser.longestAddress else {
                    if !isCut { invalid.append(token.range.lowerBound) }
                    isCut = true
                    continue
                }
                tokens.append(token)
            }
        }
        if angle != nil { repair(angleStart) }
        if let group { repair(group) }
        mailbox(angle)
        return addresses
    }

    private mutating func repair(_ offset: Int, _ kind: Defect.Kind = .malformedAddress) {
        log.note(kind, offset)
    }

    /// After `>` only comments may follow, up to the comma; what else stands there is passed over.
    private mutating func skipToSeparator() {
        let start = position
        var isTold = false
        while let token = nextToken() {
            switch token.kind {
            case .special(UInt8(ascii: ",")), .special(UInt8(ascii: ";")):
                position = token.range.lowerBound
                return
            case .special(UInt8(ascii: "<")):
                // QUIRK: two addresses without a comma between them.
                if !isTold { repair(token.range.lowerBound) }
                position = start
                return
            case .comment: continue
            default:
                // `<a@b>>`, `<a@b> and more`.
                if !isTold { repair(token.range.lowerBound) }
                isTold = true
            }
        }
    }

    /// Within `<@one.example,@two.example:`, where commas do not separate addresses.
    private func isRoute(after angle: Int) -> Bool {
        tokens.count > angle && tokens[angle].isSpecial(0x40) && !sawColon
    }

    /// `mailbox = name-addr / addr-spec`: what `tokens` hold, the address itself from index `angle` on if there was a `<`.
    private mutating func mailbox(_ angle: Int?) {
        defer {
            tokens.removeAll(keepingCapacity: true)
            comment = nil
            sawAt = false
            sawColon = false
            isCut = false
        }
        if let angle {
            var address = tokens[angle...]
            if let first = address.first, first.isSpecial(0x40),
                let colon = address.lastIndex(where: { $0.isSpecial(0x3A) })
            {
                address = address[(colon + 1)...]  // obs-route
            }
            add(address, name: tokens[..<angle])
        } else if let first = tokens.firstIndex(where: { $0.isSpecial(0x40) }) {
            // QUIRK: several addresses without a comma between them.
            var start = 0
            var next: Int? = first
            while let at = next {
                let address = span(around: at, from: start)
                if start > 0 || address.lowerBound > start { repair(tokens[address.lowerBound].range.lowerBound) }
                add(tokens[address], name: tokens[start..<address.lowerBound])
                start = address.upperBound
                if start < tokens.count, !tokens[start...].contains(where: { $0.isSpecial(0x40) }) {
                    repair(tokens[start].range.lowerBound)
                }
                next = tokens[start...].firstIndex { $0.isSpecial(0x40) }
            }
        } else if let first = tokens.first, tokens.dropFirst().allSatisfy({ !$0.isApart }) {
            // QUIRK: a local part alone, `postmaster`.
            if case .special = first.kind { return invalid.append(first.range.lowerBound) }
            add(tokens[...], name: [])
        } else if let first = tokens.first {
            invalid.append(first.range.lowerBound)
        }
    }

    /// The tokens that belong to the addr-spec around the `@` at index `at`: words that dots or nothing at all joins.
    private func span(around at: Int, from start: Int) -> Range<Int> {
        var lower = at
        while lower > start {
            let token = tokens[lower - 1]
            let isJoined = lower == at || !tokens[lower].isApart || isDot(tokens[lower]) || isDot(token)
            guard isJoined else { break }
            lower -= 1
        }
        var upper = at + 1
        while upper < tokens.count {
            let isJoined =
                upper == at + 1 || !tokens[upper].isApart || isDot(tokens[upper]) || isDot(tokens[upper - 1])
            guard isJoined else { break }
            upper += 1
        }
        return lower..<upper
    }

    private func isDot(_ token: Token) -> Bool {
        token.isSpecial(UInt8(ascii: "."))
    }

    /// `addr-spec = local-part "@" domain`. The last `@` counts: what comes before it is the local part.
    private mutating func add(_ spec: ArraySlice<Token>, name: ArraySlice<Token>) {
        var spec = spec
        if let scheme = spec.first, equalsIgnoringCase(bytes, scheme.range, "mailto"),
            spec.dropFirst().first?.isSpecial(0x3A) == true
        {
            spec = spec.dropFirst(2)  // QUIRK: `<mailto:jane@example.net>`.
        }
        let at = spec.lastIndex { $0.isSpecial(0x40) }
        let local = at.map { spec[..<$0] } ?? spec
        var domain = at.map { spec[($0 + 1)...] } ?? []
        let spelling = spec
        while let last = domain.last, isDot(last) { domain.removeLast() }
        if let first = spec.first, local.isEmpty || at != nil && domain.isEmpty {
            invalid.append(first.range.lowerBound)
        } else if let second = local.first(where: { $0.isSpecial(0x40) }) {
            repair(second.range.lowerBound)
        }
        guard !local.isEmpty || !domain.isEmpty else { return }
        addresses.append(
            Address(
                displayName: displayName(name), localPart: string(local, unquoting: true), domain: string(domain),
                spelling: string(spelling)))
    }

    /// The text of tokens that belong together, without what stood between them.
    private func string(_ tokens: ArraySlice<Token>, unquoting: Bool = false) -> String {
        guard let first = tokens.first, let last = tokens.last else { return "" }
        if isPlain(tokens, unquoting: unquoting) { return text(bytes, first.range.lowerBound..<last.range.upperBound) }
        var output: [UInt8] = []
        for token in tokens {
            if unquoting, case .quoted = token.kind {
                output += unquoted(token.range)
            } else {
                output += bytes[token.range]
            }
        }
        return text(output, 0..<output.count)
    }

    /// Whether the tokens stand side by side, so that their text is one piece of the field.
    private func isPlain(_ tokens: ArraySlice<Token>, unquoting: Bool) -> Bool {
        var end = tokens.first?.range.lowerBound
        for token in tokens {
            if token.range.lowerBound != end { return false }
            if unquoting, case .quoted = token.kind { return false }
            end = token.range.upperBound
        }
        return true
    }

    /// `display-name = phrase`; without one, the comment (RFC 5322 A.6.3 calls that a common practice).
    private mutating func displayName(_ name: ArraySlice<Token>) -> String? {
        var raw: [UInt8] = []
        if let first = name.first, let last = name.last {
            raw.reserveCapacity(last.range.upperBound - first.range.lowerBound)
        }
        for token in name {
            if token.isApart, !raw.isEmpty { raw.append(0x20) }
            if case .quoted = token.kind { appendUnquoted(token.range, to: &raw) } else { raw += bytes[token.range] }
        }
        if raw.isEmpty, let comment { raw = unquoted(comment) }
        let content = trimmed(raw, 0..<raw.count)
        guard !content.isEmpty else { return nil }
        if firstIndex(of: "=?", in: raw, content) == nil { return text(raw, content) }
        for token in name {
            guard case .quoted = token.kind else { continue }
            if let word = firstIndex(of: "=?", in: bytes, token.range),
                firstIndex(of: "?=", in: bytes, word + 2..<token.range.upperBound) != nil
            {
                repair(word, .encodedWordInQuotes)
            }
        }
        return String(decoding: decodeEncodedWords(raw, content), as: UTF8.self)
    }

    /// Without the delimiters at both ends and the backslashes of quoted pairs; folding goes too.
    private func unquoted(_ range: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        appendUnquoted(range, to: &output)
        return output
    }

    private func appendUnquoted(_ range: Range<Int>, to output: inout [UInt8]) {
        var index = range.lowerBound + 1
        while index < range.upperBound - 1 {
            var byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < range.upperBound - 1 {
                index += 1
                byte = bytes[index]
            }
            if !ASCII.isLineEnd(byte) { output.append(byte) }
            index += 1
        }
    }

    // MARK: Tokens

    private mutating func nextToken() -> Token? {
        var isApart = false
        while position < end, bytes[position] <= 0x20 || bytes[position] == 0x7F {
            isApart = true
            position += 1
        }
        guard position < end else { return nil }
        let start = position
        switch bytes[start] {
        case UInt8(ascii: "("):
            if !commentsAreOpen {
                if let close = commentEnd(start) {
                    position = close
                    return Token(kind: .comment, range: start..<close, isApart: isApart)
                }
                commentsAreOpen = true
                repair(start)
            }
        case UInt8(ascii: "\""):
            if !quotesAreOpen {
                if let close = delimitedEnd(start, UInt8(ascii: "\"")) {
                    position = close
                    return Token(kind: .quoted, range: start..<close, isApart: isApart)
                }
                quotesAreOpen = true
                repair(start)
            }
            // QUIRK: an open quote is passed over; what follows is read as if it were not there.
            position += 1
            return nextTokenAfterOpenQuote()
        case UInt8(ascii: "["):
            if !literalsAreOpen {
                if let close = delimitedEnd(start, UInt8(ascii: "]")) {
                    position = close
                    return Token(kind: .literal, range: start..<close, isApart: isApart)
                }
                literalsAreOpen = true
                repair(start)
            }
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "@"), UInt8(ascii: "."):
            position += 1
            return Token(kind: .special(bytes[start]), range: start..<position, isApart: isApart)
        default: break
        }
        position += 1
        while position < end, isWordByte(bytes[position]) { position += 1 }
        return Token(kind: .atom, range: start..<position, isApart: isApart)
    }

    /// Open quotes may come in any number, so they are passed over in a loop.
    private mutating func nextTokenAfterOpenQuote() -> Token? {
        while position < end,
            bytes[position] <= 0x20 || bytes[position] == 0x7F || bytes[position] == UInt8(ascii: "\"")
        { position += 1 }
        var token = nextToken()
        token?.isApart = true
        return token
    }

    /// More than `atext`: what has no other meaning belongs to the word.
    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, UInt8(ascii: "("), UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: ","),
            UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"),
            UInt8(ascii: "."):
            false
        default: true
        }
    }

    private func commentEnd(_ start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private func delimitedEnd(_ start: Int, _ close: UInt8) -> Int? {
        var index = start + 1
        while index < end {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 1
            } else if bytes[index] == close {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
