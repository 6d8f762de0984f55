import Glibc

/// The file of a Unix socket.
package enum SocketFile {
    /// Removes what an earlier service left, and nothing that is no socket or that somebody still listens on.
    package static func removeStale(_ path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, !isInUse(path) else { return }
        unsafe _ = unlink(path)
    }

    /// Lets the group of the socket in: that of the folder, where the folder has the set-group-id bit.
    package static func admitGroup(_ path: String) {
        unsafe _ = chmod(path, 0o660)
    }

    /// Whether somebody listens on it.
    package static func isInUse(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return true }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            for (index, byte) in bytes.enumerated() { unsafe target[index] = byte }
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, length) == 0
            }
        }
    }
}
