import Glibc

/// What tells after a crash which mails of a batch are in a folder, where they are not synced: each is written without a name
/// and gets it when it is whole.
///
/// A line for each mail that is in hand. What a process has written there outlives it, however it ends, as long as the system
/// runs. After a crash of the system itself it may say anything; the number of the boot at the top tells, and every mail is in
/// doubt then.
///
///     email 1f0e…                        the boot
///     + 17 202601311234560000….email     it has its name
///     > 18 202601311234560001….email     it is about to get it, or has just got it: in doubt where there is no such file,
///                                        as that may have been taken away
///     - 19 202601311234560002….email     it has none
///
/// Two threads may mark different lines at once; all else is for one.
final class NamingRecord {
    enum Mark: UInt8 {
        case named = 0x2B  // +
        case naming = 0x3E  // >
        case unnamed = 0x2D  // -
    }

    private enum Line {
        static let count = 128
        /// Nothing is said in it.
        static let free = [UInt8](repeating: UInt8(ascii: " "), count: count - 1) + [UInt8(ascii: "\n")]

        /// So many of them.
        static func free(_ lines: Int) -> [UInt8] {
            var content = [UInt8](repeating: UInt8(ascii: " "), count: lines * count)
            for end in stride(from: count - 1, to: content.count, by: count) { content[end] = UInt8(ascii: "\n") }
            return content
        }
    }

    /// Where the record is kept.
    private let folder: Folder
    /// Where the mails get their names.
    private let place: Folder
    let name: String
    /// What the last process left; nil until it is read.
    private var left: Left?
    /// Those that have their names and are not forgotten yet.
    private var named = NumberRuns()
    /// -1 where nothing was noted yet.
    private var file: Int32 = -1
    /// Where the first line begins.
    private var start = 0
    /// The mail of each line; nil for one that is free.
    private var ids: [Int64?] = []
    /// What was noted last, and its first line.
    private var noted: (first: Int, content: [UInt8]) = (0, [])

    init(folder: Folder, place: Folder, prefix: String) {
        self.folder = folder
        self.place = place
        name = prefix + ".names"
    }

    deinit { close() }

    // MARK: What the last process left

    private struct Left {
        var isThere = false
        /// Whether nothing was written that is not there.
        var isWhole = true
        var doubtful: Set<Int64> = []
    }

    /// Reads what the last process left, unless that is done.
    @discardableResult
    private func load() -> Left {
        if let left { return left }
        var found = Left()
        if let content = folder.content(name, limit: 64 << 20) {
            let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let boot = BootNumber.line()
            found.isThere = true
            found.isWhole = !boot.isEmpty && lines.first?.elementsEqual(boot) == true
            var ids: [Int64] = []
            for line in found.isWhole ? lines.dropFirst() : [] {
                guard let (mark, id, name) = NamingRecord.parse(line), id != 0 else { continue }
                switch mark {
                case .named: ids.append(id)
                case .naming where place.has(name): ids.append(id)
                case .naming: found.doubtful.insert(id)
                case .unnamed: break
                }
            }
            named = NumberRuns(ids)
        } else if folder.has(name) {
            // Somebody else's, or the disk is broken.
            (found.isThere, found.isWhole) = (true, false)
        }
        left = found
        return found
    }

    private static func parse(_ line: ArraySlice<UInt8>) -> (mark: Mark, id: Int64, name: String)? {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count >= 2, words[0].count == 1, let mark = words[0].first.flatMap(Mark.init(rawValue:)),
            let id = Int64(String(decoding: words[1], as: UTF8.self))
        else { return nil }
        return (mark, id, words.count == 3 ? String(decoding: words[2], as: UTF8.self) : "")
    }

    /// Whether a mail that was in hand has got its name; nil where nobody can know.
    func hasNamed(_ id: Int64) -> Bool? {
        let left = load()
        if id == 0 { return false }
        if named.contains(id) { return true }
        return left.isWhole && !left.doubtful.contains(id) ? false : nil
    }

    var doubts: Doubts {
        let left = load()
        var doubts = Doubts()
        doubts.handed = left.doubtful
        doubts.isIncomplete = !left.isWhole
        return doubts
    }

    // MARK: Writing

    /// Notes mails that are to get these names, and returns the line of the first; the others follow. Nil where that fails;
    /// `errno` says why.
    func note(_ mails: [(id: Int64, name: String)]) -> Int? {
        load()
        guard let first = room(for: mails.count) ?? grow(by: max(2 * mails.count, 64)) else { return nil }
        var content: [UInt8] = []
        content.reserveCapacity(mails.count * Line.count)
        for mail in mails { NamingRecord.append(.unnamed, mail.id, mail.name, to: &content) }
        guard write(content, first) else { return nil }
        for (index, mail) in mails.enumerated() { ids[first + index] = mail.id }
        noted = (first, content)
        return first
    }

