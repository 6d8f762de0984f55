/// Reads a message of any size piece by piece, as ``Message`` reads it whole, in memory that does not grow with it.
///
///     var scanner = Scanner()
///     while let chunk = next() {
///         scanner.feed(chunk) { event, bytes in … }
///     }
///     scanner.finish { event, bytes in … }
///
/// Parts, their numbers and their bytes are those of ``Message``, however the message is cut into chunks. There are two
/// differences: a message inside the message that is base64 or quoted-printable is a leaf (feed its decoded body to a
/// ``init(limits:inside:)`` of its own to open it), and that a multipart's boundary never occurs is only known at its end.
public struct Scanner: Sendable {
    /// Which text of a part it is.
    public enum TextKind: Sendable, Hashable {
        case body
        /// What stands before the first boundary of a multipart.
        case preamble
        /// What stands after its last one.
        case epilogue
    }

    /// What was read. With each event come its bytes; offsets are from the start of the message.
    public enum Event: Sendable {
        /// A header has been read, and the bytes are it. The part's ranges are of its own bytes, the header alone.
        case partBegan(Part, offset: Int)
        /// Some raw bytes of a body; more of the same may follow.
        case text(TextKind, part: Int, offset: Int)
        /// A boundary line of the multipart `part`, with the line end before it.
        case delimiter(part: Int, isClosing: Bool, offset: Int)
        case partEnded(part: Int, offset: Int)
        /// What lies beyond ``Limits/maximumBytes``.
        case remainder(offset: Int)
        /// Of those in the structure, the first ``Limits/maximumDefects`` by their place are told, and some more.
        case defect(Defect)
    }

    private let limits: Limits
    private var reader: StructureReader
    private var sink: EventSink
    private var pending: [UInt8] = []
    private var taken = 0

    public init(limits: Limits = Limits()) {
        self.limits = limits
        reader = StructureReader(limits: limits)
        sink = EventSink(limits: limits, outerPath: "")
    }

    /// A scanner for the decoded body of a message/rfc822 part; its parts are numbered below that part.
    public init(limits: Limits = Limits(), inside part: Part) {
        self.limits = limits
        let path = part.path
        reader = StructureReader(limits: limits, outerPath: path, outerDepth: part.depth)
        sink = EventSink(limits: limits, outerPath: path)
    }

    /// Reads some more bytes.
    public mutating func feed(_ chunk: Span<UInt8>, _ emit: (Event, Span<UInt8>) -> Void) {
        let room = max(0, limits.maximumBytes - taken)
        let count = min(room, chunk.count)
        if count > 0 {
            append(chunk, 0..<count, to: &pending)
            taken += count
            read(isLast: false, emit)
        }
        guard count < chunk.count else { return }
        if taken == limits.maximumBytes, reader.state != .finished {
            emit(.defect(Defect(kind: .messageTooLarge, offset: taken)), chunk.extracting(0..<0))
            read(isLast: true, emit)
        }
        emit(.remainder(offset: taken), chunk.extracting(count..<chunk.count))
        taken += chunk.count - count
    }

    /// Says that there are no more bytes: what is open ends.
    public mutating func finish(_ emit: (Event, Span<UInt8>) -> Void) {
        guard reader.state != .finished else { return }
        read(isLast: true, emit)
    }

    private mutating func read(isLast: Bool, _ emit: (Event, Span<UInt8>) -> Void) {
        var window: [UInt8] = []
        swap(&window, &pending)
        let used = reader.read(window, isLast: isLast, &sink)
        for (event, range) in sink.events {
            if case .partBegan(var part, let offset) = event {
                part.tree = sink.tree
                emit(.partBegan(part, offset: offset), window.span.extracting(range))
            } else {
                emit(event, window.span.extracting(range))
            }
        }
        sink.events.removeAll(keepingCapacity: true)
        reader.drop(used)
        sink.base += used
        window.removeSubrange(0..<used)
        swap(&window, &pending)
    }
}
