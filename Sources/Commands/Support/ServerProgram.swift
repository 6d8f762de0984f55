import Alerts
import CLinux
import Glibc
import Transports

/// The program `email-server` that lies beside this one: `email` with what takes a network library.
///
/// `email` starts for every mail that comes back, so it is kept small; what needs the network library is in the other.
package enum ServerProgram {
    /// Goes on as that program, with the same arguments, environment and descriptors.
    ///
    /// - Throws: What to install. Else it does not return.
    package static func makeSMTP(_ settings: Settings) throws(TransportError) -> any Transport {
        let (path, problem) = become()
        throw TransportError(
            .wrong, setting: Setting.sendMethod.rawValue,
            message: "SMTP is spoken by the program \(path), which cannot be started: \(problem). Install email-server "
                + "of the same version there, beside email.")
    }

    /// Goes on as that program, which serves.
    ///
    /// - Throws: `Failure`, which says what to install. Else it does not return.
    package static func serve(_ options: ServiceOptions) throws {
        let (path, problem) = become()
        throw Failure(
            .configuration,
            "the service is the program \(path), which cannot be started: \(problem). Install email-server of the same "
                + "version there, beside email.")
    }

    /// Returns only where that failed: the path, and why.
    private static func become() -> (path: String, problem: String) {
        let own = ownPath()
        let path = own.lastIndex(of: "/").map { String(own[...$0]) + "email-server" } ?? "email-server"
        // Or it would change into itself for ever.
        if isSameFile("/proc/self/exe", path) { return (path, "it is a copy of this one") }
        unsafe execve(path, CommandLine.unsafeArgv, email_environment())
        return (path, Descriptor.message())
    }

    /// Where this program lies, also after it was replaced by another.
    private static func ownPath() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func isSameFile(_ first: String, _ second: String) -> Bool {
        var one = stat()
        var other = stat()
        guard unsafe stat(first, &one) == 0, unsafe stat(second, &other) == 0 else { return false }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }
}
