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
            let results = table.share(
                count: batch.count, by: UnnamedFiles.runSize, Hand()
            ) { (numbers, hand, values: inout [Bool?]) throws(Unwritten) in
                defer { hand.closeFiles() }
                var failure: Unwritten?
                for number in numbers where failure == nil {
                    layout.fill(&hand.content, mails[batch[number].index])
                    if let file = folder.makeUnnamed(hand.content) {
                        hand.files.append(file)
                    } else {
                        failure = Unwritten(folder, batch[number].name)
                    }
                }
                let written = numbers.prefix(hand.files.count)
                try name(hand.files, batch[written].map(\.name), line + numbers.lowerBound) {
                    values[numbers.lowerBound + $0] = $1
                }
                if let failure { throw failure }
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

    /// So many mails are written before the first of them gets its name: what became of each is then noted along with the
    /// next, and at once.
    private static let runSize = 8

    /// What a thread has in hand.
    private struct Hand {
        /// The bytes of a file.
        var content: [UInt8] = []
        var files: [Int32] = []

        mutating func closeFiles() {
            for file in files { Descriptor.close(file) }
            files.removeAll(keepingCapacity: true)
        }
    }

    /// Gives files their names.
    ///
    /// - Parameters:
    ///   - line: That of the first in the record.
    ///   - tell: Called for each, counted from 0: false where there is another file of that name.
    private func name(
        _ files: [Int32], _ names: [String], _ line: Int, _ tell: (Int, Bool) -> Void
    ) throws(Unwritten) {
        var before: NamingRecord.Mark?
        for (number, file) in files.enumerated() {
            guard record.mark(line + number, .naming, before: before) else { throw Unwritten(hidden, record.name) }
            let isNamed = folder.name(file, names[number])
            let failure = errno
            before = isNamed ? .named : .unnamed
            guard isNamed || failure == EEXIST else {
                record.mark(line + number, .unnamed)
                throw Unwritten(folder, names[number], failure)
            }
            tell(number, isNamed)
        }
        if let before { record.mark(line + files.count - 1, before) }
    }
}

/// Why a file could not be written.
struct Unwritten: Error {
    let reason: String

    init(_ folder: Folder, _ name: String, _ failure: Int32 = errno) {
        reason = "\(folder.path)/\(name): \(Descriptor.message(failure))"
    }
}
