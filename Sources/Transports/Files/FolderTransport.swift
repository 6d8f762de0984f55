import Alerts
import CLinux
import Glibc

/// `dir` and `maildir`: a file a mail, of mode 0600, written under a hidden name, synced, then renamed. Whoever watches the
/// folder sees whole mails only, and after a crash it is known which mails the folder has got.
///
/// A batch is written first and synced afterwards: the first sync writes the journal for all of them.
///
/// Where mails are not synced, and the file system can do it, each is written without a name and gets it in one step, which takes
/// four fifths of the time. Then a crash leaves one in doubt for each thread, if somebody has taken it away.
package struct FolderTransport: BatchTransport {
    /// What the files are called, and how their lines end.
    package enum Layout: Sendable, Hashable {
        /// As Fossil does it: `20260131123456` `0000` `123456.email`, the time, a count and a random number; CRLF.
        case fossil
        /// Written in `tmp`, moved to `new`; LF, with Return-Path and Delivered-To, as for a mail that has arrived.
        case maildir
    }

    package let batchSize: Int
    package let overlaps = true
    package var usesEnvelope: Bool { layout == .maildir }
    package var isDurable: Bool { isSynced }
    package var bench: Workbench? { table }
    private let folder: Folder
    /// Where files have hidden names.
    private let hidden: Folder
    private let layout: Layout
    private let isSynced: Bool
    private var names: FileNames
    private var record: FolderRecord
    private let canBeUnnamed: Bool
    private var unnamed: UnnamedFiles
    private var staged: Staged?
    private let table = Workbench()

    /// - Parameters:
    ///   - origin: What tells the database whose deliveries these are from another that uses the same folder.
    ///   - isSynced: Whether a mail is on the disk when it counts as accepted.
    ///   - canBeUnnamed: Whether mails that are not synced may be written without names, where the system can do that.
    /// - Throws: `wrong` where the folder is none or cannot be written.
    package init(
        folder path: String, layout: Layout, origin: String = "", isSynced: Bool = true,
        canBeUnnamed: Bool = true, setting: String = Setting.sendDirectory.rawValue,
        now: @escaping @Sendable () -> timespec = FileNames.clock
    ) throws(TransportError) {
        self.layout = layout
        self.isSynced = isSynced
        // Files that are to be synced stay open until all of a batch are written.
        batchSize = isSynced ? 250 : 500
        self.canBeUnnamed = canBeUnnamed && !isSynced
        names = FileNames(now: now)
        if layout == .maildir {
            for part in ["", "/tmp", "/new", "/cur"] { unsafe mkdir(path + part, 0o700) }
            hidden = try FolderTransport.open(path + "/tmp", setting)
            folder = try FolderTransport.open(path + "/new", setting)
        } else {
            folder = try FolderTransport.open(path, setting)
            hidden = folder
        }
        let prefix = FolderRecord.prefix(layout == .maildir ? "email-" : ".email-", origin)
        record = FolderRecord(folder: hidden, prefix: prefix, isSynced: isSynced)
        unnamed = UnnamedFiles(folder: folder, hidden: hidden, layout: layout, prefix: prefix, table: table)
    }

    private static func open(_ path: String, _ setting: String) throws(TransportError) -> Folder {
        guard let folder = Folder(path) else {
            throw TransportError(
                .wrong, setting: setting,
                message: "the folder \(path) cannot be read: \(Descriptor.message()). Make it, or name another.")
        }
        guard folder.isWritable else {
            throw TransportError(
                .wrong, setting: setting, message: "this user may not write into the folder \(path).")
        }
        return folder
    }

    // MARK: A batch

    private struct Written {
        let index: Int
        let id: Int64
        let name: String
        let file: Int32
    }

    /// A batch that lies under hidden names, and is noted.
    private struct Staged {
        var outcomes: [DeliveryOutcome]
        var written: [Written]
    }

    /// Whether mails are written without names.
    private mutating func isUnnamed() -> Bool { canBeUnnamed && unnamed.isPossible() }

    private mutating func name(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        guard record.load() else { return Array(repeating: recordFailure, count: mails.count) }
        let new = self.new(mails)
        var outcomes = [DeliveryOutcome](repeating: .accepted("before a crash"), count: mails.count)
        for (index, outcome) in zip(new, unnamed.deliver(new.map { mails[$0] }, &names)) { outcomes[index] = outcome }
        return outcomes
    }

    /// Those that the folder has not got yet.
    private func new(_ mails: [OutgoingMessage]) -> [Int] {
        var record = record
        return mails.indices.filter { hasAccepted(mails[$0].deliveryID, &record) != true }
    }

    private var recordFailure: DeliveryOutcome { .agentFailed("\(hidden.path): \(Descriptor.message())") }

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        isUnnamed() ? name(mails) : publish(stage(mails))
    }

    /// Publishes the batch before, then writes this one: one thread can publish as fast as two, as names are given one after the
    /// other, so that is done while the other has something else to do.
    package mutating func carryOn(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        if isUnnamed() { return name(mails) }
        var outcomes = staged.map { publish($0) } ?? []
        staged = nil
        if outcomes.contains(where: \.isOfAgent) || mails.isEmpty { return outcomes }
        let batch = stage(mails)
        if batch.written.isEmpty { outcomes += batch.outcomes } else { staged = batch }
        return outcomes
    }

    private mutating func stage(_ mails: [OutgoingMessage]) -> Staged {
        var outcomes = [DeliveryOutcome](repeating: .accepted("before a crash"), count: mails.count)
        let written = write(mails, &outcomes)
        guard !written.isEmpty, let reason = sync(written) ?? note(written) else {
            return Staged(outcomes: outcomes, written: written)
        }
        // Their hidden files go when this has been recorded: until then they tell that nothing was published.
        for mail in written { outcomes[mail.index] = .agentFailed(reason) }
        return Staged(outcomes: outcomes, written: [])
    }

    private mutating func publish(_ batch: Staged) -> [DeliveryOutcome] {
        var outcomes = batch.outcomes
        var published: [Int64] = []
        published.reserveCapacity(batch.written.count)
        for mail in batch.written {
            if let name = publish(mail.name) {
                outcomes[mail.index] = .accepted(name)
                published.append(mail.id)
            } else {
                outcomes[mail.index] = .agentFailed("\(hidden.path)/\(mail.name): \(Descriptor.message())")
            }
        }
        record.notePublished(published)
        if isSynced, !published.isEmpty, !folder.sync() {
            let reason = "\(folder.path): \(Descriptor.message())"
            for mail in batch.written where !outcomes[mail.index].isOfAgent {
                outcomes[mail.index] = .uncertain(reason)
            }
        }
        return outcomes
    }

    /// Writes those that the folder has not got yet, under hidden names.
    private mutating func write(_ mails: [OutgoingMessage], _ outcomes: inout [DeliveryOutcome]) -> [Written] {
        guard record.load() else {
            outcomes = Array(repeating: recordFailure, count: mails.count)
            return []
        }
        let new = self.new(mails)
        let (layout, hidden, record, isSynced) = (layout, hidden, record, isSynced)
        let results = table.share(count: new.count, [UInt8]()) {
            (numbers, content, values: inout [Written?]) throws(Unwritten) in
            for number in numbers {
                let mail = mails[new[number]]
                let name = record.hiddenName(mail.deliveryID)
                layout.fill(&content, mail)
                var file = hidden.make(name, content)
                if file == nil, errno == EEXIST {
                    // From a crash.
                    hidden.remove(name)
                    file = hidden.make(name, content)
                }
                guard let file else { throw Unwritten(hidden, name) }
                // So that the first sync finds all of them under way.
                if isSynced { _ = email_start_writing(file) } else { Descriptor.close(file) }
                values[number] = Written(index: new[number], id: mail.deliveryID, name: name, file: file)
            }
        }
        if let failure = results.failure {
            for (index, mail) in zip(new, results.values) where mail == nil {
                outcomes[index] = .agentFailed(failure.reason)
            }
        }
        return results.values.compactMap { $0 }
    }

    /// Why that failed; nil where it did not.
    private func sync(_ written: [Written]) -> String? {
        if !isSynced { return nil }
        var reason: String?
        for mail in written {
            if !Descriptor.sync(mail.file), reason == nil {
                reason = "\(hidden.path)/\(mail.name): \(Descriptor.message())"
            }
            Descriptor.close(mail.file)
        }
        return reason
    }

    private mutating func note(_ written: [Written]) -> String? {
        record.note(written.map(\.id)) ? nil : "\(hidden.path): \(Descriptor.message())"
    }

    /// Gives the file a name of its own, and returns the name.
    private mutating func publish(_ name: String) -> String? {
        for _ in 0..<100 {
            let newName = names.next(layout)
            if hidden.move(name, to: folder, newName) { return newName }
            if errno != EEXIST { return nil }
        }
        return nil
    }

    // MARK: After a crash

    package func hasAccepted(deliveryID: Int64) -> Bool? {
        var record = record
        return hasAccepted(deliveryID, &record)
    }

    private func hasAccepted(_ deliveryID: Int64, _ record: inout FolderRecord) -> Bool? {
        switch (record.knowsPublished(deliveryID), unnamed.record.hasNamed(deliveryID)) {
        case (true, _), (_, true): return true
        case (false, false): return false
        default: return nil
        }
    }

    package var doubts: Doubts { unnamed.record.doubts }

    package mutating func forget(deliveryIDs: [Int64]) {
        unnamed.record.forget(deliveryIDs)
        // Without names nothing is left under hidden ones.
        if unnamed.isKnown != true || record.isLeft { record.forget(deliveryIDs) }
    }

    package mutating func forgetDoubts() {
        unnamed.record.forgetDoubts()
        // What a process before left under hidden names when it still synced: nobody would look for it.
        if canBeUnnamed, record.load() { record.removeHidden() }
    }

    package mutating func forgetAll() {
        unnamed.record.forgetAll()
        record.forgetAll()
    }

    /// Who knows what a process before put into a folder. Nil where that cannot be read.
    static func witness(_ path: String, _ layout: Layout, _ origin: MailOrigin) -> FolderTransport? {
        guard var transport = try? FolderTransport(folder: path, layout: layout, origin: origin.name) else {
            return nil
        }
        transport.record.load()
        return transport
    }
}

extension FolderTransport.Layout {
    /// Puts the bytes of a file into a buffer, in place of what it held.
    func fill(_ content: inout [UInt8], _ mail: OutgoingMessage) {
        content.removeAll(keepingCapacity: true)
        switch self {
        case .fossil: QueuedMail.append(mail, to: &content)
        case .maildir:
            content += "Return-Path: <\(mail.returnPath)>\nDelivered-To: \(mail.recipient)\n".utf8
            content += LineEnds.lineFeeds(mail.bytes)
        }
    }
}
