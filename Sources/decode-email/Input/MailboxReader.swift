import Glibc
import MIME

/// Reads files, standard input, mbox files and Maildir folders, message by message, into a printer.
struct MailboxReader {
    /// Whether a file that begins with `From ` is taken for an mbox of many messages, or for one text.
    let splitsMailboxes: Bool
    /// The worst that has happened so far. What failed was said on standard error, and the other files were read.
    private(set) var status = Status.success

    init(splitsMailboxes: Bool) {
        self.splitsMailboxes = splitsMailboxes
    }

    /// Reads what `path` names: a file, a Maildir, or `-`.
    mutating func read(_ path: String, into printer: inout some Printer, to output: inout Output) {
        if path != "-", Directory.exists(path) {
            readMaildir(path, into: &printer, to: &output)
        } else {
            readFile(path, into: &printer, to: &output)
        }
    }

    private mutating func readFile(_ path: String, into printer: inout some Printer, to output: inout Output) {
        let name = path == "-" ? "standard input" : "\"\(path)\""
        do throws(InputFile.Failure) {
            var file = try InputFile(path: path)
            var splitter = MailboxSplitter(file: path, splits: splitsMailboxes)
            do throws(InputFile.Failure) {
                try file.forEachChunk { splitter.feed($0, into: &printer, to: &output) }
            } catch {
                output.flush()
                Diagnostics.warn("cannot read \(name): \(Diagnostics.systemError(error.code))")
                note(.inputOutput)
            }
            splitter.finish(into: &printer, to: &output)
        } catch {
            output.flush()
            Diagnostics.warn("cannot open \(name): \(Diagnostics.systemError(error.code))")
            note(.noInput)
        }
    }

    /// The messages of `new` and `cur`, each folder in the order of the names, which begin with the time of delivery.
    private mutating func readMaildir(_ path: String, into printer: inout some Printer, to output: inout Output) {
        let folders = ["new", "cur"].map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
        guard folders.contains(where: { Directory.exists($0) }) else {
            output.flush()
            Diagnostics.warn("\"\(path)\" is a directory, but no Maildir: it has neither \"new\" nor \"cur\"")
            return note(.noInput)
        }
        for folder in folders where Directory.exists(folder) {
            guard let names = Directory.names(in: folder) else {
                output.flush()
                Diagnostics.warn("cannot open \"\(folder)\": \(Diagnostics.systemError())")
                note(.noInput)
                continue
            }
            for name in names where Directory.hasFile("\(folder)/\(name)") {
                readFile("\(folder)/\(name)", into: &printer, to: &output)
            }
        }
    }

    private mutating func note(_ new: Status) {
        if status == .success { status = new }
    }
}

/// What is asked of a directory.
enum Directory {
    static func exists(_ path: String) -> Bool {
        var information = stat()
        guard unsafe stat(path, &information) == 0 else { return false }
        return information.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether that is a file that has an end: a FIFO or a device may have none. What cannot be asked is for the reader to say.
    static func hasFile(_ path: String) -> Bool {
        var information = stat()
        guard unsafe stat(path, &information) == 0 else { return true }
        return information.st_mode & S_IFMT == S_IFREG
    }

    /// The names that do not begin with a dot, sorted; nil if the directory cannot be read.
    static func names(in path: String) -> [String]? {
        guard let directory = unsafe opendir(path) else { return nil }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
