import Glibc

/// A file that is read in large pieces, or standard input.
struct InputFile: ~Copyable {
    /// What one read asks for.
    static let chunkSize = 256 << 10

    /// The path as given; `-` for standard input.
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8]

    /// Opens `path`, or takes standard input for `-`. Throws what the system says.
    init(path: String) throws(Failure) {
        self.path = path
        if path == "-" {
            descriptor = STDIN_FILENO
        } else {
            let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
            guard opened >= 0 else { throw Failure(code: errno) }
            descriptor = opened
        }
        buffer = [UInt8](repeating: 0, count: Self.chunkSize)
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Hands each piece to `body` until the file ends.
    mutating func forEachChunk(_ body: (Span<UInt8>) -> Void) throws(Failure) {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count > 0 {
                body(buffer.span.extracting(0..<count))
            } else if count == 0 {
                return
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
    }

    /// Why a file cannot be opened or read: the system's error number.
    struct Failure: Error {
        let code: Int32
    }
}