    /// Says how far a mail is that was noted last. False where that fails.
    ///
    /// - Parameter before: How far the mail of the line before is, where that is to be said at once: another call would
    ///   cost a twentieth of what a mail takes. Whatever ends the process meanwhile, what stands first is written first.
    @discardableResult
    func mark(_ line: Int, _ mark: Mark, before: Mark? = nil) -> Bool {
        guard let before else {
            return unsafe withUnsafeBytes(of: mark.rawValue) { byte in
                unsafe pwrite(file, byte.baseAddress, 1, start + line * Line.count) == 1
            }
        }
        let first = (line - 1 - noted.first) * Line.count
        return unsafe withUnsafeTemporaryAllocation(byteCount: Line.count + 1, alignment: 16) { bytes in
            unsafe noted.content.withUnsafeBytes { content in
                unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: content[first..<first + Line.count]))
            }
            unsafe bytes[0] = before.rawValue
            unsafe bytes[Line.count] = mark.rawValue
            return unsafe pwrite(file, bytes.baseAddress, bytes.count, start + (line - 1) * Line.count) == bytes.count
        }
    }

    /// These have their names.
    func noteNamed(_ ids: [Int64]) { named.formUnion(NumberRuns(ids.filter { $0 != 0 })) }

    /// They are recorded elsewhere.
    func forget(_ gone: [Int64]) {
        let left = load()
        // After a crash of the system nothing is known of any of them.
        if gone.isEmpty || !left.isWhole || (file < 0 && !left.isThere) { return }
        if file < 0, grow(by: 0) == nil { return }
        let gone = NumberRuns(gone)
        named.subtract(gone)
        self.left?.doubtful = left.doubtful.filter { !gone.contains($0) }
        var line = 0
        while line < ids.count {
            var end = line
            while end < ids.count, let id = ids[end], gone.contains(id) { end += 1 }
            // Where that cannot be written, they are taken for in hand for longer.
            if end > line, write(Line.free(end - line), line) {
                for index in line..<end { ids[index] = nil }
            }
            line = end + 1
        }
        if named.isEmpty, self.left?.doubtful.isEmpty != false, !ids.contains(where: { $0 != nil }) { end() }
    }

    /// All are recorded elsewhere, whatever a process before left here.
    func forgetAll() {
        load()
        end()
    }

    /// What cannot be relied on has been spoken of.
    func forgetDoubts() {
        if !load().isWhole { end() }
    }

    /// There is nothing that it would have to tell.
    private func end() {
        if file >= 0 || left?.isThere == true { folder.remove(name) }
        close()
        (left, named, ids) = (Left(), NumberRuns(), [])
    }

    private func close() {
        if file >= 0 { Descriptor.close(file) }
        file = -1
    }

    /// The first of so many free lines that follow one another.
    private func room(for count: Int) -> Int? {
        if file < 0 { return nil }
        var first = 0
        for (line, id) in ids.enumerated() {
            if id != nil { first = line + 1 } else if line - first + 1 == count { return first }
        }
        return nil
    }

    /// Makes room for so many more, in a new file with what stood in the old one, and returns the first. What is in doubt no
    /// more stands there: it was named when this began.
    private func grow(by count: Int) -> Int? {
        var content: [UInt8]
        var ids = ids
        if file >= 0 {
            guard let old = folder.content(name, limit: 64 << 20) else { return nil }
            content = old
        } else {
            content = BootNumber.line() + [UInt8(ascii: "\n")]
            start = content.count
            ids = named.runs.joined().map { $0 }
            for id in ids { NamingRecord.append(.named, id ?? 0, "", to: &content) }
        }
        content += Line.free(count)
        let fresh = name + ".new"
        folder.remove(fresh)
        guard let file = folder.make(fresh, content) else { return nil }
        guard folder.replace(name, with: fresh) else {
            let reason = errno
            Descriptor.close(file)
            folder.remove(fresh)
            errno = reason
            return nil
        }
        close()
        self.file = file
        self.ids = ids + [Int64?](repeating: nil, count: count)
        left?.isThere = false
        left?.isWhole = true
        return ids.count
    }

    private func write(_ content: [UInt8], _ line: Int) -> Bool {
        unsafe content.withUnsafeBytes { bytes in
            unsafe pwrite(file, bytes.baseAddress, bytes.count, start + line * Line.count) == bytes.count
        }
    }

    /// A name that is too long is left out: then a mail that is about to get it is in doubt.
    private static func append(_ mark: Mark, _ id: Int64, _ name: String, to content: inout [UInt8]) {
        let end = content.count + Line.count
        content.append(mark.rawValue)
        content.append(UInt8(ascii: " "))
        content += String(id).utf8
        if content.count + name.utf8.count < end - 1 {
            content.append(UInt8(ascii: " "))
            content += name.utf8
        }
        content += Line.free[(Line.count - (end - content.count))...]
    }
}
