import Glibc
import Transports

/// Standard output and standard error. Output is data, error is talk.
enum Console {
    /// Writes to standard output; ends quietly where nobody reads it any more.
    static func write(_ bytes: [UInt8]) {
        if Descriptor.write(bytes, to: 1) { return }
        if errno == EPIPE { exit(0) }
        note("standard output: \(Descriptor.message(errno))")
        exit(74)
    }

    static func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// A line of standard output. The text of strangers is made visible by the caller.
    static func line(_ text: String) {
        write(text + "\n")
    }

    /// A line of standard error.
    static func note(_ text: String) { talk(Array("email: \(text)\n".utf8)) }

    /// Writes to standard error, in the place of a progress bar that is shown.
    static func talk(_ bytes: [UInt8]) {
        Descriptor.write(ProgressBar.takeAway() + bytes, to: 2)
    }
}
