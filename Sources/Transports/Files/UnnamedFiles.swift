import Alerts
import Glibc

/// How a folder gets mails that are not synced: each file is written without a name, and gets it in one step. Linux's
/// `O_TMPFILE`: whoever watches the folder sees whole mails only, and none is left there by a crash.
struct UnnamedFiles {
    let record: NamingRecord
    private let folder: Folder
    private let hidden: Folder
    private let layout: FolderTransport.Layout
    private let table: Workbench
    private let trial: String
    /// Whether the file system and the kernel know such files; nil until that has been tried.
    private(set) var isKnown: Bool?

    /// - Parameter hidden: Where nobody looks for mails.
    init(folder: Folder, hidden: Folder, layout: FolderTransport.Layout, prefix: String, table: Workbench) {
        self.folder = folder
        self.hidden = hidden
        self.layout = layout
        self.table = table
        trial = prefix + ".trial"
        record = NamingRecord(folder: hidden, place: folder, prefix: prefix)
    }

    /// Tries it, once.
    mutating func isPossible() -> Bool {
        let result = isKnown ?? hidden.canNameLater(trying: trial)
        isKnown = result
        return result
    }

    /// Writes the mails, and returns what became of each. After a failure none is begun any more.
    func deliver(_ mails: [OutgoingMessage], _ names: inout FileNames) -> [DeliveryOutcome] {
        var outcomes = [DeliveryOutcome](repeating: .agentFailed("all names are taken"), count: mails.count)
        var left = Array(mails.indices)
        // Names are as good as unique: hardly one is taken.
        for _ in 0..<100 where !left.isEmpty {
            let batch = left.map { (index: $0, id: mails[$0].deliveryID, name: names.next(layout)) }
            guard let line = record.note(batch.map { ($0.id, $0.name) }) else {
                let reason = Unwritten(hidden, record.name).reason
                for index in left { outcomes[index] = .agentFailed(reason) }
                return outcomes
            }
            let size = UnnamedFiles.runSize
            let results = table.share(count: batch.count, by: size, Hand()) { number, hand throws(Unwritten) -> Bool in
                layout.fill(&hand.content, mails[batch[number].index])
                let isLast = number % size == size - 1 || number == batch.count - 1
                return try write(batch[number].name, line + number, isLast: isLast, &hand)
            }
            left = []
            for (number, mail) in batch.enumerated() {
                switch results.values[number] {
                case true: outcomes[mail.index] = .accepted(mail.name)
                case false where results.failure == nil: left.append(mail.index)
                default: outcomes[mail.index] = .agentFailed(results.failure?.reason ?? "")
                }
            }
            record.noteNamed(batch.indices.filter { results.values[$0] == true }.map { batch[$0].id })
            if results.failure != nil { return outcomes }
        }
        return outcomes
    }

    /// So many mails, one after the other, are one thread's: what became of each is then noted along with the next.
    private static let runSize = 8

    /// What a thread has in hand.
    private struct Hand {
        /// The bytes of a file.
        var content: [UInt8] = []
        /// What became of the mail of the line before, where that is not noted yet.
        var unmarked: NamingRecord.Mark?
    }

    /// False where there is a file of that name.
    ///
    /// - Parameter isLast: Whether the thread does not go on with the next line.
    private func write(_ name: String, _ line: Int, isLast: Bool, _ hand: inout Hand) throws(Unwritten) -> Bool {
        let file = folder.makeUnnamed(hand.content)
        var failure = errno
        defer { if let file { Descriptor.close(file) } }
        let before = hand.unmarked
        hand.unmarked = nil
        guard let file else {
            if let before { record.mark(line - 1, before) }
            throw Unwritten(folder, name, failure)
        }
        guard record.mark(line, .naming, before: before) else { throw Unwritten(hidden, record.name) }
        let isNamed = folder.name(file, name)
        failure = errno
        hand.unmarked = isNamed ? .named : .unnamed
        let isKnown = isNamed || failure == EEXIST
        if isLast || !isKnown {
            record.mark(line, isNamed ? .named : .unnamed)
            hand.unmarked = nil
        }
        if isKnown { return isNamed }
        throw Unwritten(folder, name, failure)
    }
}

/// Why a file could not be written.
struct Unwritten: Error {
    let reason: String

    init(_ folder: Folder, _ name: String, _ failure: Int32 = errno) {
        reason = "\(folder.path)/\(name): \(Descriptor.message(failure))"
    }
}
