import Glibc

/// Reading and writing whole files and streams by descriptor.
package enum Descriptor {
    /// What a stream held.
    package struct Content {
        /// As far as the limit.
        package var bytes: [UInt8]
        /// All of it.
        package var size: Int
        /// Why reading ended early, an `errno`; 0 at the end of the stream.
        package var failure: Int32

        package init(bytes: [UInt8] = [], size: Int = 0, failure: Int32 = 0) {
            self.bytes = bytes
            self.size = size
            self.failure = failure
        }
    }

    /// Reads to the end, keeping no more than the limit.
    package static func readToEnd(_ descriptor: Int32, limit: Int) -> Content {
        var content = Content()
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
            content.bytes.reserveCapacity(min(Int(status.st_size) + 1, limit))
        }
        unsafe withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while true {
                let count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                if count < 0 {
                    if errno == EINTR { continue }
                    content.failure = errno
                    return
                }
                content.size += count
                let kept = min(count, limit - content.bytes.count)
                if kept > 0 { unsafe content.bytes.append(contentsOf: buffer[..<kept]) }
            }
        }
        return content
    }

    /// Writes all bytes. False where that failed; `errno` says why.
    @discardableResult
    package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = unsafe Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                offset += count
            }
            return true
        }
    }

    /// The content of a file; nil where it cannot be opened or read, and `errno` says why.
    package static func file(_ path: String, limit: Int) -> Content? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        let content = readToEnd(descriptor, limit: limit)
        guard content.failure == 0 else {
            errno = content.failure
            return nil
        }
        return content
    }

    /// Why a file that a setting names cannot be used.
    package struct Objection: Error, Sendable, Hashable, CustomStringConvertible {
        /// Without the path, and without a full stop: "it is larger than 1 MiB".
        package let message: String
        package var isUnreadable = false

        package var description: String { message }
    }

    /// The content of a file that a setting names: an ordinary one, so that neither a pipe nor a device keeps us waiting.
    ///
    /// - Parameter limit: In bytes; a larger one is refused.
    package static func settingsFile(_ path: String, limit: Int) throws(Objection) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Objection(message: message(), isUnreadable: true) }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Objection(message: message(), isUnreadable: true) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Objection(message: "it is no ordinary file") }
        let content = readToEnd(descriptor, limit: limit)
        guard content.failure == 0 else { throw Objection(message: message(content.failure), isUnreadable: true) }
        guard content.size <= limit else {
            let size = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes"
            throw Objection(message: "it is larger than \(size)")
        }
        return content.bytes
    }

    /// Writes a file that a person named, in place of what was there; only its owner may read it. False where that failed;
    /// `errno` says why.
    package static func replace(_ path: String, with bytes: [UInt8]) -> Bool {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let isWritten = write(bytes, to: descriptor)
        return Glibc.close(descriptor) == 0 && isWritten
    }

    /// Makes a file's content durable. False where that failed; `errno` says why.
    static func sync(_ descriptor: Int32) -> Bool { fsync(descriptor) == 0 }

    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// What the system says about an `errno`.
    package static func message(_ number: Int32 = errno) -> String {
        unsafe String(cString: strerror(number))
    }
}
