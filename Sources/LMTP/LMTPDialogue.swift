import NIOCore
import Storage

/// What is said on one connection: bytes in, steps out. It knows no socket and no database.
///
/// RFC 2033 on RFC 5321, with PIPELINING (RFC 2920), CHUNKING and BINARYMIME (RFC 3030), SIZE (RFC 1870), 8BITMIME (RFC 6152),
/// SMTPUTF8 (RFC 6531) and ENHANCEDSTATUSCODES (RFC 2034).
struct LMTPDialogue {
    /// What is to be done before more is read.
    enum Step: Equatable {
        /// Lines, without the last end of line.
        case reply(String)
        /// To be answered by `checked`.
        case check(recipient: String)
        /// The mail is complete. To be answered by `answered`.
        case take
        case close(String)
    }

    private enum Mode {
        case command
        /// A line that is too long is thrown away.
        case longLine
        case data(DotReader)
        /// - Parameter refusal: The reply where the chunk is thrown away.
        case chunk(rest: Int, isLast: Bool, size: Int, refusal: String?)
    }

    private let limits: LMTPLimits
    private let budget: MemoryBudget
    private let host: String
    private var mode = Mode.command
    private var hasGreeted = false
    private var errors = 0
    /// Bytes that were thrown away since the last good mail.
    private var dropped = 0
    private(set) var transaction: LMTPTransaction?
    private var candidate = ""

    init(host: String, limits: LMTPLimits, budget: MemoryBudget) {
        self.host = host
        self.limits = limits
        self.budget = budget
    }

    var greeting: String { "220 \(host) LMTP email" }

    /// Whether no mail is under way.
    var isIdle: Bool {
        if case .command = mode { return transaction == nil }
        return false
    }

    /// Whether bytes of a mail are expected, each of which is a sign of life.
    var isInMail: Bool {
        switch mode {
        case .command, .longLine: false
        case .data, .chunk: true
        }
    }

    // MARK: Reading

    /// The next step; nil where more has to come first.
    mutating func next(_ input: inout ByteBuffer) -> Step? {
        while true {
            switch mode {
            case .command:
                guard let line = line(&input) else {
                    if case .longLine = mode { continue }
                    return nil
                }
                if let step = obey(LMTPCommand(line)) { return step }
            case .longLine:
                guard skipLine(&input) else { return nil }
                mode = .command
                return mistake("500 5.5.2 the line is too long")
            case .data(var reader):
                let hasEnded = reader.read(&input) { keep($0) }
                mode = .data(reader)
                if let end = endOfPatience() { return end }
                guard hasEnded else { return nil }
                mode = .command
                return complete()
            case .chunk(let rest, let isLast, let size, let refusal):
                let count = min(rest, input.readableBytes)
                if let piece = input.readSlice(length: count), count > 0 {
                    if refusal == nil { keep(piece.readableBytesView) } else { dropped += count }
                }
                mode = .chunk(rest: rest - count, isLast: isLast, size: size, refusal: refusal)
                if let end = endOfPatience() { return end }
                guard rest == count else { return nil }
                mode = .command
                if let refusal { return .reply(refusal) }
                return isLast ? complete() : chunkReply(size)
            }
        }
    }

    /// The next line without its end; nil where it is not there yet. Only CR LF ends it.
    private mutating func line(_ input: inout ByteBuffer) -> ByteBufferView? {
        let view = input.readableBytesView
        guard let end = LMTPDialogue.lineEnd(view.prefix(limits.lineBytes)) else {
            if view.count >= limits.lineBytes { mode = .longLine }
            return nil
        }
        input.moveReaderIndex(forwardBy: end + 2 - view.startIndex)
        return view[view.startIndex..<end]
    }

    private func skipLine(_ input: inout ByteBuffer) -> Bool {
        let view = input.readableBytesView
        if let end = LMTPDialogue.lineEnd(view) {
            input.moveReaderIndex(forwardBy: end + 2 - view.startIndex)
            return true
        }
        let isCut = view.last == 0x0D
        input.moveReaderIndex(to: input.writerIndex - (isCut ? 1 : 0))
        return false
    }

    private static func lineEnd(_ view: ByteBufferView) -> Int? {
        var rest = view
        while let end = rest.firstIndex(of: 0x0D) {
            if end + 1 < view.endIndex, view[end + 1] == 0x0A { return end }
            rest = rest[(end + 1)...]
        }
        return nil
    }

    // MARK: Commands

    private mutating func obey(_ command: LMTPCommand) -> Step? {
        switch command {
        case .lhlo:
            hasGreeted = true
            transaction = nil
            return .reply(extensions)
        case .hello: return mistake("500 5.5.1 this is LMTP: say LHLO")
        case .mail(let parameters): return begin(parameters)
        case .rcpt(let recipient): return add(recipient)
        case .data: return data()
        case .bdat(let size, let isLast): return chunk(size, isLast: isLast)
        case .rset:
            transaction = nil
            return .reply("250 2.0.0 forgotten")
        case .noop: return .reply("250 2.0.0 nothing done")
        // RFC 5321, section 3.5.3: neither yes nor no, or anybody could ask who subscribes.
        case .vrfy: return .reply("252 2.5.2 try RCPT")
        case .quit: return .close("221 2.0.0 goodbye")
        case .notImplemented: return mistake("502 5.5.1 not here")
        case .wrong(let reply): return mistake(reply)
        case .fatal(let reply): return .close(reply)
        }
    }

