import Glibc

/// The system's log, for what has no other place: with a mail on standard input nothing may be printed.
enum SystemLog {
    /// How much a line matters, as syslog(3) names it.
    enum Level: Int32 {
        case error = 3, warning, notice, info
    }

    /// Writes a line under the facility `mail`. Where no log listens, the line is lost.
    static func write(_ level: Level, _ message: String) {
        // Control characters would let a mail forge lines of the log.
        let line = String(
            String.UnicodeScalarView(message.unicodeScalars.prefix(900).map { $0.value < 0x20 ? " " : $0 }))
        let facility: Int32 = 2 << 3
        unsafe line.withCString { text in
            unsafe withVaList([text]) { unsafe vsyslog(facility | level.rawValue, "email[\(getpid())]: %s", $0) }
        }
    }

    /// The same at level error from a handler of signals, where syslog(3) and memory may not be used. POSIX allows there what
    /// this calls: socket, connect, send.
    static func writeInHandler(_ message: StaticString) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path: StaticString = "/dev/log"
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for index in 0..<path.utf8CodeUnitCount { unsafe bytes[index] = path.utf8Start[index] }
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, length) == 0
            }
        }
        guard isConnected else { return }
        // Facility mail, level error, as syslog(3) writes them: <2 * 8 + 3>.
        var line = InlineArray<512, UInt8>(repeating: 0)
        var count = append("<19>email: email[", to: &line, at: 0)
        var divisor: Int32 = 1_000_000_000
        let process = getpid()
        while divisor > 0 {
            if process >= divisor {
                line[count] = UInt8(truncatingIfNeeded: 0x30 + process / divisor % 10)
                count += 1
            }
            divisor /= 10
        }
        count = append("]: ", to: &line, at: count)
        count = append(message, to: &line, at: count)
        unsafe line.span.withUnsafeBytes { unsafe _ = send(descriptor, $0.baseAddress, count, Int32(MSG_DONTWAIT)) }
    }

    /// Returns where the text ends. What does not fit is cut.
    private static func append(_ text: StaticString, to line: inout InlineArray<512, UInt8>, at start: Int) -> Int {
        var end = start
        for index in 0..<text.utf8CodeUnitCount where end < line.count {
            line[end] = unsafe text.utf8Start[index]
            end += 1
        }
        return end
    }
}
