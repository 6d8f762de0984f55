import MIME

/// Reads messages with `MIME.Scanner`, undoes transfer encodings, and tells a `PartPrinter` what comes.
///
/// A message that is base64 or quoted-printable inside the message gets a scanner of its own, a level up. What a
/// multipart is, a container or text without its boundary, is known only once the boundary has come: until then it is
/// kept back, and told as a leaf if that gets too long.
struct MessageReader<Parts: PartPrinter>: Printer {
    private(set) var parts: Parts
    private var levels: [Level] = []
    private var defects = DefectList(limit: 0)
    /// The part whose bytes go to the printer as they are, in the level where it began.
    private var captured: (level: Int, depth: Int)?
    private var decoded: [UInt8] = []
    /// Text that is read for what is wrong in it, and not shown.
    private var unshown: [UInt8] = []

    private let limits = Limits(maximumBytes: Int.max)

    init(_ parts: Parts) {
        self.parts = parts
    }

    mutating func begin(_ source: MessageSource, to output: inout Output) {
        levels = [Level(Scanner(limits: limits), offset: nil)]
        defects = DefectList(limit: limits.maximumDefects)
        captured = nil
        parts.messageBegan(source, to: &output)
    }

    mutating func feed(_ chunk: Span<UInt8>, to output: inout Output) {
        feed(chunk, level: 0, to: &output)
        output.flushIfFull()
    }

    mutating func finish(to output: inout Output) {
        finish(level: 0, to: &output)
        levels = []
        parts.messageEnded(defects.sorted(), to: &output)
        output.flushIfFull()
    }

    // MARK: - Levels

    /// The scanner is taken out while it runs, since what it finds changes the levels.
    private mutating func feed(_ chunk: Span<UInt8>, level: Int, to output: inout Output) {
        guard var scanner = levels[level].scanner.take() else { return }
        scanner.feed(chunk) { event, bytes in handle(event, bytes, level: level, to: &output) }
        levels[level].scanner = scanner
    }

    private mutating func finish(level: Int, to output: inout Output) {
        guard var scanner = levels[level].scanner.take() else { return }
        scanner.finish { event, bytes in handle(event, bytes, level: level, to: &output) }
    }

    private mutating func handle(
        _ event: Scanner.Event, _ bytes: Span<UInt8>, level: Int, to output: inout Output
    ) {
        switch event {
        case .defect(let defect):
            note(defect.kind, at: levels[level].offset ?? defect.offset, part: defect.part)
        case .partBegan(let part, let offset):
            passOn(bytes, level: level, to: &output)
            if parts.tellsDefects {
                for (kind, position) in part.fieldDefects() {
                    note(kind, at: levels[level].offset ?? offset + position, part: part.path)
                }
            }
            began(part, offset: offset + bytes.count, level: level, to: &output)
        case .delimiter(_, let isClosing, _):
            passOn(bytes, level: level, to: &output)
            if isClosing, levels[level].last.state == .undecided || levels[level].last.state == .leaf {
                // Without a part before it, a closing boundary is text like any other.
                settle(asContainer: false, level: level, to: &output)
                leaf(bytes, level: level, to: &output)
            } else {
                settle(asContainer: true, level: level, to: &output)
            }
        case .text:
            passOn(bytes, level: level, to: &output)
            text(bytes, level: level, to: &output)
        case .remainder:
            passOn(bytes, level: level, to: &output)
        case .partEnded:
            ended(level: level, to: &output)
        }
    }

    /// Hands the bytes of a container that was asked for to the printer.
    private mutating func passOn(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        guard let captured, captured.level == level, !bytes.isEmpty,
            levels[level].frames[captured.depth].state == .container
        else { return }
        parts.body(bytes, to: &output)
        output.flushIfFull()
    }

    private mutating func note(_ kind: Defect.Kind, at offset: Int, part: @autoclosure () -> String) {
        defects.note(kind, at: offset, part: part())
    }

    // MARK: - Parts

    private mutating func began(_ part: Part, offset: Int, level: Int, to output: inout Output) {
        let parent = levels[level].frames.last
        let isRoot = level == 0 && parent == nil
        let isMessage = parent?.part.contentType.isMessage ?? true
        levels[level].frames.append(Frame(part, isMessage: isMessage, isRoot: isRoot, bodyOffset: offset))
        if part.isEncodedMessage {
            levels[level].last.isUnproven = level < Level.maximumCount
            if level < Level.maximumCount {
                levels[level].last.state = .encodedMessage
            } else {
                note(.tooDeep, at: levels[level].offset ?? offset, part: part.path)
                tell(.leaf, level: level, to: &output)
            }
        } else if levels[level].last.decoder.awaitsFilename, !part.isContainer, !part.contentType.isMultipart,
            part.filename == nil
        {
            levels[level].last.state = .unnamed
        } else if part.contentType.isMultipart && part.isContainer {
            levels[level].last.state = .undecided
        } else if part.isContainer {
            tell(.container, level: level, to: &output)
        } else {
            tell(.leaf, level: level, to: &output)
        }
    }

