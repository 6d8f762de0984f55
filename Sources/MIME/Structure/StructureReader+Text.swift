extension StructureReader {
    /// Reads text up to the next boundary line.
    ///
    /// - Returns: false if the window has to grow.
    mutating func readText(_ window: [UInt8], isLast: Bool, _ sink: inout some StructureSink) -> Bool {
        if boundaries.isEmpty {
            emitText(to: window.count, window, &sink)
            isAtLineStart = false
            guard isLast else { return false }
            finish(window, &sink)
            return true
        }
        if isAtLineStart {
            // The first line of a body has no line end before it that would belong to the boundary.
            if window.count - textStart < 2, !isLast { return false }
            if startsWithDashes(window, textStart) {
                switch boundaries.match(window, at: textStart, isLast: isLast) {
                case .needsMore: return false
                case .line(let frame, let isClosing, let next):
                    crossBoundary(
                        frame: frame, isClosing: isClosing, line: textStart..<next, textEnd: textStart, window, &sink)
                    return true
                case .none: break
                }
            }
            isAtLineStart = false
        }
        var position = textStart
        while let line = firstDashLine(window, after: position) {
            switch boundaries.match(window, at: line, isLast: isLast) {
            case .needsMore:
                emitText(to: lineEndStart(window, before: line, notBefore: textStart), window, &sink)
                return false
            case .line(let frame, let isClosing, let next):
                let textEnd = lineEndStart(window, before: line, notBefore: textStart)
                crossBoundary(
                    frame: frame, isClosing: isClosing, line: line..<next, textEnd: textEnd, window, &sink)
                return true
            case .none:
                position = line
            }
        }
        if isLast {
            emitText(to: window.count, window, &sink)
            finish(window, &sink)
            return true
        }
        // A line end and two dashes, the start of a boundary, may be cut by the window's end.
        emitText(to: window.count - 5, window, &sink)
        return false
    }

    func startsWithDashes(_ window: [UInt8], _ position: Int) -> Bool {
        position + 1 < window.count && window[position] == 0x2D && window[position + 1] == 0x2D
    }

    /// Goes over a boundary line of the multipart at `level`: everything inside it ends where its text ends.
    mutating func crossBoundary(
        frame level: Int, isClosing: Bool, line: Range<Int>, textEnd: Int, _ window: [UInt8],
        _ sink: inout some StructureSink
    ) {
        if !isClosing, partCount >= limits.maximumParts {
            sink.defect(.tooManyParts, at: line.lowerBound, path: path())
            state = .raw
            return
        }
        emitText(to: textEnd, window, &sink)
        closeFrames(above: level, end: textEnd, position: line.lowerBound, window, &sink)
        sink.delimiter(part: frames[level].part, isClosing: isClosing, textEnd..<line.upperBound, window)
        textStart = line.upperBound
        if isClosing {
            frames[level].isClosed = true
            boundaries.close(frame: level)
            isAtLineStart = true
            state = .text
        } else {
            frames[level].children += 1
            beginHeader(at: line.upperBound)
        }
    }
}
