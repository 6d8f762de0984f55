import Alerts
import Storage
import Transports

/// Reads the queue from its beginning to its end.
struct RelayReader {
    let queue: QueueFile
    let usesEnvelope: Bool
    private var last = Int64.min
    private var isAtEnd = false
    /// How many were passed over, as they are to be tried later.
    private(set) var putOff = 0
    private var waiting: ArraySlice<(row: Int64, message: OutgoingMessage?)> = []

    private static let pageSize = 64

    init(queue: QueueFile, usesEnvelope: Bool) {
        self.queue = queue
        self.usesEnvelope = usesEnvelope
    }

    /// What goes out next, no more than so many. Without a message: a mail that cannot go.
    ///
    /// - Parameter found: Told of each mail whose first message this is.
    mutating func next(
        _ limit: Int, now: Int64, _ found: (PassingMail) -> Void
    ) throws(StoreError) -> [(row: Int64, message: OutgoingMessage?)] {
        while waiting.count < limit, !isAtEnd {
            let page = try queue.waiting(
                after: last, now: now, limit: max(limit, RelayReader.pageSize), mark: Relay.mark)
            isAtEnd = page.isEmpty
            last = page.last?.id ?? last
            for row in page where row.isDue { open(row, found) }
            putOff += page.count { $0.isPutOff }
        }
        defer { waiting = waiting.dropFirst(limit) }
        return Array(waiting.prefix(limit))
    }

    private mutating func open(_ row: QueueFile.Waiting, _ found: (PassingMail) -> Void) {
        let mark = Relay.mark(row.id, row.mail)
        let mail = ReadMail(row.mail)
        var passing = PassingMail(row: row, mark: mark, messageID: mail.messageID, missing: 0)
        if mail.recipients.isEmpty {
            passing.results = [("", .givenUp("its header names no recipient"))]
            waiting.append((row.id, nil))
        } else if usesEnvelope {
            for recipient in mail.recipients where !row.done.contains(recipient) {
                // A number of its own for each, by which the agent may know it again.
                let message = mail.message(to: recipient, id: Relay.mark(mark, recipient))
                waiting.append((row.id, message))
                passing.missing += 1
            }
        } else {
            waiting.append((row.id, mail.wholeMessage(id: mark)))
            passing.missing = 1
        }
        found(passing)
    }
}