    /// Tells the printer of the innermost part.
    private mutating func tell(_ state: Frame.State, level: Int, to output: inout Output) {
        levels[level].last.state = state
        guard captured == nil else { return }
        let open = levels[level].last.open
        levels[level].last.isTold = true
        guard parts.began(open, to: &output) else { return }
        levels[level].last.isWanted = true
        prepareDefects(open, level: level)
        if open.isContainer { captured = (level, levels[level].frames.count - 1) }
    }

    private mutating func prepareDefects(_ open: OpenPart, level: Int) {
        guard parts.tellsDefects, !open.isContainer else { return }
        if levels[level].last.forbidden == nil {
            levels[level].last.forbidden = ForbiddenBytes(open.part.transferEncoding)
        }
        let type = open.part.contentType
        if type.type == "text", !parts.readsText { levels[level].last.text = CharsetDecoder(label: type.charset) }
    }

    /// A multipart turns out to be one, or to be nothing but text.
    private mutating func settle(asContainer: Bool, level: Int, to output: inout Output) {
        if asContainer, levels[level].last.state == .leaf { return endLongPreamble(level: level, to: &output) }
        guard levels[level].last.state == .undecided else { return }
        let held = levels[level].last.held
        levels[level].last.held = []
        tell(asContainer ? .container : .leaf, level: level, to: &output)
        if asContainer {
            passOn(held.span, level: level, to: &output)
        } else {
            leaf(held.span, level: level, to: &output)
        }
    }

    /// A boundary comes after all in a multipart that was told as a leaf.
    private mutating func endLongPreamble(level: Int, to output: inout Output) {
        finishBody(level: level, to: &output)
        if levels[level].last.isTold { parts.ended(levels[level].last.open, to: &output) }
        levels[level].last.state = .container
        levels[level].last.isTold = false
        levels[level].last.isWanted = false
    }

    private mutating func text(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        switch levels[level].last.state {
        case .container: break
        case .leaf: leaf(bytes, level: level, to: &output)
        case .undecided:
            levels[level].last.held.append(copying: bytes)
            if levels[level].last.held.count > Frame.longestPreamble {
                settle(asContainer: false, level: level, to: &output)
            }
        case .encodedMessage:
            levels[level].last.held.append(copying: bytes)
            if !levels[level].last.isUnproven || levels[level].last.held.count > encodedMessageProof {
                openMessage(isWhole: false, level: level, to: &output)
            }
        case .unnamed: findName(bytes, level: level, to: &output)
        case .innerMessage: innerMessage(bytes, level: level, to: &output)
        }
    }

    private mutating func ended(level: Int, to output: inout Output) {
        switch levels[level].last.state {
        case .undecided: settle(asContainer: false, level: level, to: &output)
        case .encodedMessage: openMessage(isWhole: true, level: level, to: &output)
        case .unnamed:
            // What is decoded here comes again when the body is finished.
            var decoder = levels[level].last.decoder
            var ignored: [UInt8] = []
            decoder.finish(into: &ignored)
            levels[level].last.filename = decoder.filename
            tell(.leaf, level: level, to: &output)
        case .container, .leaf, .innerMessage: break
        }
        finishBody(level: level, to: &output)
        if let captured, captured.level == level, captured.depth == levels[level].frames.count - 1 {
            self.captured = nil
        }
        let frame = levels[level].frames.removeLast()
        if frame.isTold { parts.ended(frame.open, to: &output) }
        noteBody(frame, level: level)
    }

    private mutating func noteBody(_ frame: Frame, level: Int) {
        guard parts.tellsDefects, frame.state == .leaf || frame.state == .innerMessage else { return }
        let start = levels[level].offset
        let part = frame.part
        if frame.isLying { note(.lyingTransferEncoding, at: start ?? frame.bodyOffset, part: part.path) }
        var text = frame.text?.defects ?? []
        if frame.state == .leaf, frame.isTold, frame.part.contentType.type == "text", frame.text == nil {
            text = parts.textDefects
        }
        let found = Part.bodyDefects(frame.decoder, isIdentity: frame.isIdentity, frame.forbidden, text: text)
        for (kind, offset) in found { note(kind, at: start ?? frame.bodyOffset + offset, part: part.path) }
    }

    // MARK: - Bodies

    private mutating func leaf(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        guard levels[level].last.isWanted else { return }
        if levels[level].last.isUnproven {
            levels[level].last.held.append(copying: bytes)
            if levels[level].last.held.count >= Frame.proof { prove(level: level, to: &output) }
        } else {
            levels[level].last.forbidden?.read(bytes)
            if levels[level].last.isIdentity {
                body(bytes, level: level, to: &output)
            } else {
                levels[level].last.decoder.decode(bytes, into: &decoded)
                passOnDecoded(level: level, to: &output)
            }
        }
        output.flushIfFull()
    }

