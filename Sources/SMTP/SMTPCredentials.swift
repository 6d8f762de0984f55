import Alerts
import Glibc
import Transports

/// The name and the password of a file that nobody else may read.
struct SMTPCredentials: Sendable, Hashable {
    let name: String
    let password: String

    /// Why a file cannot be used, in a sentence.
    struct Mistake: Error {
        let message: String
    }

    /// Reads `NAME:PASSWORD`; the password is all after the first colon.
    init(file path: String) throws(Mistake) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw Mistake(message: "\(path): \(Descriptor.message()).") }
        guard status.st_mode & 0o077 == 0 else {
            throw Mistake(message: "\(path) can be read by others: `chmod 600 \(path)`.")
        }
        let bytes: [UInt8]
        do throws(Descriptor.Objection) {
            bytes = try Descriptor.settingsFile(path, limit: 4096)
        } catch {
            throw Mistake(message: "\(path): \(error.message).")
        }
        func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        let line = bytes.prefix { !isLineEnd($0) }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, !line.contains(0),
            bytes[line.endIndex...].allSatisfy(isLineEnd)
        else {
            throw Mistake(message: "\(path) is to hold one line NAME:PASSWORD.")
        }
        name = String(decoding: line[..<colon], as: UTF8.self)
        password = String(decoding: line[(colon + 1)...], as: UTF8.self)
    }

    /// The initial response of PLAIN (RFC 4616 2), in base64.
    var plain: String { Self.base64(Array("\0\(name)\0\(password)".utf8)) }

    static func base64(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        Base64Lines.append(bytes, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
