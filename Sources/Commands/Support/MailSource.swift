import Glibc
import MIME
import Transports

/// Where mails are read from when a person names files.
struct MailSource {
    /// A mail and the name that it is shown by.
    struct Item {
        let name: String
        let content: Descriptor.Content
    }

    let files: [String]
    let mailboxes: [String]
    let folders: [String]
    let limit: Int

    /// Visits every mail. What cannot be read is said on standard error, and the others are still visited.
    ///
    /// - Returns: Whether everything could be read.
    func forEach(_ visit: (Item) throws -> Void) rethrows -> Bool {
        let readable = folders.filter(isFolder)
        let paths = files + readable.flatMap(mails(inFolder:))
        var isReadable = readable.count == folders.count
        var bar = ProgressBar(total: paths.count)
        for (index, path) in paths.enumerated() {
            bar.advance(to: index)
            if let content = read(path) {
                if path != "-", MailSource.isMailbox(content.bytes) {
                    Console.note(
                        "\(visible(path)): read as one mail, but it looks like a mailbox: --mbox reads each of its mails"
                    )
                }
                try visit(Item(name: path, content: content))
            } else {
                isReadable = false
            }
        }
        bar.finish()
        for path in mailboxes {
            guard let reader = MailboxReader(path: path, limit: limit) else {
                complain(path)
                isReadable = false
                continue
            }
            var bar = ProgressBar(total: reader.size)
            while let content = reader.next() {
                bar.advance(to: reader.position)
                try visit(Item(name: "\(path):\(reader.count)", content: content))
            }
            bar.finish()
        }
        return isReadable
    }

    private func read(_ path: String) -> Descriptor.Content? {
        if path == "-" {
            let content = Descriptor.readToEnd(0, limit: limit)
            if content.failure == 0 { return content }
            errno = content.failure
        } else if let content = Descriptor.file(path, limit: limit) {
            return content
        }
        complain(path)
        return nil
    }

    /// Whether a line `From SENDER DATE` stands at the start, and another after an empty line (RFC 4155). Text has lines that
    /// begin so too, but no time of day in them.
    private static func isMailbox(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "From ".utf8) else { return false }
        var start = 0
        while let found = firstIndex(of: "\nFrom ", in: bytes, start..<bytes.count) {
            start = found + 1
            let isAfterEmptyLine =
                found > 0 && bytes[found - 1] == 0x0A
                || found > 1 && bytes[found - 1] == 0x0D && bytes[found - 2] == 0x0A
            let line = bytes[start...].prefix(200).prefix { $0 != 0x0A }
            if isAfterEmptyLine, hasTimeOfDay(line) { return true }
        }
        return false
    }

    /// `10:11:12`
    private static func hasTimeOfDay(_ line: ArraySlice<UInt8>) -> Bool {
        line.indices.dropLast(3).contains { index in
            line[index] == UInt8(ascii: ":") && line[index + 3] == UInt8(ascii: ":") && ASCII.isDigit(line[index + 1])
                && ASCII.isDigit(line[index + 2])
        }
    }

    private func isFolder(_ path: String) -> Bool {
        if let directory = unsafe opendir(path) {
            unsafe closedir(directory)
            return true
        }
        complain(path)
        return false
    }

    private func complain(_ path: String) {
        Console.note("\(visible(path)): \(Descriptor.message(errno))")
    }

    /// The mails of a Maildir folder, or of any folder of files, by name.
    private func mails(inFolder path: String) -> [String] {
        let inner = ["cur", "new"].flatMap { names(in: "\(path)/\($0)", prefix: "\(path)/\($0)/") }
        return inner.isEmpty ? names(in: path, prefix: path + "/") : inner
    }

    private func names(in path: String, prefix: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var found: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            let isFile = unsafe stat(prefix + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            if !name.hasPrefix("."), isFile { found.append(prefix + name) }
        }
        return found.sorted()
    }
}
