import Glibc

/// Small files that settings name.
enum FileReader {
    /// All of the file; nil where it cannot be read or is larger than the limit, and `errno` says why.
    static func content(_ path: String, limit: Int) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                unsafe count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        errno = EFBIG
        return nil
    }
}
