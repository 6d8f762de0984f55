import Glibc
import Storage

/// A path in a folder of its own that goes with the value.
package final class TemporaryFile {
    package let folder: String
    package let path: String
    private var others: [String] = []

    package init(_ name: String = "email.db") {
        var template = Array("/tmp/email-test-XXXXXX".utf8CString)
        let made = unsafe mkdtemp(&template)
        precondition(unsafe made != nil, "no folder can be made in /tmp")
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/" + name
    }

    deinit {
        for suffix in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + suffix) }
        for other in others { unsafe unlink(other) }
        unsafe rmdir(folder)
    }

    /// Another file in the folder, which goes with the value where somebody makes it.
    package func other(_ name: String) -> String {
        others.append(folder + "/" + name)
        return folder + "/" + name
    }

    /// Makes another file in the folder, and returns its path.
    package func file(_ name: String, _ content: String) -> String {
        let path = folder + "/" + name
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let bytes = Array(content.utf8)
        unsafe write(descriptor, bytes, bytes.count)
        close(descriptor)
        others.append(path)
        return path
    }

    /// Makes the file with this content, as another program would have.
    package func made(by sql: String) throws -> TemporaryFile {
        let connection = try Connection(path: path, mode: .create)
        try connection.script(sql)
        return self
    }

    /// The permission bits of the file.
    package var mode: mode_t {
        var status = stat()
        unsafe stat(path, &status)
        return status.st_mode & 0o777
    }

    package var exists: Bool { unsafe access(path, F_OK) == 0 }

    @discardableResult
    package func initialised(now: Int64 = 1_700_000_000) throws -> Initialiser.Outcome {
        try Initialiser.run(path: path, now: now, exists: exists)
    }
}
