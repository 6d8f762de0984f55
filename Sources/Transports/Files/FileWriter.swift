import CLinux
import Glibc

/// Files that are whole or not there at all.
enum FileWriter {
    /// Makes a file of mode 0600 with this content, not yet synced. Its descriptor; nil where that failed, and then there is no
    /// such file.
    static func make(_ path: String, _ bytes: [UInt8]) -> Int32? {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        // Whatever the umask is.
        if fchmod(descriptor, 0o600) == 0, Descriptor.write(bytes, to: descriptor) { return descriptor }
        let reason = errno
        close(descriptor)
        unsafe unlink(path)
        errno = reason
        return nil
    }

    /// Renames, and never replaces a file: false and EEXIST where there is one of the new name.
    static func rename(_ from: String, _ to: String) -> Bool {
        if unsafe email_rename_new(from, to) == 0 { return true }
        // Some file systems cannot do it in one step.
        guard errno == EINVAL || errno == ENOSYS else { return false }
        guard unsafe link(from, to) == 0 else { return false }
        unsafe unlink(from)
        return true
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