    private var extensions: String {
        """
        250-\(host)\r
        250-PIPELINING\r
        250-ENHANCEDSTATUSCODES\r
        250-8BITMIME\r
        250-SMTPUTF8\r
        250-CHUNKING\r
        250-BINARYMIME\r
        250 SIZE \(limits.mailBytes)
        """
    }

    private mutating func begin(_ parameters: LMTPCommand.MailParameters) -> Step {
        guard hasGreeted else { return mistake("503 5.5.1 LHLO first") }
        guard transaction == nil else { return mistake("503 5.5.1 a mail is under way") }
        let size = parameters.size ?? 0
        guard size <= limits.mailBytes else { return .reply("552 5.3.4 \(limits.mailBytes) bytes at most") }
        guard budget.hasRoom(for: size) else { return .reply("452 4.3.1 too many mails at a time") }
        transaction = LMTPTransaction(
            sender: parameters.sender, isBinary: parameters.isBinary, reservation: MemoryReservation(budget))
        // A client may say more than it sends.
        transaction?.content.reserveCapacity(min(size, 65_536))
        return .reply("250 2.1.0 sender")
    }

    private mutating func add(_ recipient: String) -> Step {
        guard let transaction, !transaction.hasChunks else { return mistake("503 5.5.1 MAIL first") }
        guard transaction.recipients.count < limits.recipients else {
            return .reply("452 4.5.3 \(limits.recipients) recipients at most")
        }
        candidate = recipient
        return .check(recipient: recipient)
    }

    /// What the database says of the recipient; nil where it said nothing.
    mutating func checked(_ standing: RecipientStanding?) -> String {
        switch standing {
        case .proven, .plain:
            transaction?.recipients.append(candidate)
            return "250 2.1.5 recipient"
        case .unknown: return "550 5.1.1 no such return path"
        case nil: return "451 4.3.0 the recipient cannot be looked up now"
        }
    }

    private mutating func data() -> Step {
        guard let transaction else { return mistake("503 5.5.1 MAIL first") }
        // RFC 3030, sections 2 and 3.
        guard !transaction.hasChunks, !transaction.isBinary else { return mistake("503 5.5.1 BDAT here") }
        // RFC 2033, section 4.2. Not a mistake: a pipelining client does not know yet.
        guard !transaction.recipients.isEmpty else { return .reply("503 5.5.1 no recipient was accepted") }
        mode = .data(DotReader())
        return .reply("354 the mail, then a dot")
    }

    private mutating func chunk(_ size: Int, isLast: Bool) -> Step? {
        var refusal: String?
        if let transaction, !transaction.isBroken {
            if transaction.recipients.isEmpty { refusal = "503 5.5.1 no recipient was accepted" }
        } else {
            refusal = "503 5.5.1 RSET, then MAIL"
        }
        if refusal == nil { transaction?.hasChunks = true }
        mode = .chunk(rest: size, isLast: isLast, size: size, refusal: refusal)
        return nil
    }

    private mutating func chunkReply(_ size: Int) -> Step {
        guard let failure = transaction?.failure else { return .reply("250 2.0.0 \(size) bytes") }
        transaction?.isBroken = true
        return .reply(words(failure))
    }

    // MARK: The mail

    private mutating func keep(_ piece: ByteBufferView) {
        // No copy of the transaction is held here, or each piece would copy all that came before it.
        guard let size = transaction?.content.count, transaction?.failure == nil else {
            dropped += piece.count
            return
        }
        if size + piece.count > limits.mailBytes {
            fail(.tooLarge)
        } else if transaction?.reservation.grow(by: piece.count) != true {
            fail(.noMemory)
        } else {
            transaction?.content.append(contentsOf: piece)
        }
    }

    private mutating func fail(_ failure: LMTPTransaction.Failure) {
        transaction?.failure = failure
        transaction?.content = []
        transaction?.reservation.release()
    }

    /// Whoever goes on for long after the mail was too large means no mail.
    private func endOfPatience() -> Step? {
        dropped > 4 * limits.mailBytes ? .close("421 4.7.0 far too large") : nil
    }

    private mutating func complete() -> Step {
        guard let transaction else { return mistake("503 5.5.1 MAIL first") }
        guard let failure = transaction.failure else { return .take }
        return .reply(answered(words(failure)))
    }

    private func words(_ failure: LMTPTransaction.Failure) -> String {
        switch failure {
        case .tooLarge: "552 5.3.4 \(limits.mailBytes) bytes at most"
        case .noMemory: "452 4.3.1 too many mails at a time"
        }
    }

    /// The mail, which leaves the dialogue; its recipients stay until it is answered.
    mutating func takeContent() -> [UInt8] {
        let content = transaction?.content ?? []
        transaction?.content = []
        return content
    }

    /// Ends the mail: the same reply for each recipient (RFC 2033, section 4.2).
    mutating func answered(_ reply: String) -> String {
        let count = transaction?.recipients.count ?? 0
        transaction = nil
        if reply.hasPrefix("2") { dropped = 0 }
        return [String](repeating: reply, count: count).joined(separator: "\r\n")
    }

    private mutating func mistake(_ reply: String) -> Step {
        errors += 1
        return errors > limits.errors ? .close("421 4.7.0 too many mistakes") : .reply(reply)
    }
}
