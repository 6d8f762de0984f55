import Glibc

/// Which file stands under a path. Another one under the same name is another database: what is written to the one that was
/// opened before is lost to whoever looks there.
package struct FileIdentity: Sendable, Hashable {
    private let device: UInt
    private let number: UInt

    /// Nil where there is no file.
    package init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        number = UInt(status.st_ino)
    }
}
