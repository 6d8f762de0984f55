extension StructureReader {
    mutating func beginHeader(at position: Int) {
        state = .header
        isAtMessageStart = false
        headerStart = position
        lineStart = position
        searched = position
        // The array went with the part before: a new one, as large as is usual for a message or for a part of one.
        fields = []
        fields.reserveCapacity(frames.last?.kind == .multipart ? 6 : 32)
        lineEndStyles = 0
        contentTypeField = nil
        encodingField = nil
        hasNamedField = false
        headerDefects = DefectLog()
    }

    /// Tells a defect of the header at hand, unless there are too many of its kind.
    private mutating func tell(_ kind: Defect.Kind, at position: Int, _ sink: inout some StructureSink) {
        let count = headerDefects.found.count
        headerDefects.note(kind, position)
        guard headerDefects.found.count > count, let noted = headerDefects.found.last else { return }
        sink.defect(noted.0, at: position, path: pathOfNext())
    }

    /// Reads the lines of a header block until an empty line, a boundary line, a line that cannot belong to it, or the
    /// end.
    ///
    /// - Returns: false if the window has to grow.
    mutating func readHeader(_ window: [UInt8], isLast: Bool, _ sink: inout some StructureSink) -> Bool {
        skipByteOrderMark(window, &sink)
        while true {
            let start = lineStart
            guard start < window.count else {
                guard isLast else { return false }
                endHeader(fieldsEnd: start, bodyStart: start, window, isLast: isLast, &sink)
                return true
            }
            guard let end = lineEnd(window, from: max(searched, start), isLast: isLast) else {
                searched = max(start, window.count - 3)
                guard window.count - headerStart > limits.maximumHeaderBytes else { return false }
                cutHeader(.headerTooLarge, window, isLast: isLast, &sink)
                return true
            }
            guard end.next - headerStart <= limits.maximumHeaderBytes else {
                cutHeader(.headerTooLarge, window, isLast: isLast, &sink)
                return true
            }
            if end.contentEnd == start {
                switch headerFollows(end, window, isLast: isLast) {
                case nil: return false
                case true?:
                    tell(.emptyLineBeforeHeader, at: start, &sink)
                    addNameless(end)
                    advance(over: end)
                    continue
                case false?: break
                }
                lineEndStyles |= end.style
                endHeader(fieldsEnd: start, bodyStart: end.next, window, isLast: isLast, &sink)
                return true
            }
            let first = window[start]
            if ASCII.isBlank(first) {
                addContinuation(end)
            } else if let name = fieldName(window, from: start, to: end.contentEnd), !startsWithDashes(window, start) {
                guard fields.count < limits.maximumHeaderFields else {
                    cutHeader(.tooManyHeaderFields, window, isLast: isLast, &sink)
                    return true
                }
                addField(name, end, window, &sink)
            } else {
                switch judgeOddLine(end, window, isLast: isLast) {
                case nil: return false
                case .body?:
                    endWithoutSeparator(window, isLast: isLast, &sink)
                    return true
                case .continuation?:
                    tell(.unindentedContinuation, at: start, &sink)
                    addContinuation(end)
                case .odd(let kind)?:
                    guard fields.count < limits.maximumHeaderFields else {
                        cutHeader(.tooManyHeaderFields, window, isLast: isLast, &sink)
                        return true
                    }
                    tell(kind, at: start, &sink)
                    addNameless(end)
                }
            }
            advance(over: end)
        }
    }

    private mutating func advance(over end: LineEnd) {
        lineEndStyles |= end.style
        lineStart = end.next
        searched = end.next
    }

    /// QUIRK: a byte order mark before the first header is a nameless field.
    private mutating func skipByteOrderMark(_ window: [UInt8], _ sink: inout some StructureSink) {
        guard isAtMessageStart, window.count >= 3 else { return }
        isAtMessageStart = false
        guard lineStart == 0, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF else { return }
        fields.append(HeaderField(range: 0..<3, nameRange: 0..<0, valueRange: 0..<3, nameHash: 0))
        tell(.invalidHeaderLine, at: 0, &sink)
        lineStart = 3
        searched = 3
    }

    private mutating func addField(
        _ name: (nameEnd: Int, colon: Int, hash: UInt32), _ end: LineEnd, _ window: [UInt8],
        _ sink: inout some StructureSink
    ) {
        if name.colon != name.nameEnd { tell(.spaceBeforeColon, at: name.nameEnd, &sink) }
        // By length first: few names are as long as these two.
        switch name.nameEnd - lineStart {
        case "content-type".utf8.count where name.hash == NameHash.contentType:
            if contentTypeField == nil {
                contentTypeField = fields.count
            } else {
                tell(.repeatedField, at: lineStart, &sink)
            }
        case "content-transfer-encoding".utf8.count where name.hash == NameHash.contentTransferEncoding:
            if encodingField == nil {
                encodingField = fields.count
            } else {
                tell(.repeatedField, at: lineStart, &sink)
            }
        default: break
        }
        hasNamedField = true
        fields.append(
            HeaderField(
                range: lineStart..<end.next, nameRange: lineStart..<name.nameEnd,
                valueRange: name.colon + 1..<end.contentEnd, nameHash: name.hash))
    }

    private mutating func addNameless(_ end: LineEnd) {
        fields.append(
            HeaderField(
                range: lineStart..<end.next, nameRange: lineStart..<lineStart,
                valueRange: lineStart..<end.contentEnd, nameHash: 0))
    }

    private mutating func addContinuation(_ end: LineEnd) {
        guard let last = fields.indices.last else { return addNameless(end) }
        fields[last].range = fields[last].range.lowerBound..<end.next
        fields[last].valueRange = fields[last].valueRange.lowerBound..<end.contentEnd
    }

    private enum OddLine {
        /// The body begins here, without an empty line before it.
        case body
        /// The line belongs to the field before it.
        case continuation
        /// The line stands in the header and is no field.
        case odd(Defect.Kind)
    }

    /// What a line is that is neither a field nor a continuation; nil if the next lines have to be seen.
    private func judgeOddLine(_ end: LineEnd, _ window: [UInt8], isLast: Bool) -> OddLine? {
        let start = lineStart
        if startsWithDashes(window, start) { return .body }
        if hasPrefix(window, at: start, "From "), !hasNamedField { return .odd(.mboxSeparator) }
        if hasPrefix(window, at: start, ">From ") { return .odd(.quotedMboxSeparator) }
        if window[start] == UInt8(ascii: ":") { return .odd(.invalidHeaderLine) }
        guard hasNamedField, let last = fields.last else { return .body }
        // QUIRK: a parameter on a line of its own that is not indented, after a semicolon.
        if last.nameHash == NameHash.contentType, endsInSemicolon(last, window) { return .continuation }
        // QUIRK: an odd line is a stray one if a field follows at once, or belongs to a Received field, whose lines some
        // programs write unindented, if one follows soon; else the body begins without an empty line.
        let isReceived = last.nameHash == NameHash.received
        var position = end.next
        for _ in 0..<(isReceived ? 4 : 1) {
            switch lineKind(at: position, window, isLast: isLast) {
            case nil: return nil
            case .field?: return isReceived ? .continuation : .odd(.invalidHeaderLine)
            case .other(let next)?: position = next
            default: return .body
            }
        }
        return .body
    }

    private func endsInSemicolon(_ field: HeaderField, _ window: [UInt8]) -> Bool {
        let value = trimmed(window, field.valueRange)
        return value.last.map { window[$0] == UInt8(ascii: ";") } ?? false
    }

    /// QUIRK: before the header of a message, not of another part, there may be up to four empty lines.
    private func headerFollows(_ end: LineEnd, _ window: [UInt8], isLast: Bool) -> Bool? {
        guard !hasNamedField, fields.count < 4, frames.last.map({ $0.kind == .message }) ?? true else { return false }
        var position = end.next
        for _ in fields.count..<4 {
            switch lineKind(at: position, window, isLast: isLast) {
            case nil: return nil
            case .empty(let next)?: position = next
            case .field?: return true
            default: return false
            }
        }
        return false
    }

    private enum LineKind {
        case empty(next: Int)
        case field
        case other(next: Int)
        /// There is none within the limits.
        case none
    }

    /// What a line of the header would be; nil if its end has not come yet.
    private func lineKind(at start: Int, _ window: [UInt8], isLast: Bool) -> LineKind? {
        guard start < window.count else { return isLast ? LineKind.none : nil }
        guard let end = lineEnd(window, from: start, isLast: isLast) else {
            return window.count - headerStart > limits.maximumHeaderBytes ? LineKind.none : nil
        }
        guard end.next - headerStart <= limits.maximumHeaderBytes else { return LineKind.none }
        if end.contentEnd == start { return .empty(next: end.next) }
        guard !startsWithDashes(window, start), fieldName(window, from: start, to: end.contentEnd) != nil else {
            return .other(next: end.next)
        }
        return .field
    }

    /// The line at `lineStart` is no line of a header: a boundary of an open multipart, or body text.
    private mutating func endWithoutSeparator(_ window: [UInt8], isLast: Bool, _ sink: inout some StructureSink) {
        let start = lineStart
        if startsWithDashes(window, start), !boundaries.isEmpty,
            case .line = boundaries.match(window, at: start, isLast: isLast)
        {
            // A part that ends within or right after its header.
        } else {
            sink.defect(hasNamedField ? .missingHeaderSeparator : .missingHeader, at: start, path: pathOfNext())
        }
        endHeader(fieldsEnd: start, bodyStart: start, window, isLast: isLast, &sink)
    }

    /// Ends the header at a limit; the rest of it is read as the body of a leaf.
    private mutating func cutHeader(
        _ kind: Defect.Kind, _ window: [UInt8], isLast: Bool, _ sink: inout some StructureSink
    ) {
        tell(kind, at: lineStart, &sink)
        endHeader(fieldsEnd: lineStart, bodyStart: lineStart, isCut: true, window, isLast: isLast, &sink)
    }

    /// The path that the part whose header is being read will have. Whether it is a multipart is not known yet.
    private func pathOfNext() -> String {
        guard let parent = frames.last else { return outerPath }
        return path(adding: parent.kind == .multipart ? parent.children : 0)
    }
}
