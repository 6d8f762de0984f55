import CLinux
import Glibc

/// An open folder. Its files are whole or not there at all.
final class Folder {
    let path: String
    private let descriptor: Int32

    /// Nil where it cannot be opened; `errno` says why.
    init?(_ path: String) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit {
        // It runs also where there is none, and `errno` is to say why.
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether this user may make files in it.
    var isWritable: Bool { unsafe faccessat(descriptor, ".", W_OK | X_OK, 0) == 0 }

    /// Makes a file for this user alone, not yet synced. Its descriptor; nil where that failed, and then there is no such file.
    func make(_ name: String, _ bytes: [UInt8]) -> Int32? {
        let file = unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return nil }
        if Descriptor.write(bytes, to: file) { return file }
        let reason = errno
        close(file)
        remove(name)
        errno = reason
        return nil
    }

    /// Whether files can be made here that have no name, and get one when they are whole.
    func canNameLater(trying name: String) -> Bool {
        remove(name)
        guard let file = makeUnnamed([]) else { return false }
        defer { close(file) }
        guard self.name(file, name) else { return false }
        remove(name)
        return true
    }

    /// As `make`, a file without a name, which is gone when it is closed before it gets one.
    func makeUnnamed(_ bytes: [UInt8]) -> Int32? {
        let file = email_make_unnamed(descriptor)
        guard file >= 0 else { return nil }
        if Descriptor.write(bytes, to: file) { return file }
        let reason = errno
        close(file)
        errno = reason
        return nil
    }

    /// Gives a file without a name one, and never replaces another: false and EEXIST where there is one of that name.
    func name(_ file: Int32, _ name: String) -> Bool { unsafe email_name_unnamed(file, descriptor, name) == 0 }

    func content(_ name: String, limit: Int) -> [UInt8]? {
        let file = unsafe openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // Others may be able to write the folder.
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            return nil
        }
        let content = Descriptor.readToEnd(file, limit: limit)
        return content.failure == 0 ? content.bytes : nil
    }

    /// The names in it that begin so.
    func names(prefix: String) -> [String] {
        let own = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = unsafe fdopendir(own) else {
            if own >= 0 { close(own) }
            return []
        }
        defer { unsafe closedir(stream) }
        var found: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name.hasPrefix(prefix) { found.append(name) }
        }
        return found
    }

    func has(_ name: String) -> Bool {
        unsafe faccessat(descriptor, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    func remove(_ name: String) {
        unsafe unlinkat(descriptor, name, 0)
    }

    /// Renames in one step, and replaces what has that name.
    func replace(_ name: String, with other: String) -> Bool {
        unsafe renameat(descriptor, other, descriptor, name) == 0
    }

    /// Moves a file, and never replaces one: false and EEXIST where there is one of the new name.
    func move(_ name: String, to folder: Folder, _ newName: String) -> Bool {
        if unsafe email_rename_new(descriptor, name, folder.descriptor, newName) == 0 { return true }
        // Some file systems cannot do it in one step.
        guard errno == EINVAL || errno == ENOSYS else { return false }
        guard unsafe linkat(descriptor, name, folder.descriptor, newName, 0) == 0 else { return false }
        remove(name)
        return true
    }

    /// Makes the names durable.
    func sync() -> Bool { fsync(descriptor) == 0 }
}
