import Glibc
import MIME

/// What tells after a crash which mails of a batch are in a folder, whoever has taken them out of it since.
///
/// A mail is written under a hidden name that its number gives. When all of a batch are, their numbers are noted in a file; then
/// each gets its own name. So a mail is in the folder, or was, where the file names it and the hidden one is gone.
struct FolderRecord {
    private let folder: Folder
    private let prefix: String
    private let isSynced: Bool
    /// Those that were published and are not forgotten yet.
    private var published = NumberRuns()
    /// Those that lie under hidden names and are about to be published.
    private var noted = NumberRuns()
    private var hasLoaded = false
    private var isThere = false
    /// Whether the file names some that were not published: it was to be written anew, and could not be.
    private var isWrong = false

    init(folder: Folder, prefix: String, isSynced: Bool) {
        self.folder = folder
        self.isSynced = isSynced
        self.prefix = prefix
    }

    /// What the names of all files begin with that are not meant for others.
    ///
    /// - Parameter origin: Where the numbers come from: another database has the same ones.
    static func prefix(_ start: String, _ origin: String) -> String {
        var hash = SHA256()
        hash.update(Array(origin.utf8).span)
        return start + hash.finish().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private var name: String { prefix + ".batch" }

    func hiddenName(_ id: Int64) -> String {
        // Mails without a number are not known again.
        if id == 0 { return "\(prefix)-r\(UInt64.random(in: 0 ... .max)).tmp" }
        var name = prefix
        name.reserveCapacity(prefix.utf8.count + 24)
        name += "-"
        name += String(id)
        name += ".tmp"
        return name
    }

    /// Whether there is a file of it.
    var isLeft: Bool { isThere }

    mutating func hasPublished(_ id: Int64) -> Bool {
        load()
        return id != 0 && published.contains(id)
    }

    /// What is noted and was not published is noted no more: its hidden file may go. False where that cannot be written, and
    /// until it can: what the file names may lose no hidden file.
    @discardableResult
    mutating func load() -> Bool {
        if !hasLoaded { readFile() }
        if hasLoaded, isWrong { isWrong = !write() }
        return hasLoaded && !isWrong
    }

    private mutating func readFile() {
        guard let content = folder.content(name, limit: 64 << 20) else {
            // Somebody else's, or the disk is broken.
            let reason = errno
            hasLoaded = !folder.has(name)
            errno = reason
            return
        }
        hasLoaded = true
        let named = NumberRuns(lines: content)
        isThere = true
        published = NumberRuns(named.runs.joined().filter { !folder.has(hiddenName($0)) })
        isWrong = published != named
    }

    /// Notes mails that lie under their hidden names and are about to be published. False where that fails.
    mutating func note(_ ids: [Int64]) -> Bool {
        guard load() else { return false }
        noted = NumberRuns(ids.filter { $0 != 0 })
        if write() { return true }
        // They are not published: what is written next names them no more, before their hidden files go.
        noted = NumberRuns()
        isWrong = true
        return false
    }

    /// Whether a mail was published; nil where the file is there and cannot be read.
    mutating func knowsPublished(_ id: Int64) -> Bool? {
        let isPublished = hasPublished(id)
        return hasLoaded ? isPublished : nil
    }

    /// Removes the files under hidden names, of which the file names none any more.
    func removeHidden() {
        for name in folder.names(prefix: prefix + "-") where name.hasSuffix(".tmp") { folder.remove(name) }
    }

    /// Those that were noted have been seen to: these have their names, and the others lie under hidden ones.
    mutating func notePublished(_ ids: [Int64]) {
        published.formUnion(NumberRuns(ids.filter { $0 != 0 }))
        noted = NumberRuns()
    }

    /// They are recorded elsewhere. What was left of them under hidden names goes.
    mutating func forget(_ ids: [Int64]) {
        load()
        if ids.isEmpty { return }
        let unpublished = ids.filter { $0 != 0 && !published.contains($0) }
        published.subtract(NumberRuns(ids))
        if published.isEmpty, noted.isEmpty {
            end()
        } else {
            isWrong = !write()
            if isWrong { return }
        }
        for id in unpublished { folder.remove(hiddenName(id)) }
    }

    /// All are recorded elsewhere, whatever a process before left here.
    mutating func forgetAll() {
        load()
        (published, noted) = (NumberRuns(), NumberRuns())
        end()
    }

    /// There is nothing that it would have to tell.
    private mutating func end() {
        if isThere { folder.remove(name) }
        (isThere, isWrong) = (false, false)
    }

    private mutating func write() -> Bool {
        let fresh = name + ".new"
        folder.remove(fresh)
        guard let file = folder.make(fresh, published.lines + noted.lines) else { return false }
        let isDurable = !isSynced || Descriptor.sync(file)
        Descriptor.close(file)
        guard isDurable, folder.replace(name, with: fresh) else { return false }
        isThere = true
        return !isSynced || folder.sync()
    }
}
