import CLinux
import Glibc

/// A program that was started, in a process group of its own, with pipes to its standard descriptors.
struct Child {
    /// How a child ended.
    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case killed(signal: Int32)
        /// It was ended, with all that it had started, because it took too long.
        case timedOut
        /// It could not be started: an `errno`.
        case notStarted(Int32)
        /// It was not started because of what became of one before it.
        case skipped
        /// It was not started because of an address that it would take for an option.
        case unsafeAddress
    }

    /// What a child left.
    struct Result: Sendable {
        var ending: Ending
        var output: [UInt8] = []
        var errors: [UInt8] = []
        /// What it was given to read.
        var inputBytes = 0
        /// What it left of that.
        var unreadBytes = 0
    }

    /// How much of standard output, and of standard error, is kept. The rest is read and dropped.
    static let capturedBytes = 4096
    /// How long a group that was asked to end has for it.
    static let graceSeconds = 2.0

    let process: pid_t
    /// Readable when the process has ended; -1 where the kernel has no such thing.
    let processDescriptor: Int32
    private(set) var inputDescriptor: Int32
    /// The end that it reads from. It shows what was left in the pipe, and writing never breaks as long as it is open.
    private var unreadDescriptor: Int32
    private(set) var outputDescriptor: Int32
    private(set) var errorDescriptor: Int32
    private let inputBytes: Int
    private var input: ArraySlice<UInt8>
    private(set) var deadline: Double
    private var hasTimedOut = false
    private var output: [UInt8] = []
    private var errors: [UInt8] = []

    /// Starts the program. Its name is looked up in PATH where it holds no slash.
    ///
    /// As much of the input as a pipe holds is there before the program starts; a mail mostly is shorter.
    static func start(_ arguments: [String], input: [UInt8], deadline: Double) -> (child: Child?, failure: Int32) {
        // Who started us may have ignored it: then the system keeps no exit status for us.
        signal(SIGCHLD, SIG_DFL)
        let pipes = (0..<3).compactMap { _ in Pipe() }
        guard pipes.count == 3 else {
            let failure = errno
            for pipe in pipes {
                Glibc.close(pipe.reading)
                Glibc.close(pipe.writing)
            }
            return (nil, failure)
        }
        let (toChild, fromChild, errorsFromChild) = (pipes[0], pipes[1], pipes[2])
        let ours = [toChild.writing, fromChild.reading, errorsFromChild.reading]
        let its = [toChild.reading, fromChild.writing, errorsFromChild.writing]
        for descriptor in ours { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        var child = Child(
            process: 0, processDescriptor: -1, inputDescriptor: ours[0], unreadDescriptor: toChild.reading,
            outputDescriptor: ours[1], errorDescriptor: ours[2], inputBytes: input.count, input: input[...],
            deadline: deadline)
        child.write()
        var process: pid_t = 0
        let failure = spawn(arguments, standardDescriptors: its, process: &process)
        for descriptor in its.dropFirst() { Glibc.close(descriptor) }
        guard failure == 0 else {
            child.closeAll()
            return (nil, failure)
        }
        return (Child(child, process: process), 0)
    }

    private init(
        process: pid_t, processDescriptor: Int32, inputDescriptor: Int32, unreadDescriptor: Int32,
        outputDescriptor: Int32, errorDescriptor: Int32, inputBytes: Int, input: ArraySlice<UInt8>, deadline: Double
    ) {
        self.process = process
        self.processDescriptor = processDescriptor
        self.inputDescriptor = inputDescriptor
        self.unreadDescriptor = unreadDescriptor
        self.inputBytes = inputBytes
        self.outputDescriptor = outputDescriptor
        self.errorDescriptor = errorDescriptor
        self.input = input
        self.deadline = deadline
    }

    private init(_ other: Child, process: pid_t) {
        self.init(
            process: process, processDescriptor: email_process_descriptor(process),
            inputDescriptor: other.inputDescriptor, unreadDescriptor: other.unreadDescriptor,
            outputDescriptor: other.outputDescriptor, errorDescriptor: other.errorDescriptor,
            inputBytes: other.inputBytes, input: other.input, deadline: other.deadline)
    }

    private static func spawn(
        _ arguments: [String], standardDescriptors: [Int32], process: inout pid_t
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        for (number, descriptor) in standardDescriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        // A child expects SIGPIPE to end it; we ignore it, and an ignored signal is inherited.
        var defaults = sigset_t()
        var blocked = sigset_t()
        unsafe sigemptyset(&defaults)
        unsafe sigemptyset(&blocked)
        for number in [SIGPIPE, SIGXFSZ, SIGCHLD, SIGALRM] { unsafe sigaddset(&defaults, number) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        return unsafe posix_spawnp(&process, arguments[0], &actions, &attributes, pointers, email_environment())
    }

    // MARK: Talking to it

    /// Writes what the pipe takes, and closes it after the last byte. What a child did not read is counted at its end.
    mutating func write() {
        while !input.isEmpty {
            let count = unsafe input.withUnsafeBytes { unsafe Glibc.write(inputDescriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                input = input.dropFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                // No EPIPE, as the other end is open here too. What is left counts as unread.
                break
            }
        }
        Child.close(&inputDescriptor)
    }

    mutating func readOutput() { Child.read(&outputDescriptor, into: &output) }
    mutating func readErrors() { Child.read(&errorDescriptor, into: &errors) }

    private static func read(_ descriptor: inout Int32, into kept: inout [UInt8]) {
        guard descriptor >= 0 else { return }
        var isAtEnd = false
        unsafe withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 16) { buffer in
            while true {
                let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 {
                    unsafe kept.append(contentsOf: buffer[..<min(count, capturedBytes - kept.count)])
                } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                    isAtEnd = true
                    return
                } else if errno == EAGAIN {
                    return
                }
            }
        }
        if isAtEnd { close(&descriptor) }
    }

    // MARK: Its end

    /// What it left, where it has ended.
    mutating func result() -> Result? {
        var status: Int32 = 0
        // As long as the leader is not waited for, the number of its group is that of no other.
        if hasTimedOut, email_has_ended(process) != 0 { kill(-process, SIGKILL) }
        let ended = unsafe waitpid(process, &status, WNOHANG)
        guard ended == process || (ended < 0 && errno != EINTR) else { return nil }
        // A grandchild may hold the pipes open: what is in them now is all that counts.
        readOutput()
        readErrors()
        let unread = unreadBytes
        closeAll()
        let signal = status & 0x7F
        let ending: Ending =
            hasTimedOut
            ? .timedOut
            : ended < 0 ? .killed(signal: 0) : signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
        return Result(
            ending: ending, output: output, errors: errors, inputBytes: inputBytes, unreadBytes: unread)
    }

    /// What is still in the pipe, and what never was.
    private var unreadBytes: Int {
        var count: Int32 = 0
        guard unsafe ioctl(unreadDescriptor, UInt(FIONREAD), &count) == 0 else { return input.count }
        return Int(count) + input.count
    }

    /// Ends the whole group: first asks, then insists.
    mutating func end(now: Double) {
        kill(-process, hasTimedOut ? SIGKILL : SIGTERM)
        hasTimedOut = true
        deadline = now + Child.graceSeconds
    }

    private mutating func closeAll() {
        Child.close(&inputDescriptor)
        Child.close(&unreadDescriptor)
        Child.close(&outputDescriptor)
        Child.close(&errorDescriptor)
        if processDescriptor >= 0 { Glibc.close(processDescriptor) }
    }

    private static func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}

/// Both ends of a pipe. No child inherits them but by its own standard descriptors.
private struct Pipe {
    let reading: Int32
    let writing: Int32

    /// Nil where there is none to be had; `errno` says why.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard unsafe email_pipe(&ends) == 0 else { return nil }
        reading = ends[0]
        writing = ends[1]
    }
}
