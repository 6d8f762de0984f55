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
}
