import Alerts
import Storage
import Synchronization

/// Finds the subscriber of a code without comparing codes: by a hash under a key that nobody outside this process knows.
///
/// A tree of codes, as the database has it, answers faster the earlier a guess differs. Here a guess is hashed, and equal
/// hashes are all that is looked for; then the whole code is compared in constant time. A hundred thousand subscribers take
/// about 5 MB.
final class CodeIndex: Sendable {
    /// The first half of an HMAC-SHA256.
    private struct Key: Hashable {
        let high: UInt64
        let low: UInt64
    }

    private struct State {
        var ids: [Key: Int64] = [:]
        var progress = Progress()
    }

    /// How far the rows are known. Apart from the codes, which would be copied with it.
    private struct Progress {
        var lastID: Int64 = 0
        /// What `dataVersion` said when all were read, and when any were.
        var wholeVersion: Int64?
        var version: Int64?
        var wholeTime: Int64?
    }

    /// Whoever guesses has all rows looked through no more often. New ones, which have larger numbers, are found at once: there
    /// are few, and none where nothing has changed.
    private static let secondsBetweenWholeLooks: Int64 = 10

    private let key = SigningKey(Secrets.random(32))
    private let state = Mutex(State())

    /// How many codes are known.
    var count: Int { state.withLock { $0.ids.count } }

    /// The subscriber whose code this is.
    ///
    /// - Parameters:
    ///   - store: Always the same one: see `DatabasePool.steadyRead`.
    ///   - now: Seconds of any clock that goes on.
    func subscriber(code: [UInt8], in store: Store, now: Int64) throws(StoreError) -> Subscriber? {
        let key = key(of: code)
        if let found = try lookUp(key, code, in: store) { return found }
        guard try update(from: store, now: now) else { return nil }
        return try lookUp(key, code, in: store)
    }

    /// Somebody has come, perhaps with the number of one who left.
    func noteAdded(_ id: Int64) {
        state.withLock { state in
            state.progress.lastID = min(state.progress.lastID, id - 1)
        }
    }

    /// Somebody has left. The number is given again if it was the last.
    func noteLeft(_ id: Int64) {
        state.withLock { state in
            if id >= state.progress.lastID { state.progress.lastID = id - 1 }
        }
    }

    /// Reads all codes, so that the first visitor need not wait for it.
    func load(from store: Store, now: Int64) throws(StoreError) { _ = try update(from: store, now: now) }

    private func lookUp(_ key: Key, _ code: [UInt8], in store: Store) throws(StoreError) -> Subscriber? {
        guard let id = state.withLock({ $0.ids[key] }) else { return nil }
        if let found = try store.subscriber(id: id), areEqualInConstantTime(found.code, code) { return found }
        state.withLock { $0.ids[key] = nil }
        noteLeft(id)
        return nil
    }

    /// - Returns: Whether anything was read.
    private func update(from store: Store, now: Int64) throws(StoreError) -> Bool {
        let known = state.withLock { $0.progress }
        let version = try store.dataVersion()
        if known.wholeVersion == version { return false }
        let isWhole =
            known.wholeTime.map { now - $0 >= CodeIndex.secondsBetweenWholeLooks || now < $0 } ?? true
        if !isWhole, known.version == version { return false }
        // The last number is given again after its subscriber has left.
        try read(from: store, after: isWhole ? 0 : known.lastID - 1, isWhole: isWhole, version: version, now: now)
        return true
    }

    private func read(
        from store: Store, after first: Int64, isWhole: Bool, version: Int64, now: Int64
    ) throws(StoreError) {
        var found: [Key: Int64] = [:]
        var lastID = first
        try store.codes(after: first) { id, code in
            // What is no code of ours opens nothing.
            if code.count == 32 { found[self.key(of: code)] = id }
            lastID = max(lastID, id)
        }
        let (ids, last) = (found, lastID)
        state.withLock { state in
            if isWhole {
                state.ids = ids
                state.progress.wholeVersion = version
                state.progress.wholeTime = now
            } else {
                state.ids.merge(ids) { _, new in new }
            }
            state.progress.version = version
            state.progress.lastID = last
        }
    }

    private func key(of code: [UInt8]) -> Key {
        let hash = key.sign(code)
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return Key(high: word(hash[0..<8]), low: word(hash[8..<16]))
    }
}
