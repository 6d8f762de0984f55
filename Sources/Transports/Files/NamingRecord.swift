/// What tells after a crash which mails of a batch are in a folder, where they are not synced: each is written without a name
/// and gets it when it is whole.
///
/// A line for each mail that is in hand. The file is mapped into memory: what a process has written there outlives it, however
/// it ends, as long as the system runs, and costs no call. After a crash of the system itself it may say anything; the number
/// of the boot at the top tells, and every mail is in doubt then.
///
///     email 1f0e…                        the boot
///     + 17 202601311234560000….email     it has its name
///     > 18 202601311234560001….email     it is about to get it: in doubt where there is no such file, as that may have been
///                                        taken away
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
    }

    /// Where the record is kept.
    private let folder: Folder
    /// Where the mails get their names.
    private let place: Folder
    private let name: String
    /// What the last process left; nil until it is read.
    private var left: Left?
    /// Those that have their names and are not forgotten yet.
    private var named = NumberRuns()
    private var memory: MappedFile?
    /// Where the first line begins.
    private var start = 0
    /// The mail of each line; nil for one that is free.
    private var ids: [Int64?] = []
    private var free: [Int] = []

    init(folder: Folder, place: Folder, prefix: String) {
        self.folder = folder
        self.place = place
        name = prefix + ".names"
    }

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

    /// Notes mails that are to get these names, and returns the line of each. Nil where that fails; `errno` says why.
    func note(_ mails: [(id: Int64, name: String)]) -> [Int]? {
        load()
        if free.count < mails.count {
            guard grow(by: max(4 * mails.count, 64)) else { return nil }
        }
        var content: [UInt8] = []
        return mails.map { mail in
            let line = free.removeLast()
            ids[line] = mail.id
            content.removeAll(keepingCapacity: true)
            // The mark is written last: a line that is half written says nothing.
            NamingRecord.append(UInt8(ascii: " "), mail.id, mail.name, to: &content)
            memory?.write(content, at: start + line * Line.count)
            mark(line, .unnamed)
            return line
        }
    }

    /// Says how far a mail is.
    func mark(_ line: Int, _ mark: Mark) { memory?.write(mark.rawValue, at: start + line * Line.count) }

    /// These have their names.
    func noteNamed(_ ids: [Int64]) { named.formUnion(NumberRuns(ids.filter { $0 != 0 })) }

    /// They are recorded elsewhere.
    func forget(_ gone: [Int64]) {
        let left = load()
        // After a crash of the system nothing is known of any of them.
        if gone.isEmpty || !left.isWhole || (memory == nil && !left.isThere) { return }
        if memory == nil, !grow(by: 0) { return }
        let gone = NumberRuns(gone)
        named.subtract(gone)
        self.left?.doubtful = left.doubtful.filter { !gone.contains($0) }
        for (line, id) in ids.enumerated() {
            guard let id, gone.contains(id) else { continue }
            clear(line)
        }
        if free.count == ids.count, named.isEmpty { end() }
    }

    /// All are recorded elsewhere, whatever a process before left here.
    func forgetAll() {
        load()
        end()
    }

    /// There is nothing that it would have to tell.
    private func end() {
        if memory != nil || left?.isThere == true { folder.remove(name) }
        (memory, left, named) = (nil, Left(), NumberRuns())
        (ids, free) = ([], [])
    }

    /// Makes room for so many more, in a new file with what stood in the old one. What is in doubt no more stands there: it was
    /// named when this began.
    private func grow(by count: Int) -> Bool {
        var content: [UInt8]
        if let memory {
            content = memory.bytes
        } else {
            content = BootNumber.line() + [UInt8(ascii: "\n")]
            start = content.count
            ids = named.runs.joined().map { $0 }
            for id in ids { NamingRecord.append(Mark.named.rawValue, id ?? 0, "", to: &content) }
        }
        for _ in 0..<count { content += Line.free }
        guard let fresh = map(content) else { return false }
        memory = fresh
        free += ids.count..<ids.count + count
        ids += [Int64?](repeating: nil, count: count)
        left?.isThere = false
        left?.isWhole = true
        return true
    }

    private func map(_ content: [UInt8]) -> MappedFile? {
        let fresh = name + ".new"
        folder.remove(fresh)
        guard let file = folder.make(fresh, content, access: .readWrite) else { return nil }
        defer { Descriptor.close(file) }
        guard let memory = MappedFile(file, count: content.count), folder.replace(name, with: fresh) else { return nil }
        return memory
    }

    /// A name that is too long is left out: then a mail that is about to get it is in doubt.
    private static func append(_ mark: UInt8, _ id: Int64, _ name: String, to content: inout [UInt8]) {
        let end = content.count + Line.count
        content.append(mark)
        content.append(UInt8(ascii: " "))
        content += String(id).utf8
        if content.count + name.utf8.count < end - 1 {
            content.append(UInt8(ascii: " "))
            content += name.utf8
        }
        content += Line.free[(Line.count - (end - content.count))...]
    }

    /// The mark goes first.
    private func clear(_ line: Int) {
        memory?.write(UInt8(ascii: " "), at: start + line * Line.count)
        ids[line] = nil
        free.append(line)
    }
}