    /// Hands decoded bytes to the printer.
    private mutating func body(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        parts.body(bytes, to: &output)
        guard levels[level].last.text != nil else { return }
        levels[level].last.text?.decode(bytes, into: &unshown)
        unshown.removeAll(keepingCapacity: true)
    }

    /// QUIRK: some say base64 and send plain text, which is then read as it stands (as MIME.Message decides).
    private mutating func prove(level: Int, to output: inout Output) {
        let held = levels[level].last.held
        levels[level].last.held = []
        levels[level].last.isUnproven = false
        if isPlainText(saidToBeBase64: held.span) {
            levels[level].last.isIdentity = true
            levels[level].last.isLying = true
        }
        leaf(held.span, level: level, to: &output)
    }

    /// The buffer is taken out while the printer reads it, and put back: it stays alone, so it is never copied.
    private mutating func passOnDecoded(level: Int, to output: inout Output) {
        var bytes: [UInt8] = []
        swap(&bytes, &decoded)
        if !bytes.isEmpty { body(bytes.span, level: level, to: &output) }
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &decoded)
    }

    private mutating func finishBody(level: Int, to output: inout Output) {
        switch levels[level].last.state {
        case .leaf:
            guard levels[level].last.isWanted else { return }
            if levels[level].last.isUnproven { prove(level: level, to: &output) }
            if !levels[level].last.isIdentity { levels[level].last.decoder.finish(into: &decoded) }
            passOnDecoded(level: level, to: &output)
            levels[level].last.text?.finish(into: &unshown)
            unshown.removeAll(keepingCapacity: true)
        case .innerMessage:
            var rest: [UInt8] = []
            if !levels[level].last.isIdentity { levels[level].last.decoder.finish(into: &rest) }
            feedInner(rest.span, level: level, to: &output)
            finish(level: level + 1, to: &output)
            levels.removeSubrange((level + 1)...)
        case .container, .undecided, .encodedMessage, .unnamed: break
        }
    }

    /// The first bytes of an encoded message: as soon as there is something in it, a scanner of its own is set up for it.
    /// One with nothing in it is a leaf.
    private mutating func openMessage(isWhole: Bool, level: Int, to output: inout Output) {
        let held = levels[level].last.held
        levels[level].last.held = []
        if levels[level].last.isUnproven { proveMessage(held, level: level) }
        var plain = decode(held.span, level: level)
        if plain.isEmpty, isWhole {
            var decoder = levels[level].last.decoder
            decoder.finish(into: &plain)
            if plain.isEmpty { return tell(.leaf, level: level, to: &output) }
            // It comes again when the body is finished.
            plain = []
        } else if plain.isEmpty {
            return
        }
        let frame = levels[level].last
        tell(.innerMessage, level: level, to: &output)
        let offset = levels[level].offset ?? frame.bodyOffset
        levels.append(Level(Scanner(limits: limits, inside: frame.part), offset: offset))
        feedInner(plain.span, level: level, to: &output)
    }

    /// QUIRK: some say that a message is encoded and send it as it is.
    private mutating func proveMessage(_ held: [UInt8], level: Int) {
        levels[level].last.isUnproven = false
        let encoding = levels[level].last.part.transferEncoding
        if isPlainMessage(saidToBe: encoding, held, 0..<held.count) {
            levels[level].last.isIdentity = true
            levels[level].last.isLying = true
        } else if parts.tellsDefects {
            levels[level].last.forbidden = ForbiddenBytes(encoding)
        }
    }

    private mutating func decode(_ bytes: Span<UInt8>, level: Int) -> [UInt8] {
        var plain: [UInt8] = []
        if levels[level].last.isIdentity {
            plain.append(copying: bytes)
        } else {
            levels[level].last.forbidden?.read(bytes)
            levels[level].last.decoder.decode(bytes, into: &plain)
        }
        return plain
    }

    /// The start of a uuencoded file, up to its name.
    private mutating func findName(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        levels[level].last.decoder.decode(bytes, into: &decoded)
        guard !levels[level].last.decoder.awaitsFilename else { return }
        levels[level].last.filename = levels[level].last.decoder.filename
        tell(.leaf, level: level, to: &output)
        if levels[level].last.isWanted { passOnDecoded(level: level, to: &output) } else { decoded.removeAll() }
    }

    private mutating func innerMessage(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        if levels[level].last.isIdentity {
            feedInner(bytes, level: level, to: &output)
        } else {
            feedInner(decode(bytes, level: level).span, level: level, to: &output)
        }
    }

    private mutating func feedInner(_ bytes: Span<UInt8>, level: Int, to output: inout Output) {
        if let captured, captured.level == level, captured.depth == levels[level].frames.count - 1 {
            parts.body(bytes, to: &output)
        }
        feed(bytes, level: level + 1, to: &output)
        output.flushIfFull()
    }
}
