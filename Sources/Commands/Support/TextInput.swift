import Glibc
import Transports

/// A text that is given by the name of a file, or by `-` for standard input.
enum TextInput {
    /// More is no mail.
    private static let limit = 16 << 20

    /// - Throws: `Failure`.
    static func read(_ path: String) throws -> String {
        let content: Descriptor.Content
        if path == "-" {
            content = Descriptor.readToEnd(0, limit: limit)
            if content.failure != 0 {
                throw Failure(.noInput, "standard input: \(Descriptor.message(content.failure))")
            }
        } else {
            guard let file = Descriptor.file(path, limit: limit) else {
                throw Failure(.noInput, "\(path): \(Descriptor.message(errno))")
            }
            content = file
        }
        guard content.size <= limit else { throw Failure(.usage, "\(path): it is larger than 16 MiB") }
        guard let text = String(validating: content.bytes, as: UTF8.self) else {
            throw Failure(.badInput, "\(path): it is not UTF-8; `iconv -f latin1 -t utf-8` or the like makes it so")
        }
        return text
    }
}
