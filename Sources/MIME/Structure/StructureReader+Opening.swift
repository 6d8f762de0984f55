extension StructureReader {
    /// Opens the part whose header block is `headerStart..<fieldsEnd` and decides how its body is read.
    mutating func endHeader(
        fieldsEnd: Int, bodyStart: Int, isCut: Bool = false, _ window: [UInt8], isLast: Bool,
        _ sink: inout some StructureSink
    ) {
        let parent = frames.last
        let index = partCount
        let depth = outerDepth + 1 + frames.count
        partCount += 1

        var found = headerDefects
        let contentType = contentType(window, isInDigest: parent?.isDigest ?? false, &found)
        let encoding = transferEncoding(window, &found)
        noteOddBytes(headerStart..<bodyStart, window, &found)

        var kind = Frame.Kind.leaf
        var isEncodedMessage = false
        if isCut {
            kind = .leaf
        } else if contentType.isMultipart {
            // QUIRK: the label is a lie nearly always, so the body is searched for boundaries as it stands.
            if isEncoding(encoding) { found.note(.encodedContainer, headerStart) }
            kind = multipartKind(contentType, depth: depth, at: headerStart, &found)
        } else if contentType.isMessage {
            if depth >= limits.maximumDepth {
                found.note(.tooDeep, headerStart)
            } else if partCount >= limits.maximumParts {
                found.note(.tooManyParts, headerStart)
            } else if isEncoding(encoding) {
                found.note(.encodedContainer, headerStart)
                isEncodedMessage = true
            } else {
                kind = .message
            }
        }

        let number = number(kind, parent)
        sink.began(
            PartOpening(
                index: index, parent: parent?.part ?? outerPart, depth: depth, number: number,
                headerRange: headerStart..<bodyStart, fields: Array(fields[0...]), contentType: contentType,
                transferEncoding: encoding, isContainer: kind != .leaf, isEncodedMessage: isEncodedMessage), window)
        frames.append(
            Frame(
                part: index, number: number, kind: kind,
                isDigest: kind == .multipart && contentType.subtype == "digest", bodyStart: bodyStart))
        for (kind, position) in found.found.dropFirst(headerDefects.found.count) {
            sink.defect(kind, at: position, path: path())
        }

        textStart = bodyStart
        switch kind {
        case .leaf:
            isAtLineStart = true
            state = .text
        case .multipart:
            boundaries.open(contentType.boundary, frame: frames.count - 1)
            isAtLineStart = true
            state = .text
        case .message:
            frames[frames.count - 1].children = 1
            beginHeader(at: bodyStart)
        }
    }

    /// What the part adds to its parent's path. A multipart right inside a message has the message's path, the body of
    /// any other message is its part 1 (RFC 9051, 6.4.5).
    private func number(_ kind: Frame.Kind, _ parent: Frame?) -> Int {
        guard let parent, parent.kind == .multipart else { return kind == .multipart ? 0 : 1 }
        return parent.children
    }

    private func multipartKind(
        _ contentType: MediaType, depth: Int, at position: Int, _ found: inout DefectLog
    ) -> Frame.Kind {
        if contentType.boundary.isEmpty {
            let isNamed = contentType["boundary"] != nil
            found.note(isNamed ? .emptyBoundaryParameter : .missingBoundaryParameter, position)
            return .leaf
        }
        if contentType.boundary.count > BoundaryTable.maximumLength {
            found.note(.boundaryTooLong, position)
            return .leaf
        }
        if depth >= limits.maximumDepth {
            found.note(.tooDeep, position)
            return .leaf
        }
        if boundaries.contains(contentType.boundary) { found.note(.repeatedBoundary, position) }
        return .multipart
    }

    /// The type that the header gives, or the default (RFC 2045, 5.2).
    private func contentType(
        _ window: [UInt8], isInDigest: Bool, _ found: inout DefectLog
    ) -> MediaType {
        guard let index = contentTypeField else { return isInDigest ? .message : .plainText }
        let value = fields[index].valueRange
        if let type = MediaType(window, value, { found.note($0, $1) }) { return type }
        found.note(.invalidContentType, fields[index].range.lowerBound)
        return .plainText
    }

    private func transferEncoding(_ window: [UInt8], _ found: inout DefectLog) -> TransferEncoding {
        guard let index = encodingField else { return .sevenBit }
        let encoding = TransferEncoding(window, fields[index].valueRange)
        if encoding == .unknown { found.note(.unknownTransferEncoding, fields[index].range.lowerBound) }
        return encoding
    }

    /// Whether it changes bytes, which RFC 2045, 6.4 forbids for a multipart or a message.
    private func isEncoding(_ encoding: TransferEncoding) -> Bool {
        encoding == .base64 || encoding == .quotedPrintable || encoding == .uuencode
    }

    /// Each NUL, each line that is not UTF-8, and each line end that is not like the others.
    private func noteOddBytes(_ block: Range<Int>, _ window: [UInt8], _ found: inout DefectLog) {
        var nul = firstIndex(of: 0, in: window, block)
        while let position = nul, !found.isFull(.nulInHeader) {
            found.note(.nulInHeader, position, length: 1)
            nul = firstIndex(of: 0, in: window, position + 1..<block.upperBound)
        }
        let span = window.span.extracting(block)
        if lineEndStyles & 4 != 0 || lineEndStyles.nonzeroBitCount > 1 { noteLineEnds(block, window, &found) }
        if asciiEnd(span) < span.count {
            var bad = utf8Error(span, from: 0)
            while let position = bad, !found.isFull(.eightBitHeader) {
                found.note(.eightBitHeader, block.lowerBound + position)
                let next = firstLineEnd(window, from: block.lowerBound + position, to: block.upperBound)
                bad = utf8Error(span, from: next - block.lowerBound)
            }
        }
        if let first = fields.first, first.isNameless, !first.range.isEmpty,
            ASCII.isBlank(window[first.range.lowerBound])
        {
            found.note(.orphanContinuation, first.range.lowerBound)
        }
    }

    private func noteLineEnds(_ block: Range<Int>, _ window: [UInt8], _ found: inout DefectLog) {
        var position = block.lowerBound
        var last: UInt8 = 0
        while position < block.upperBound, let end = lineEnd(window, from: position, isLast: true), end.style != 0 {
            if end.style == 4 { found.note(.bareCarriageReturn, end.contentEnd) }
            if last != 0, end.style != last { found.note(.mixedLineEnds, end.contentEnd) }
            last = end.style
            position = end.next
        }
    }
}
