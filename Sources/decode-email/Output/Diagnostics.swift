import Glibc

/// The exit statuses of `decode-email`, as `sysexits.h` numbers them.
enum Status: Int32 {
    case success = 0
    /// The command line cannot be understood.
    case usage = 64
    /// A file cannot be opened, or a part is not there.
    case noInput = 66
    /// Reading or writing failed.
    case inputOutput = 74
}

/// What is said on standard error.
enum Diagnostics {
    /// Writes `decode-email: TEXT` and goes on. Control characters in it, as in a file's name, are made visible.
    static func warn(_ text: String) {
        var line: [UInt8] = []
        var escaper = TerminalEscaper(style: .visible)
        escaper.escape([UInt8]("decode-email: \(text)".utf8).span, into: &line)
        escaper.finish(into: &line)
        line.append(UInt8(ascii: "\n"))
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Writes `decode-email: TEXT` and ends the program.
    static func fail(_ text: String, status: Status) -> Never {
        warn(text)
        exit(status.rawValue)
    }

    /// The system's words for `errno`.
    static func systemError(_ code: Int32 = errno) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
