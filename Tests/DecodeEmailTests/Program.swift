import Foundation
import Glibc

/// Runs the `decode-email` of EMAIL_PROGRAMS, else the one that was built beside this test bundle.
struct Program {
    /// What one run left.
    struct Result {
        /// The exit status; 128 and the signal's number if a signal ended it.
        let status: Int32
        let output: [UInt8]
        let errors: String
        /// The most memory that it took until its input ended, in KiB.
        let peakKiB: Int

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    struct Failure: Error {
        let what: String
        let code: Int32
    }

    /// Where standard output goes.
    enum Target {
        case pipe, terminal, path(String)
    }

    static var path: String {
        if let named = ProcessInfo.processInfo.environment["EMAIL_PROGRAMS"] { return named + "/decode-email" }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("decode-email").path
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - pieces: what comes on standard input, written piece by piece, each when the one before has been taken.
    ///   - folder: the working directory.
    ///   - keepsOutput: whether the output is returned, or thrown away for being large.
    static func run(
        _ arguments: [String], pieces: some Sequence<[UInt8]> = [[UInt8]](), in folder: String = "/",
        target: Target = .pipe, keepsOutput: Bool = true, isReadPieceByPiece: Bool = false
    ) throws -> Result {
        let (child, input, output, errors) = try spawn(arguments, folder: folder, target: target)
        let outputReader = Reader(output, keeps: keepsOutput)
        let errorReader = Reader(errors, keeps: true)
        signal(SIGPIPE, SIG_IGN)
        feed(pieces, to: input, isReadPieceByPiece)
        let peakKiB = peak(of: child)
        close(input)
        let text = outputReader.wait()
        let errorText = errorReader.wait()

        var status: Int32 = 0
        guard unsafe waitpid(child, &status, 0) == child else { throw Failure(what: "waitpid", code: errno) }
        let signalNumber = status & 0x7F
        return Result(
            status: signalNumber == 0 ? status >> 8 & 0xFF : 128 + signalNumber, output: text,
            errors: String(decoding: errorText, as: UTF8.self), peakKiB: peakKiB)
    }

    /// Runs the program with a text on standard input.
    static func run(
        _ arguments: [String], input: String, in folder: String = "/", target: Target = .pipe
    ) throws -> Result {
        try run(arguments, pieces: [[UInt8](input.utf8)], in: folder, target: target)
    }

    /// Held from making descriptors to closing those of the child: no other child must inherit them, or it would keep a
    /// pipe open.
    private static let lock = NSLock()

    /// Starts the child; returns our ends of its standard input, output and error.
    private static func spawn(
        _ arguments: [String], folder: String, target: Target
    ) throws -> (child: pid_t, input: Int32, output: Int32, errors: Int32) {
        lock.lock()
        defer { lock.unlock() }
        let input = try pipe()
        let output = try open(target)
        let errors = try pipe()
        defer { for end in [input.read, output.write, errors.write] { close(end) } }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
        let words = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path] + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        unsafe pointers.append(nil)
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, "/bin/sh", &actions, nil, pointers, environ)
        guard code == 0 else { throw Failure(what: path, code: code) }
        return (child, input.write, output.read, errors.read)
    }

    private static func open(_ target: Target) throws -> (read: Int32, write: Int32) {
        switch target {
        case .pipe: return try pipe()
        case .path(let path):
            let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(what: path, code: errno) }
            return (-1, descriptor)
        case .terminal:
            var ends: (read: Int32, write: Int32) = (-1, -1)
            var settings = termios()
            unsafe cfmakeraw(&settings)
            guard unsafe openpty(&ends.read, &ends.write, nil, &settings, nil) == 0 else {
                throw Failure(what: "openpty", code: errno)
            }
            return closedOnExec(ends)
        }
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends = [Int32](repeating: -1, count: 2)
        guard unsafe Glibc.pipe(&ends) == 0 else { throw Failure(what: "pipe", code: errno) }
        return closedOnExec((ends[0], ends[1]))
    }

    private static func closedOnExec(_ ends: (read: Int32, write: Int32)) -> (read: Int32, write: Int32) {
        for end in [ends.read, ends.write] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    /// `VmHWM` of a process. What `wait4` says is at least what this process had when it started the child.
    private static func peak(of process: pid_t) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
    }

    /// - Parameter isReadPieceByPiece: Gives a piece only when the program has read the one before.
    private static func feed(_ pieces: some Sequence<[UInt8]>, to descriptor: Int32, _ isReadPieceByPiece: Bool) {
        for piece in pieces {
            var done = 0
            while done < piece.count {
                let count = unsafe piece[done...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { return }
                done += count
            }
            var unread: Int32 = isReadPieceByPiece ? 1 : 0
            var patience = 50_000
            while unread > 0, patience > 0, unsafe ioctl(descriptor, UInt(FIONREAD), &unread) == 0, unread > 0 {
                usleep(100)
                patience -= 1
            }
        }
    }
}

/// Reads a descriptor to its end on a thread of its own.
private final class Reader: @unchecked Sendable {
    private var bytes: [UInt8] = []
    private let done = DispatchSemaphore(value: 0)

    init(_ descriptor: Int32, keeps: Bool) {
        guard descriptor >= 0 else {
            done.signal()
            return
        }
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
                // A terminal whose other end is closed says EIO.
                guard count > 0 else { break }
                if keeps { bytes.append(contentsOf: buffer[..<count]) }
            }
            close(descriptor)
            done.signal()
        }
    }

    func wait() -> [UInt8] {
        done.wait()
        return bytes
    }
}
