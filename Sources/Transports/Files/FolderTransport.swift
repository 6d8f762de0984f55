import Alerts
import CLinux
import Glibc

/// `dir` and `maildir`: a file a mail, of mode 0600, written under a name that nobody looks at, synced, then renamed.
///
/// A batch is written first and synced afterwards: the first sync writes the journal for all of them. Whoever watches the
/// folder sees whole mails only.
package struct FolderTransport: BatchTransport {
    /// What the files are called, and how their lines end.
    package enum Layout: Sendable, Hashable {
        /// As Fossil does it: `20260131123456` `0000` `123456.email`, the time, a count and a random number; CRLF.
        case fossil
        /// Written in `tmp`, moved to `new`; LF, with Return-Path and Delivered-To, as for a mail that has arrived.
        case maildir
    }

    package let batchSize = 100
    package var usesEnvelope: Bool { layout == .maildir }
    private let folder: String
    private let layout: Layout
    private let host: String
    private let now: @Sendable () -> timespec
    private var count = 0

    /// - Throws: `wrong` where the folder is none or cannot be written.
    package init(
        folder: String, layout: Layout, setting: String = Setting.sendDirectory.rawValue,
        now: @escaping @Sendable () -> timespec = Self.clock
    ) throws(TransportError) {
        self.folder = folder
        self.layout = layout
        self.now = now
        host = FolderTransport.hostName()
        if layout == .maildir {
            for part in ["", "/tmp", "/new", "/cur"] { unsafe mkdir(folder + part, 0o700) }
        }
        for part in layout == .maildir ? ["/tmp", "/new"] : [""] {
            if unsafe opendir(folder + part).map({ unsafe closedir($0) }) == nil {
                throw TransportError(
                    .wrong, setting: setting,
                    message: "the folder \(folder)\(part) cannot be read: \(Descriptor.message()). "
                        + "Make it, or name another.")
            }
            if unsafe access(folder + part, W_OK | X_OK) != 0 {
                throw TransportError(
                    .wrong, setting: setting, message: "this user may not write into the folder \(folder)\(part).")
            }
        }
    }

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        var written: [(index: Int, descriptor: Int32, hidden: String)] = []
        for mail in mails {
            let hidden = hiddenPath()
            if let descriptor = FileWriter.make(hidden, content(mail)) {
                // So that the first sync finds all of them under way.
                _ = email_start_writing(descriptor)
                written.append((outcomes.count, descriptor, hidden))
                outcomes.append(.accepted(""))
            } else {
                let reason = "\(hidden): \(Descriptor.message())"
                outcomes += mails[outcomes.count...].map { _ in .agentFailed(reason) }
                break
            }
        }
        for file in written {
            let isSynced = fsync(file.descriptor) == 0
            let reason = Descriptor.message()
            Glibc.close(file.descriptor)
            if isSynced, let name = publish(file.hidden) {
                outcomes[file.index] = .accepted(name)
            } else {
                outcomes[file.index] = .agentFailed("\(file.hidden): \(isSynced ? Descriptor.message() : reason)")
                unsafe unlink(file.hidden)
            }
        }
        if !written.isEmpty, !FileWriter.syncFolder(layout == .maildir ? folder + "/new" : folder) {
            let reason = "\(folder): \(Descriptor.message())"
            for file in written { outcomes[file.index] = .uncertain(reason) }
        }
        return outcomes
    }

    private func content(_ mail: OutgoingMessage) -> [UInt8] {
        switch layout {
        case .fossil: QueuedMail.bytes(of: mail)
        case .maildir:
            Array("Return-Path: <\(mail.returnPath)>\nDelivered-To: \(mail.recipient)\n".utf8)
                + LineEnds.lineFeeds(mail.bytes)
        }
    }

    /// Gives the file a name of its own, and returns the name.
    private mutating func publish(_ hidden: String) -> String? {
        for _ in 0..<100 {
            let name = layout == .maildir ? maildirName() : fossilName()
            let folder = layout == .maildir ? folder + "/new" : folder
            if FileWriter.rename(hidden, "\(folder)/\(name)") { return name }
            if errno != EEXIST { return nil }
        }
        return nil
    }

    private mutating func hiddenPath() -> String {
        layout == .maildir
            ? "\(folder)/tmp/\(maildirName())"
            : "\(folder)/.\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
    }

    /// `%04d%02d%02d%02d%02d%02d%04d%06d.email`, as `file_time_tempname` of Fossil.
    private mutating func fossilName() -> String {
        defer { count += 1 }
        var seconds = now().tv_sec
        var time = unsafe tm()
        unsafe gmtime_r(&seconds, &time)
        let fields = unsafe [
            (Int(time.tm_year) + 1900, 4), (Int(time.tm_mon) + 1, 2), (Int(time.tm_mday), 2), (Int(time.tm_hour), 2),
            (Int(time.tm_min), 2), (Int(time.tm_sec), 2), (count, 4), (Int.random(in: 0..<1_000_000), 6),
        ]
        return fields.map { Self.padded($0, to: $1) }.joined() + ".email"
    }

    /// A name as https://cr.yp.to/proto/maildir.html asks for it: time, what is unique on this host, host.
    private mutating func maildirName() -> String {
        defer { count += 1 }
        let time = now()
        let random = String(UInt32.random(in: 0...UInt32.max), radix: 16)
        let unique = "M\(time.tv_nsec / 1000)P\(getpid())Q\(count)R\(random)"
        return "\(time.tv_sec).\(unique).\(host)"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The name of this machine, with `/` and `:` written as maildir asks.
    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return bytes.map { byte in
            switch byte {
            case UInt8(ascii: "/"): "\\057"
            case UInt8(ascii: ":"): "\\072"
            default: String(UnicodeScalar(byte))
            }
        }.joined()
    }

    @Sendable package static func clock() -> timespec {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return time
    }
}
