import Alerts
import CLinux
import Glibc

/// `dir` and `maildir`: a file a mail, of mode 0600, written under a hidden name, synced, then renamed. Whoever watches the
/// folder sees whole mails only, and after a crash it is known which mails the folder has got.
///
/// A batch is written first and synced afterwards: the first sync writes the journal for all of them.
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
    private let folder: Folder
    /// Where files have hidden names.
    private let hidden: Folder
    private let layout: Layout
    private let isSynced: Bool
    private var names: FileNames
    private var record: FolderRecord
    /// The file that is being written.
    private var content: [UInt8] = []

    /// - Parameters:
    ///   - origin: What tells the database whose deliveries these are from another that uses the same folder.
    ///   - isSynced: Whether a mail is on the disk when it counts as accepted.
    /// - Throws: `wrong` where the folder is none or cannot be written.
    package init(
        folder path: String, layout: Layout, origin: String = "", isSynced: Bool = true,
        setting: String = Setting.sendDirectory.rawValue, now: @escaping @Sendable () -> timespec = FileNames.clock
    ) throws(TransportError) {
        self.layout = layout
        self.isSynced = isSynced
        // Files that are to be synced stay open until all of a batch are written. The first batch and the last one are handed
        // over while nothing else is done, so that larger ones take longer.
        batchSize = 250
        names = FileNames(now: now)
        if layout == .maildir {
            for part in ["", "/tmp", "/new", "/cur"] { unsafe mkdir(path + part, 0o700) }
            hidden = try FolderTransport.open(path + "/tmp", setting)
            folder = try FolderTransport.open(path + "/new", setting)
        } else {
            folder = try FolderTransport.open(path, setting)
            hidden = folder
        }
        record = FolderRecord(
            folder: hidden, prefix: layout == .maildir ? "email-" : ".email-", origin: origin, isSynced: isSynced)
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

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        var outcomes = [DeliveryOutcome](repeating: .accepted("before a crash"), count: mails.count)
        let written = write(mails, &outcomes)
        if written.isEmpty { return outcomes }
        if let reason = sync(written) ?? note(written) {
            // Their hidden files go when this has been recorded: until then they tell that nothing was published.
            for mail in written { outcomes[mail.index] = .agentFailed(reason) }
            return outcomes
        }
        var published: [Int64] = []
        for mail in written {
            if let name = publish(mail.name) {
                outcomes[mail.index] = .accepted(name)
                published.append(mail.id)
            } else {
                outcomes[mail.index] = .agentFailed("\(hidden.path)/\(mail.name): \(Descriptor.message())")
            }
        }
        record.notePublished(published)
        if isSynced, !folder.sync() {
            let reason = "\(folder.path): \(Descriptor.message())"
            for mail in written { outcomes[mail.index] = .uncertain(reason) }
        }
        return outcomes
    }

    /// Writes those that the folder has not got yet, under hidden names.
    private mutating func write(_ mails: [OutgoingMessage], _ outcomes: inout [DeliveryOutcome]) -> [Written] {
        record.load()
        var written: [Written] = []
        for (index, mail) in mails.enumerated() where !record.hasPublished(mail.deliveryID) {
            let name = record.hiddenName(mail.deliveryID)
            fillContent(mail)
            var file = hidden.make(name, content)
            if file == nil, errno == EEXIST {
                // From a crash.
                hidden.remove(name)
                file = hidden.make(name, content)
            }
            guard let file else {
                let reason = DeliveryOutcome.agentFailed("\(hidden.path)/\(name): \(Descriptor.message())")
                for index in index..<mails.count where !record.hasPublished(mails[index].deliveryID) {
                    outcomes[index] = reason
                }
                break
            }
            // So that the first sync finds all of them under way.
            if isSynced { _ = email_start_writing(file) } else { Descriptor.close(file) }
            written.append(Written(index: index, id: mail.deliveryID, name: name, file: file))
        }
        return written
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
            let newName = layout == .maildir ? names.maildir() : names.fossil()
            if hidden.move(name, to: folder, newName) { return newName }
            if errno != EEXIST { return nil }
        }
        return nil
    }

    package func hasAccepted(deliveryID: Int64) -> Bool? {
        var record = record
        return record.hasPublished(deliveryID)
    }

    package mutating func forget(deliveryIDs: [Int64]) { record.forget(deliveryIDs) }

    private mutating func fillContent(_ mail: OutgoingMessage) {
        content.removeAll(keepingCapacity: true)
        switch layout {
        case .fossil: QueuedMail.append(mail, to: &content)
        case .maildir:
            content += "Return-Path: <\(mail.returnPath)>\nDelivered-To: \(mail.recipient)\n".utf8
            content += LineEnds.lineFeeds(mail.bytes)
        }
    }
}
