/// A mail on its way in, from MAIL to its end.
struct LMTPTransaction {
    /// Why it is read and thrown away.
    enum Failure: Hashable { case tooLarge, noMemory }

    let sender: String
    let isBinary: Bool
    var recipients: [String] = []
    var content: [UInt8] = []
    var hasChunks = false
    var failure: Failure?
    /// A chunk was answered with a failure: nothing but RSET goes on (RFC 3030, section 2).
    var isBroken = false
    let reservation: MemoryReservation
}

/// What became of a mail.
enum LMTPOutcome: Sendable, Hashable {
    /// It is on disk and judged.
    case kept(Int64)
    /// It came before.
    case known(Int64)
    /// Another process is judging it.
    case busy
    case diskFull
    case failed

    /// The reply for each recipient.
    var reply: String {
        switch self {
        case .kept(let id): "250 2.0.0 kept as mail \(id)"
        case .known(let id): "250 2.0.0 came before, as mail \(id)"
        case .busy: "451 4.3.0 it is being judged at this moment"
        case .diskFull: "452 4.3.1 no room on the disk"
        case .failed: "451 4.3.0 the database cannot be written"
        }
    }
}
