import Glibc
import Transports

/// A password that a person types, or a program gives.
enum PasswordInput {
    /// - Throws: `Failure` where there is none, or the two that were typed differ.
    static func read() throws -> String {
        guard isatty(0) == 1 else { return try line() }
        var before = termios()
        unsafe tcgetattr(0, &before)
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(0, TCSAFLUSH, &hidden)
        defer { unsafe _ = tcsetattr(0, TCSAFLUSH, &before) }
        Console.note("New password:")
        let first = try line()
        Console.note("The same again:")
        guard try line() == first else { throw Failure(.usage, "the two differ; nothing was changed") }
        return first
    }

    private static func line() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= PasswordHash.maximumBytes, unsafe Glibc.read(0, &byte, 1) == 1, byte != 0x0A {
            bytes.append(byte)
        }
        guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Failure(.usage, "no password was given")
        }
        return text
    }
}
