import Glibc

@testable import Storage

/// A path in a folder of its own that goes with the value.
final class TemporaryFile {
    let folder: String
    let path: String
    private var others: [String] = []

    init(_ name: String = "email.db") {
        var template = Array("/tmp/email-test-XXXXXX".utf8CString)
        unsafe template.withUnsafeMutableBufferPointer { _ = unsafe mkdtemp($0.baseAddress) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/" + name
    }

    deinit {
        for suffix in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + suffix) }
        for other in others { unsafe unlink(other) }
        unsafe rmdir(folder)
    }

    /// Makes another file in the folder, and returns its path.
    func file(_ name: String, _ content: String) -> String {
        let path = folder + "/" + name
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let bytes = Array(content.utf8)
        unsafe write(descriptor, bytes, bytes.count)
        close(descriptor)
        others.append(path)
        return path
    }

    /// The permission bits of the file.
    var mode: mode_t {
        var status = stat()
        unsafe stat(path, &status)
        return status.st_mode & 0o777
    }

    var exists: Bool { unsafe access(path, F_OK) == 0 }

    @discardableResult
    func initialised(now: Int64 = 1_700_000_000) throws -> Initialiser.Outcome {
        try Initialiser.run(path: path, now: now, exists: exists)
    }
}
